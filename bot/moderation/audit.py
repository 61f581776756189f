"""Who did what: noted when a command has changed something or was refused, and shown to moderators."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.moderation import words
from bot.reply import Heading, Note, Piece, Reply, Table
from knowledge.errors import CounterpointError
from knowledge.storage.audit import broken_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.request import Asker, Request
    from knowledge.storage.audit import Entry

REFUSED: Final = "refused"
ONCE_IN: Final = timedelta(hours=1)
"""Who tries what is not for them again and again fills no log with it."""
logger = logging.getLogger(__name__)


def record(asker: Asker, action: str, subject: str) -> None:
    """Note what somebody did, by the name of the command; what was done stays done where the log cannot be written."""
    try:
        asker.workspace.audit.add(person=asker.person, action=action, subject=subject)
    except CounterpointError as error:
        logger.warning("%s of %s is missing in the audit log: %s", action, subject, error)


def refused(asker: Asker, command: str) -> None:
    """Note that somebody tried a command that is not for them."""
    try:
        last = asker.workspace.audit.latest(person=asker.person, action=REFUSED, subject=command)
    except CounterpointError:
        return
    if last is None or datetime.now(UTC) - datetime.fromisoformat(last) > ONCE_IN:
        record(asker, REFUSED, command)


def audit(request: Request) -> Reply:
    """Show everything that was done, the latest first, and whether the log is as it was written."""
    entries = request.workspace.audit.entries()
    broken = broken_at(entries)
    data = {"command": "audit", "entries": [_shape(one) for one in entries], "broken_at": broken}
    return Reply(command="audit", data=data, pieces=_pieces(entries, broken))


def _shape(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at,
        "who": entry.who,
        "person": entry.person,
        "action": entry.action,
        "subject": entry.subject,
        "hash": entry.hash,
    }


def _pieces(entries: Sequence[Entry], broken: int | None) -> tuple[Piece, ...]:
    heading = Heading(text=words.audit_heading())
    if not entries:
        return (heading, Note(text=words.nothing_done()))
    whole = broken is None
    told = words.chain_is_whole(len(entries)) if whole else words.chain_is_broken(broken or 0)
    rows = tuple(_row(one) for one in reversed(entries))
    return (
        heading,
        Note(text=told, tone="quiet" if whole else "warning"),
        Table(columns=words.audit_columns(), rows=rows, people=1),
    )


def _row(entry: Entry) -> tuple[str, str, str, str]:
    who = entry.person or words.forgotten_person(entry.who)
    return entry.at[:16].replace("T", " "), who, entry.action, entry.subject
