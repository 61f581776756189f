"""The contract of the log of what moderators did: entries are added and read, never changed or deleted.

Each entry's hash covers the entry and the hash of the one before, so that a change of any of them shows. The hash
covers a pseudonym and not the person: whose it is stands apart, and goes when the person is forgotten.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

FIRST = "0" * 64
"""What stands for the hash before the first entry's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that somebody did."""

    number: int
    """Counts from 1, without a gap."""
    at: str
    """ISO 8601 in UTC."""
    who: str
    """A pseudonym of 8 random letters, which stays when the person is forgotten."""
    person: str | None
    """As the platform names people; None once the person is forgotten."""
    action: str
    """The name of a command, or `refused`."""
    subject: str
    """What it was done to: ids and names of settings, never anything that members or sources say."""
    hash: str


class AuditLog(Protocol):
    """What was done in one workspace. All methods may raise `DatabaseError`."""

    def add(self, *, person: str, action: str, subject: str) -> Entry:
        """Note what somebody did."""

    def entries(self) -> list[Entry]:
        """Everything that was done, the first thing first."""

    def latest(self, *, person: str, action: str, subject: str) -> str | None:
        """When somebody last did just this, ISO 8601 in UTC; None where they never did."""


def digest(before: str, number: int, at: str, who: str, action: str, subject: str) -> str:
    """The hash of an entry, given the one before it."""
    line = json.dumps([before, number, at, who, action, subject], ensure_ascii=True, separators=(",", ":"))
    return sha256(line.encode()).hexdigest()


def broken_at(entries: Sequence[Entry]) -> int | None:
    """The number of the first entry that is not as it was written, or that should stand there; None where all are."""
    before = FIRST
    for number, one in enumerate(entries, start=1):
        expected = digest(before, number, one.at, one.who, one.action, one.subject)
        if (one.number, one.hash) != (number, expected):
            return number
        before = one.hash
    return None
