"""What the bot says: the answer as a JSON object, and the same as pieces that any platform can lay out.

An adapter turns each kind of piece into what its platform has: lines of a terminal, components, blocks.
Texts are plain: no markup, nothing escaped. Escaping and cutting to a platform's limits is the adapter's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from bot.languages import spoken
from knowledge.types import File

Tone: TypeAlias = Literal["plain", "quiet", "warning"]
Outcome: TypeAlias = Literal["answered", "refused", "failed"]
"""`refused`: the user's input was wrong; `failed`: it was right, and yet it did not work."""
Style: TypeAlias = Literal["plain", "primary", "danger"]
Placement: TypeAlias = Literal["new", "replace"]
"""A message of its own, or in place of the message whose button was pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: what stands on it, and the code that `bot.dispatch.press` understands when it is pressed."""

    label: str
    """At most 75 characters."""
    code: str
    """At most 80 characters, unique within a reply."""
    style: Style = "plain"
    form: bool = False
    """Pressing it opens a form, which `bot.dispatch.form_behind` gives, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose in a menu."""

    label: str
    value: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of what follows; level 1 stands over the whole reply, level 2 over a part of it."""

    text: str
    level: Literal[1, 2] = 1
    aside: str | None = None
    """A word beside the title, such as the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quote as people read it: the words, who says them, where they stand."""

    id: str
    words: str
    """As they stand in the source, line breaks included."""
    speaker: str
    """Name and role."""
    mark: str
    """Whether the speaker is quoted, reported, or the author."""
    cite: str
    """Author, title, outlet and date of the source; empty where another quote of the reply says so."""
    number: int | None = None
    lead: str | None = None
    """What stands before in the source, where the words make no sense without it or the context was asked for."""
    trail: str | None = None
    """What stands after, where the context was asked for."""
    url: str | None = None
    page: str | None = None
    """Where people see it in its source's text, with what counters and supports it."""
    name: str | None = None
    """The speaker's name alone, by which everything that they say is found."""
    source: str | None = None
    """The id of its source."""
    score: float | None = None
    """Probability that the quote has the stance."""
    stance: str | None = None
    actions: tuple[Action, ...] = ()
    whole: Action | None = None
    """The button that shows all words; an adapter that has to shorten them offers it."""
    warning: str | None = None
    """What a reader has to know before using the quote, such as that its source was retracted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of a list: what it is called, its id, and some details."""

    title: str
    id: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of short texts; without `columns` it is a list of names with values."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    people: int | None = None
    """The column that names people as the platform does; one that can shows what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence to the reader."""

    text: str
    tone: Tone = "plain"
    url: str | None = None
    """Where the sentence leads, as a whole."""
    person: str | None = None
    """Who it is about, as the platform names people; shown after the text as the platform shows people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Running text, paragraphs divided by blank lines."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A choice of one among at most 25; `bot.dispatch.press` takes the code with the chosen value."""

    label: str
    code: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """A row or more of buttons between other pieces, with a word above that says what they are."""

    label: str
    actions: tuple[Action, ...]
    """At most fifteen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, with the same in words for whoever does not see it, or where none can be shown."""

    file: File | None
    """None where nobody could see it, as in a terminal."""
    description: str
    """In a sentence or two, for screen readers."""
    lines: tuple[str, ...] = ()
    """All that stands on it, as lines of text; blanks before them say what belongs under what."""
    quotes: tuple[str, ...] = ()
    """The short ids of the quotes on it."""


Piece: TypeAlias = Heading | Quotation | Entry | Table | Note | Passage | Menu | Buttons | Picture


Problem: TypeAlias = Literal["not yours", "no right", "no such channel", "failed"]
"""Why nothing was posted: the asker may not write there, the bot may not, there is no such channel, or anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of a posting."""

    problem: Problem | None = None
    channel: str | None = None
    """Where it was posted, as the platform names channels."""
    messages: tuple[str, ...] = ()
    """The messages that it was posted as, as the platform names them."""
    place: str | None = None
    """What people call the channel, such as `#debate`, where the platform says so."""
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a platform shall post for everybody to read; then it shows what `bot.dispatch.after_posting` gives.

    What cannot be posted whole is not posted at all.
    """

    post: "Reply"
    then: Callable[[Posted], "Reply"]
    """What to tell whoever had it posted; for `bot.dispatch.after_posting`."""
    channel: str | None = None
    """As the platform names channels; None for where the asker is."""
    pin: bool = False
    """Whether to pin it, too, where the bot may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to one command. Every reply has both forms: `data` for scripts, `pieces` for people."""

    command: str
    data: Mapping[str, Any]
    """The JSON object of the contract."""
    pieces: tuple[Piece, ...] = ()
    actions: tuple[Action, ...] = ()
    """Buttons of the reply as a whole, below everything; at most fifteen."""
    files: tuple[File, ...] = ()
    outcome: Outcome = "answered"
    error: str | None = None
    """One sentence, where there is no answer."""
    reference: str | None = None
    """Under which the log has what went wrong."""
    private: bool = True
    """For the asker's eyes only; on a platform or in a place that has no such thing, it is ignored."""
    for_one: bool = False
    """Nobody else may ever see it: an error, one's own data, what only moderators may read."""
    placement: Placement = "new"
    finished: bool = False
    """Its pages, its buttons and who may see it are as they shall be: in a chat nothing is added."""
    awaiting: str | None = None
    """The code of a form of one field; where lines are typed, the next one fills it unless it is a command."""
    shared_by: str | None = None
    """The person who made a private answer public, as the platform names people."""
    language: str = field(default_factory=spoken)
    """What it is said in; an adapter that adds words to it speaks so, too, by `bot.languages.speaking`."""
    posting: Posting | None = None
    """What is to be posted first; this reply then only stands in for the one that says what became of it."""
    previous: int | None = None
    following: int | None = None
    """Where the pages before and after this one start, where there are such pages."""
    done: str | None = None
    """What was done to what, where a moderator changed something: ids and names of settings, for the audit log."""
