"""A progress bar on standard error, shown from the first report on and gone when the work is done."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from adapters.console import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Progress


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Give a function to report progress to; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        yield _reporter(stack)


def _reporter(stack: ExitStack) -> Progress:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )

    from adapters.console.render import printable

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        expand=True,
    )
    tasks: list[TaskID] = []

    def report(file: str, done: int, total: int) -> None:
        if not tasks:
            stack.enter_context(bar)
            tasks.append(bar.add_task(texts.READING, total=total))
        name = escape(printable(file)) or texts.READING
        bar.update(tasks[0], completed=done, total=total, description=name[:40])

    return report
