"""The question that is being answered: its number in the log, and how long it takes.

A question is whatever somebody does that the bot answers: a command, a mention, a press of a button, a page. Its number
goes with it through tasks and worker threads; people are shown it where something goes wrong, and every line of the log
that is written on its behalf carries it.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from bot.observing import observer

NUMBER_BYTES: Final = 3
logger = logging.getLogger(__name__)


def _number() -> str:
    return secrets.token_hex(NUMBER_BYTES)


@dataclass(slots=True, kw_only=True)
class Question:
    """One question, from when it came until its answer was sent."""

    platform: str
    reference: str = field(default_factory=_number)
    begun: float = field(default_factory=time.monotonic)
    quiet: bool = False
    """Whether not even its number is logged when it is answered, as with pages, whose readers leave no trace."""
    workspace: str | None = None
    """The server or team it was asked in; None for somebody's own library, which would name the person."""
    command: str | None = None
    outcome: str | None = None

    def acknowledged(self) -> None:
        """Tell that whoever asked has seen that the question came."""
        observer().acknowledged(platform=self.platform, seconds=time.monotonic() - self.begun)

    def finish(self) -> None:
        """Tell that the answer was sent, unless there was none or it was told before."""
        if self.command is None or self.outcome is None:
            return
        seconds = time.monotonic() - self.begun
        observer().answered(self, seconds=seconds)
        if not self.quiet:
            logger.info(
                "%s %s: %s in %.2f s",
                self.platform,
                self.command,
                self.outcome,
                seconds,
                extra={"command": self.command, "outcome": self.outcome, "seconds": round(seconds, 3)},
            )
        self.command = self.outcome = None


_current: ContextVar[Question | None] = ContextVar("question", default=None)


@contextmanager
def asked(platform: str, *, quiet: bool = False) -> Iterator[Question]:
    """Answer a question of a platform in this block, and in the tasks and threads that are begun in it."""
    question = Question(platform=platform, quiet=quiet)
    token = _current.set(question)
    try:
        yield question
    finally:
        _current.reset(token)


def current() -> Question | None:
    """The question that is being answered here."""
    return _current.get()


def reference() -> str:
    """The number of the question that is being answered, or a fresh one where there is none."""
    question = _current.get()
    return question.reference if question else _number()


def note(*, command: str, outcome: str) -> None:
    """Note what the question was and what became of it; what is noted last holds."""
    if question := _current.get():
        question.command, question.outcome = command, outcome


def within(workspace: str | None) -> None:
    """Note in which server or team the question was asked."""
    if question := _current.get():
        question.workspace = workspace


def acknowledged() -> None:
    """Tell that the question that is being answered was taken."""
    if question := _current.get():
        question.acknowledged()


def finish() -> None:
    """Tell that the question that is being answered has its answer."""
    if question := _current.get():
        question.finish()
