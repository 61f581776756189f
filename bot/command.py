"""What a command is: its name, what it takes, for whom it is, and the function that answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.reply import Reply
from bot.request import Audience, Request

Kind: TypeAlias = Literal["text", "number", "places"]
"""`text` takes the rest of a typed line, `places` any number of paths and links."""
Suggested: TypeAlias = Literal["topics", "sources", "reviews", "commands", "claims", "speakers"]
"""`reviews` are all sources; `sources` those that everybody may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something a command takes: by its place in the line, or as an option `--name value`."""

    name: str
    summary: str
    kind: Kind = "text"
    option: bool = False
    required: bool = False
    whole: bool = False
    """As an option of a typed line it takes everything that stands after it."""
    suggests: Suggested | None = None
    """What a platform with autocomplete offers here; the text stays free."""
    choices: tuple[str, ...] = ()
    """Where given, one of these and nothing else."""

    @property
    def usage(self) -> str:
        """How it is typed: `CLAIM`, `[--limit NUMBER]`."""
        words = {"number": "NUMBER", "places": f"{self.name.upper()}..."}
        word = "|".join(self.choices) or words.get(self.kind, self.name.upper())
        shown = f"--{self.name} {word}" if self.option else word
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name of one or two words, what it takes, and the function that answers it."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...] = ()
    example: str
    run: Callable[[Request], Reply]
    audience: Audience = "member"
    aliases: tuple[str, ...] = ()
    chat_name: str = ""
    """What it is called in chats; its name, unless another fits better there."""
    personal: bool = False
    """Its answer is for the asker's eyes only, whatever the settings say."""
    read_only: bool = False
    """It changes nothing and is about nobody in particular, so that a page may ask it."""
    drafts: bool = False
    """To moderators in a chat it shows a draft, for their eyes only until they post it."""

    examines: bool = False
    """It tells what is wrong with a library, and so is asked of a damaged one, too, as far as that can be read."""

    def __post_init__(self) -> None:
        if not self.chat_name:
            object.__setattr__(self, "chat_name", self.name)

    @property
    def usage(self) -> str:
        """How it is typed, without what stands before the name."""
        return " ".join((self.name, *(parameter.usage for parameter in self.parameters)))

    @property
    def short_usage(self) -> str:
        """The same without the options."""
        return f"{self.name} {self.positional.usage}" if self.positional else self.name

    @property
    def positional(self) -> Parameter | None:
        """The parameter that takes the words of the line which are no option; there is at most one."""
        return next((parameter for parameter in self.parameters if not parameter.option), None)
