"""What an installation remembers of a language model: its judgements, and what it cost this month.

A judgement is kept under a digest; neither claim nor quote can be read from it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from knowledge.judges.contract import LABELS, Pair
from knowledge.judges.verdicts import Verdict
from knowledge.storage.sqlite.connections import SQLiteConnections
from knowledge.storage.sqlite.migrations import Migration, Schema

APPLICATION_ID: Final = 0x43544A4C
"""`CTJL` in the header of the file."""

DAYS: Final = 90
"""How long a judgement is kept."""

UNIT: Final = 1_000_000_000
"""Parts of one unit of money that amounts are counted in, so that sums are exact."""

_PATIENCE: Final = 5.0
_AT_ONCE: Final = 500
"""Values that one statement may take."""

_TABLES: Final = (
    """CREATE TABLE judgements (
        digest BLOB PRIMARY KEY, stance INTEGER NOT NULL, confidence REAL NOT NULL, at TEXT NOT NULL
        ) WITHOUT ROWID""",
    """CREATE INDEX judgements_by_time ON judgements (at)""",
    """CREATE TABLE spending (month TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID""",
)


def judgements_and_spending(db: Database) -> None:
    """Make the tables of the first released version."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


MIGRATIONS: Final[tuple[Migration, ...]] = (judgements_and_spending,)
SCHEMA: Final = Schema(application_id=APPLICATION_ID, migrations=MIGRATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """An amount set aside for a request, in the month in which it was made."""

    month: str
    amount: int
    """In parts of `UNIT`."""


class Ledger:
    """Judgements and spending in one file. Threads and processes may share it. All methods may raise `DatabaseError`."""

    def __init__(self, path: Path) -> None:
        self._connections = SQLiteConnections(path.absolute(), patience=_PATIENCE, schema=SCHEMA)

    def remembered(self, model: str, pairs: Sequence[Pair]) -> dict[Pair, Verdict]:
        """What a model said about those pairs that it was asked about before."""
        by_digest = {digest(model, pair): pair for pair in pairs}
        found: dict[Pair, Verdict] = {}
        asked = list(by_digest)
        with self._connections.reading() as db:
            for start in range(0, len(asked), _AT_ONCE):
                part = asked[start : start + _AT_ONCE]
                marks = ", ".join("?" * len(part))
                rows = db.execute(
                    f"SELECT digest, stance, confidence FROM judgements WHERE digest IN ({marks})",  # noqa: S608
                    part,
                )
                for key, stance, confidence in rows:
                    found[by_digest[key]] = Verdict(stance=LABELS[stance], confidence=confidence)
        return found

    def remember(self, model: str, verdicts: Mapping[Pair, Verdict]) -> None:
        """Keep what a model said; what is older than `DAYS` goes."""
        now = datetime.now(UTC)
        rows: Iterable[tuple[bytes, int, float, str]] = [
            (digest(model, pair), LABELS.index(one.stance), one.confidence, now.isoformat())
            for pair, one in verdicts.items()
        ]
        with self._connections.writing() as db:
            db.execute("DELETE FROM judgements WHERE at < ?", ((now - timedelta(days=DAYS)).isoformat(),))
            db.conn.executemany("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?)", rows)

    def spent(self) -> int:
        """What this month has cost so far, in parts of `UNIT`, with what is set aside."""
        with self._connections.reading() as db:
            row = db.execute("SELECT amount FROM spending WHERE month = ?", (_month(),)).fetchone()
        return int(row[0]) if row else 0

    def reserve(self, amount: int, *, cap: int) -> Reservation | None:
        """Set an amount aside before it is spent; None where the month's total would pass the cap."""
        month = _month()
        with self._connections.writing() as db:
            row = db.execute("SELECT amount FROM spending WHERE month = ?", (month,)).fetchone()
            total = (int(row[0]) if row else 0) + amount
            if total > cap:
                return None
            db.execute("INSERT OR REPLACE INTO spending VALUES (?, ?)", (month, total))
        return Reservation(month=month, amount=amount)

    def settle(self, reserved: Reservation, amount: int) -> None:
        """Put what was really spent in the place of what was set aside."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE spending SET amount = max(0, amount + ?) WHERE month = ?",
                (amount - reserved.amount, reserved.month),
            )

    def close(self) -> None:
        """Close the file; the next use opens it anew."""
        self._connections.close()


def digest(model: str, pair: Pair) -> bytes:
    """What a judgement is kept under: model, claim and quote, and nobody can read them from it."""
    return hashlib.blake2b(json.dumps([model, *pair]).encode(), digest_size=16).digest()


def _month() -> str:
    return f"{datetime.now(UTC):%Y-%m}"
