"""The log of what moderators did."""

import secrets
from datetime import UTC, datetime
from typing import Final

from knowledge.storage import rows
from knowledge.storage.audit import FIRST, Entry, digest
from knowledge.storage.connections import Connections, Transaction

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_ENTRIES: Final = (
    "SELECT number, at, who, person, action, subject, hash FROM audit LEFT JOIN audit_people USING (who)"
)

_ADD: Final = "INSERT INTO audit (number, at, who, action, subject, hash) VALUES (?, ?, ?, ?, ?, ?)"


class SQLAudit:
    """The log of one workspace. Any number of threads may use it at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, *, person: str, action: str, subject: str) -> Entry:
        """Note what somebody did."""
        at = rows.written(datetime.now(UTC))
        person, subject = rows.plain(person), rows.plain(subject)
        with self._connections.writing() as db:
            who = _pseudonym(db, person)
            last = db.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
            number, before = (last[0] + 1, last[1]) if last else (1, FIRST)
            made = digest(before, number, at, who, action, subject)
            db.execute(_ADD, (number, at, who, action, subject, made))
        return Entry(number=number, at=at, who=who, person=person, action=action, subject=subject, hash=made)

    def entries(self) -> list[Entry]:
        """Everything that was done, the first thing first."""
        with self._connections.reading() as db:
            return [Entry(**row) for row in db.query(f"{_ENTRIES} ORDER BY number")]

    def latest(self, *, person: str, action: str, subject: str) -> str | None:
        """When somebody last did just this; None where they never did."""
        sql = f"{_ENTRIES} WHERE person = ? AND action = ? AND subject = ? ORDER BY number DESC LIMIT 1"
        with self._connections.reading() as db:
            found = next(db.query(sql, (rows.plain(person), action, rows.plain(subject))), None)
        return str(found["at"]) if found else None


def _pseudonym(db: Transaction, person: str) -> str:
    """The letters that stand for a person, made when they first do something."""
    known = db.execute("SELECT who FROM audit_people WHERE person = ?", (person,)).fetchone()
    if known:
        return str(known[0])
    while True:
        # who was forgotten still stands in the log, and is not to be taken for anybody else
        who = "".join(secrets.choice(_LETTERS) for _ in range(8))
        if not db.execute("SELECT 1 FROM audit WHERE who = ?", (who,)).fetchone():
            db.execute("INSERT INTO audit_people (person, who) VALUES (?, ?)", (person, who))
            return who
