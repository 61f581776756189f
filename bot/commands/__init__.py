"""The registry: every command of Counterpoint, once, for every platform.

An adapter walks `COMMANDS` to offer them, gathers arguments, and hands both to `bot.dispatch`.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot import answering
from bot.command import Command, Parameter
from bot.commands import (
    asking,
    keeping,
    moderating,
    practising,
    preparing,
    publishing,
    reading,
    reviewing,
    seeing,
)
from bot.permissions import allowed
from bot.reply import Reply
from bot.request import Request


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


_HELP = Command(
    name="help",
    summary="The commands, or more about one of them.",
    parameters=(Parameter(name="command", summary="A command's name.", suggests="commands"),),
    example="help counter",
    run=_help,
    read_only=True,
)

COMMANDS: tuple[Command, ...] = (
    *asking.COMMANDS,
    *seeing.COMMANDS,
    *reading.COMMANDS,
    *practising.COMMANDS,
    *preparing.COMMANDS,
    _HELP,
    *keeping.COMMANDS,
    *publishing.COMMANDS,
    *moderating.COMMANDS,
    *reviewing.COMMANDS,
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
