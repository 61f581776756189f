"""`counterpoint chat`: the commands as in chat, a line each, at a prompt or from a pipe."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from adapters.console import saving, texts
from adapters.console.commands import print_json
from adapters.console.data import opened
from bot import dispatch
from bot import texts as bot_texts
from bot.arguments import LARGEST_LIMIT
from bot.commands import COMMANDS
from bot.languages import speaking
from bot.reply import Heading, Note, Table
from bot.request import Asker
from bot.suggestions import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.reply import Piece, Reply
    from bot.site.links import Pages
    from bot.workspace import Workspace

HISTORY = "chat-history"
HISTORY_LINES = 1_000


def converse(data: Path, workspace_id: str, *, as_json: bool, pages: Pages | None = None) -> int:
    """Answer lines of standard input until it ends or somebody leaves. Return the exit code."""
    at_prompt = sys.stdin.isatty() and not as_json
    with opened(data, workspace_id) as workspace:
        if at_prompt:
            _greet(workspace)
            with _line_editing(data / HISTORY, workspace):
                _answer_all(_typed(), workspace, as_json=False, pages=pages)
        else:
            _answer_all(iter(sys.stdin.readline, ""), workspace, as_json=as_json, pages=pages)
    return 0


def _answer_all(lines: Iterator[str], workspace: Workspace, *, as_json: bool, pages: Pages | None) -> None:
    awaiting: str | None = None
    for line in lines:
        words = line.removeprefix("\ufeff").strip()
        if words.lower() in texts.LEAVING:
            if as_json:
                click.echo(json.dumps({"command": "quit"}))
            return
        if words:
            awaiting = _answer(words, workspace, as_json=as_json, pages=pages, awaiting=awaiting)
            sys.stdout.flush()


def _answer(
    line: str, workspace: Workspace, *, as_json: bool, pages: Pages | None, awaiting: str | None
) -> str | None:
    """Answer a line, and return what the next one is awaited for; a line that is no command may be awaited."""
    from adapters.console.progress import progress_bar

    try:
        with progress_bar() as progress:
            asker = Asker(
                workspace=workspace,
                audience="moderator",
                local=True,
                scripted=as_json,
                progress=progress,
                pages=pages,
            )
            if awaiting is not None and not line.startswith("/"):
                reply = dispatch.submit_line(awaiting, line, asker)
            else:
                reply = dispatch.answer_line(line, asker) if as_json else saving.answer_line(line, asker)
        if as_json:
            print_json(reply)
        else:
            _say(reply)
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            raise
        click.echo(texts.INTERRUPTED)
        return None
    return reply.awaiting


def _say(reply: Reply) -> None:
    from adapters.console.render import render, terminal

    console = terminal()
    with speaking(reply.language):
        render(reply.pieces, console)
    console.print()


def _greet(workspace: Workspace) -> None:
    from adapters.console.render import render, terminal

    render(greeting(workspace), terminal())
    click.echo()


def greeting(workspace: Workspace) -> tuple[Piece, ...]:
    """What somebody sees first: what is in the library, and what to type."""
    title = Heading(text=texts.TITLE, aside=texts.LEAVE_HINT)
    sources = workspace.sources()
    if not sources:
        return (title, Note(text=texts.EMPTY_LIBRARY))
    named = [topic.name for topic in workspace.topics()[:3]]
    library = texts.greeting(bot_texts.counted(len(sources), "source"), ", ".join(named))
    examples = Table(rows=tuple((line, about) for line, about in texts.EXAMPLES.items()))
    return (title, Note(text=library), examples)


def _typed() -> Iterator[str]:
    """Lines typed at the prompt, until the end of input; an interrupted line is dropped."""
    while True:
        try:
            yield input(texts.PROMPT)
        except KeyboardInterrupt:
            click.echo()
        except EOFError:
            click.echo()
            return


@contextmanager
def _line_editing(history: Path, workspace: Workspace) -> Iterator[None]:
    """Arrow keys, a history that is kept, and completion; where the system has none, plain lines."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_history_length(HISTORY_LINES)
    readline.set_completer_delims("")
    readline.set_completer(completer(workspace))
    readline.parse_and_bind("tab: complete")
    with suppress(OSError):
        readline.read_history_file(history)
    try:
        yield
    finally:
        with suppress(OSError):
            readline.write_history_file(history)


def completer(workspace: Workspace) -> Callable[[str, int], str | None]:
    """Complete a command's name, and after it what the command suggests."""

    def complete(text: str, state: int) -> str | None:
        found = completions(text, workspace)
        return found[state] if state < len(found) else None

    return complete


def completions(text: str, workspace: Workspace) -> list[str]:
    """Whole lines that a beginning may become."""
    typed = text.lstrip().lower().removeprefix("/")
    for command in COMMANDS:
        taken = command.positional
        if typed.startswith(f"{command.name} ") and taken is not None and taken.suggests is not None:
            begun = typed.removeprefix(f"{command.name} ")
            choices = (choice.value for choice in suggest(taken.suggests, "", workspace, limit=LARGEST_LIMIT))
            return [f"/{command.name} {value}" for value in choices if value.lower().startswith(begun)]
    return [f"/{command.name} " for command in COMMANDS if command.name.startswith(typed)]
