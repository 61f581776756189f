"""The log of a running program: one record a line on standard error, and no secret in any of them.

A record says when, how grave, which part, and what; one that was written while a question was answered carries the
question's number. For a person it is a line of words, for a collector of logs a JSON object.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from adapters.program import texts
from adapters.program.redaction import known, redacted
from bot import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.program.settings import LogFormat

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s%(question)s: %(message)s"
TALKATIVE: Final = ("aiohttp.access", "asyncio", "httpx")
TOLD: Final = ("command", "outcome", "seconds")
"""What a record of an answered question says besides its sentence."""
logger = logging.getLogger(__name__)


class Redacting(logging.Formatter):
    """Writes a record with its exception, and hides every secret in what it wrote."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__(FORMAT)
        self.secrets = known(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, or the lines where there is a traceback."""
        question = questions.current()
        record.question = f" [{question.reference}]" if question else ""
        return redacted(super().format(record), self.secrets)


class RedactingJson(Redacting):
    """Writes a record as one JSON object on one line, its exception among its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line. Each text is redacted before JSON puts its own signs between the letters."""
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about_question(),
            **{name: record.__dict__[name] for name in TOLD if name in record.__dict__},
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        if record.stack_info:
            fields["stack"] = self.formatStack(record.stack_info)
        clean = {
            name: redacted(value, self.secrets) if isinstance(value, str) else value
            for name, value in fields.items()
        }
        return json.dumps(clean, ensure_ascii=False)


class OnStandardError(logging.StreamHandler[Any]):
    """Writes to standard error; a record that cannot be written is told of without what is in it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Say that a line is missing: what logging says by itself holds the values that did not fit."""
        self.stream.write(f"{texts.unwritable(record.name, record.lineno)}\n")


class Counting(logging.Handler):
    """Tells of each record how grave it is."""

    def __init__(self, count: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._count = count

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of one."""
        self._count(record.levelname.lower())


def set_up(*, level: int, secrets: Sequence[str], style: LogFormat = "text") -> None:
    """Send the log to standard error, in place of any other destination, and what nobody caught with it."""
    handler = OnStandardError(sys.stderr)
    handler.setFormatter(RedactingJson(secrets) if style == "json" else Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level > logging.DEBUG:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
    _catch_the_rest()


def _about_question() -> dict[str, Any]:
    question = questions.current()
    if question is None:
        return {}
    about = {"question": question.reference, "platform": question.platform}
    return {**about, "workspace": question.workspace} if question.workspace else about


def _catch_the_rest() -> None:
    """Have what threads and the interpreter print by themselves go the same way, and so be redacted."""

    def in_thread(caught: threading.ExceptHookArgs) -> None:
        logger.error("a thread ended", exc_info=caught.exc_value)

    def unraisable(caught: sys.UnraisableHookArgs) -> None:
        logger.error("could not be raised", exc_info=caught.exc_value)

    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
    sys.excepthook = lambda kind, error, trace: logger.critical("ended", exc_info=(kind, error, trace))
