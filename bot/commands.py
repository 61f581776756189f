"""The registry: every command of Counterpoint, once, for every platform.

An adapter walks `COMMANDS` to offer them, gathers arguments, and hands both to `bot.dispatch`.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot import answering, keeping, library
from bot.command import Command, Kind, Parameter, Suggested
from bot.permissions import allowed
from bot.reply import Reply
from bot.request import Request
from bot.settings import ADD, ANSWERS, LANGUAGE, OWN_ANSWERS, Setting


def _required(
    name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None
) -> Parameter:
    return Parameter(name=name, summary=summary, kind=kind, required=True, suggests=suggests)


def _option(name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None) -> Parameter:
    return Parameter(name=name, summary=summary, kind=kind, option=True, suggests=suggests)


def _choice(name: str, summary: str, setting: Setting) -> Parameter:
    return Parameter(name=name, summary=summary, option=True, choices=setting.choices)


def _limit(default: int) -> Parameter:
    return _option("limit", f"At most so many quotes; {default} when left out.", kind="number")


def _help(request: Request) -> Reply:
    """List the commands, or say more about one."""
    name = request.option("command")
    if name:
        return answering.help_about(find(name), name, near=near(name), chat=request.asker.chat)
    if not request.asker.chat:
        return answering.help_on(COMMANDS)
    from bot.home import examples

    mine = [command for command in COMMANDS if allowed(command, request.asker)]
    return replace(answering.help_on(mine, chat=True), actions=examples(request.asker))


_CLAIM = _required(
    "claim", "What somebody asserts in a sentence or a few words, or the id of a quote.", suggests="claims"
)
_SOURCE = _required(
    "id", "A source: its id, the beginning of its id, or its file's name.", suggests="sources"
)
_WITHIN = _option("topic", "Only quotes on this topic.", suggests="topics")

COMMANDS: tuple[Command, ...] = (
    Command(
        name="counter",
        summary="Quotes that argue against a claim, the surest first.",
        parameters=(_CLAIM, _WITHIN, _limit(answering.ANSWERS)),
        example='counter "alliance is easy" --topic russia-china',
        run=answering.counter,
    ),
    Command(
        name="support",
        summary="Quotes that argue for a claim, the surest first.",
        parameters=(_CLAIM, _WITHIN, _limit(answering.ANSWERS)),
        example='support "alliance is easy"',
        run=answering.support,
    ),
    Command(
        name="clash",
        summary="The strongest for and against, side by side and equal in length.",
        parameters=(_required("query", "A topic of the library, or a claim.", suggests="topics"), _WITHIN),
        example='clash "alliance is easy"',
        run=answering.clash,
    ),
    Command(
        name="views",
        summary="The positions on a topic, each with its quotes.",
        parameters=(
            _required("topic", "A topic of the library, or any phrase.", suggests="topics"),
            _limit(answering.VIEWS),
        ),
        example="views russia-china",
        run=answering.views,
    ),
    Command(
        name="who",
        summary="Everything a speaker says, by topic.",
        parameters=(
            _required("name", "A person or a body; part of the name is enough.", suggests="speakers"),
        ),
        example="who Mara Lind",
        run=answering.who,
    ),
    Command(
        name="topics",
        summary="What the sources are about.",
        example="topics",
        run=answering.topics,
    ),
    Command(
        name="quote",
        summary="One quote by its short id, with its place in the source.",
        parameters=(_required("id", "The short id that stands under a quote."),),
        example="quote RC-014",
        run=answering.quote,
    ),
    Command(
        name="sources",
        summary="The sources that were added.",
        example="sources",
        run=library.sources,
    ),
    Command(
        name="source show",
        summary="One source with all that is known about it, and its text.",
        parameters=(_SOURCE,),
        example="source show essay.txt",
        run=library.show,
    ),
    Command(
        name="source summary",
        summary="One source in short: its central claim, its key claims, who speaks in it.",
        parameters=(_SOURCE,),
        example="source summary essay.txt",
        run=library.summary,
    ),
    Command(
        name="help",
        summary="The commands, or more about one of them.",
        parameters=(Parameter(name="command", summary="A command's name.", suggests="commands"),),
        example="help counter",
        run=_help,
    ),
    Command(
        name="preferences",
        summary="Your own settings: private or public answers, your language.",
        parameters=(
            _choice("answers", "Whether answers to you are private at first.", OWN_ANSWERS),
            _choice("language", "The language to answer you in.", LANGUAGE),
        ),
        example="preferences --answers public",
        run=keeping.preferences,
        personal=True,
    ),
    Command(
        name="privacy",
        summary="What is kept about you: see it, export it, delete it.",
        parameters=(
            Parameter(
                name="do", summary="Export it, or delete it.", choices=(keeping.EXPORT, keeping.DELETE)
            ),
        ),
        example="privacy export",
        run=keeping.privacy,
        personal=True,
    ),
    Command(
        name="topic show",
        summary="The topic that questions in this channel are about.",
        example="topic show",
        run=keeping.topic_show,
    ),
    Command(
        name="topic set",
        summary="Give this channel a topic, so that a question need not name it.",
        parameters=(_required("topic", "A topic of the library, or any phrase.", suggests="topics"),),
        example="topic set russia-china",
        run=keeping.topic_set,
        audience="moderator",
    ),
    Command(
        name="topic clear",
        summary="Take this channel's topic away.",
        example="topic clear",
        run=keeping.topic_clear,
        audience="moderator",
    ),
    Command(
        name="settings",
        summary="Who may add sources, private or public answers, the language.",
        parameters=(
            _choice("add", "Who may add sources.", ADD),
            _choice("answers", "Whether answers are private at first.", ANSWERS),
            _choice("language", "The language of the interface.", LANGUAGE),
        ),
        example="settings --answers public",
        run=keeping.settings,
        audience="moderator",
        personal=True,
    ),
    Command(
        name="votes",
        summary="Quotes that people voted down; drop the votes against one.",
        parameters=(_option("dismiss", "The short id of the quote whose votes are dropped."),),
        example="votes --dismiss RC-014",
        run=keeping.votes,
        audience="moderator",
    ),
    Command(
        name="ingest",
        summary="Add sources: text, Markdown, HTML, PDF and Word files, or links.",
        parameters=(
            _required("place", "A file's path or a link.", kind="places"),
            _option("topic", "The topic that the sources are about.", suggests="topics"),
        ),
        example="ingest essay.txt --topic russia-china",
        run=library.ingest,
        audience="moderator",
        aliases=("source add",),
        chat_name="source add",
    ),
    Command(
        name="source edit",
        summary='Change what is known about a source; "" clears a field.',
        parameters=(
            _SOURCE,
            _option("title", "Its title."),
            _option("author", "Who wrote it."),
            _option("outlet", "Where it was published."),
            _option("date", "When it was published, such as 2025-03-02."),
            _option("url", "Its link."),
            _option("topic", "The topic it is about.", suggests="topics"),
        ),
        example='source edit essay.txt --author "Mara Lind" --date 2025-03-02',
        run=library.edit,
        audience="moderator",
    ),
    Command(
        name="source remove",
        summary="Delete a source with its claims.",
        parameters=(_SOURCE,),
        example="source remove essay.txt",
        run=library.remove,
        audience="moderator",
    ),
    Command(
        name="claims",
        summary="Every claim as stored, with speaker and place.",
        parameters=(_option("source", "Only claims of this source.", suggests="sources"),),
        example="claims --source essay.txt",
        run=answering.claims,
        audience="moderator",
    ),
    Command(
        name="verify",
        summary="Check every stored quote against its source.",
        example="verify",
        run=library.verify,
        audience="moderator",
    ),
)

_BY_NAME: dict[str, Command] = {
    name: command for command in COMMANDS for name in (command.name, *command.aliases)
}


def find(name: str) -> Command | None:
    """The command of a name or an alias; case, a slash before it and extra blanks do not matter."""
    return _BY_NAME.get(" ".join(name.lower().removeprefix("/").split()))


def named(name: str) -> Command:
    """The command of a name that the registry is known to hold. Raises `KeyError` for any other."""
    return _BY_NAME[name]


def in_chat() -> list[Command]:
    """What a chat offers, each once, to be called by its `chat_name`."""
    return list(COMMANDS)


def starting_with(word: str) -> Sequence[str]:
    """Names of two words that start with a word: `source` starts `source show`."""
    return [name for name in _BY_NAME if name.startswith(f"{word.lower()} ")]


def near(typed: str, *, others: Sequence[str] = (), limit: int = 3) -> Sequence[str]:
    """Names that come near a mistyped one, the nearest first; `others` are a platform's own commands."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        typed.lower(),
        list(dict.fromkeys((*_BY_NAME, *others))),
        scorer=fuzz.ratio,
        score_cutoff=60,
        limit=limit,
    )
    return [name for name, _, _ in found]
