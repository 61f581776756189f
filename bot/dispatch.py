"""From a command, or a typed line, to a reply: the one place where errors become sentences."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import shapes, texts
from bot.arguments import bind
from bot.commands import Command
from bot.parser import command_word, parse
from bot.reply import Note, Outcome, Reply
from bot.request import Audience, Request, Value
from bot.workspace import Progress, Workspace
from knowledge.errors import CounterpointError, InputError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where: what an adapter knows before it reads the words."""

    workspace: Workspace
    audience: Audience = "member"
    local: bool = False
    progress: Progress | None = None


def answer(command: Command, given: Mapping[str, str | Sequence[str] | None], asker: Asker) -> Reply:
    """Run a command whose arguments a platform has gathered. Never raises."""
    return guarded(command.name, lambda: _run(command, bind(command, given), asker))


def answer_line(line: str, asker: Asker) -> Reply:
    """Run a line as somebody typed it. Never raises."""

    def read_and_run() -> Reply:
        asked = parse(line)
        return _run(asked.command, asked.arguments, asker)

    return guarded(command_word(line), read_and_run)


def guarded(name: str, run: Callable[[], Reply]) -> Reply:
    """Run what makes a reply; an error becomes a reply that says so."""
    try:
        return run()
    except InputError as error:
        return failure(name, str(error), "refused")
    except CounterpointError as error:
        return failure(name, str(error), "failed")
    except Exception:
        # The edge of the bot: nobody in a chat may see a traceback, and the next command must go on.
        reference = secrets.token_hex(3)
        logger.exception("unexpected, %s", reference)
        return replace(failure(name, texts.unexpected(reference), "failed"), reference=reference)


def failure(command: str, sentence: str, outcome: Outcome) -> Reply:
    """A reply that says why there is no answer."""
    note = Note(text=sentence, tone="warning")
    data = shapes.error(command, sentence)
    return Reply(command=command, data=data, pieces=(note,), outcome=outcome, error=sentence)


def _run(command: Command, arguments: Mapping[str, Value], asker: Asker) -> Reply:
    if command.audience == "moderator" and asker.audience != "moderator":
        raise InputError(texts.only_moderators(command))
    request = Request(
        arguments=arguments,
        workspace=asker.workspace,
        audience=asker.audience,
        local=asker.local,
        progress=asker.progress,
    )
    return command.run(request)
