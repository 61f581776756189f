"""What moderators make of claims."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from knowledge.errors import NotFound
from knowledge.storage import changes, rows
from knowledge.storage.any_of import numbers
from knowledge.storage.connections import Connections, Transaction
from knowledge.types import Manner, Speaker

_OF_SOURCE: Final = "source = ? AND key IN (SELECT value FROM json_each(?))"
_NAMED: Final = "SELECT key, dropped, speaker, role, manner, corrected FROM claims LEFT JOIN corrections ON corrected = key"


class SQLReviews:
    """The reviews of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def drop(self, source_id: str, keys: Collection[int], *, dropped: bool) -> None:
        """Drop some of a source's claims, or let them in again."""
        with self._step(source_id, keys) as (db, source):
            db.execute(
                f"UPDATE claims SET dropped = ? WHERE {_OF_SOURCE}",  # noqa: S608
                (dropped, source, numbers(sorted(keys))),
            )

    def correct(self, source_id: str, manners: Mapping[int, Manner], speaker: Speaker) -> None:
        """Name another speaker for some of a source's claims; the one that was detected is kept beside."""
        with self._step(source_id, manners) as (db, source):
            for key, manner in manners.items():
                _correct(db, source, key, speaker, manner)

    def approve(self, source_id: str) -> None:
        """Let a source's claims be quoted, but for those that were dropped."""
        with self._step(source_id, ()) as (db, source):
            db.execute("UPDATE sources SET review = 'approved' WHERE key = ?", (source,))

    def undo(self, source_id: str) -> bool:
        """Take the last step of a source's review back; False when there is none."""
        with self._connections.writing() as db:
            last = next(
                db.query(
                    "SELECT number, source, before FROM review_steps "
                    "WHERE source = (SELECT key FROM sources WHERE id = ?) ORDER BY number DESC LIMIT 1",
                    (rows.source_id(source_id),),
                ),
                None,
            )
            if last is None:
                return False
            db.execute("DELETE FROM review_steps WHERE number = ?", (last["number"],))
            _put_back(db, last["source"], json.loads(last["before"]))
            changes.settle(db, last["source"])
            return True

    def steps(self, source_id: str) -> int:
        """How many steps of a source's review can be taken back."""
        sql = "SELECT count(*) FROM review_steps WHERE source = (SELECT key FROM sources WHERE id = ?)"
        with self._connections.reading() as db:
            return int(db.execute(sql, (rows.source_id(source_id),)).fetchone()[0])

    def retract(self, source_id: str, *, reason: str | None) -> None:
        """Let no claim of a source be quoted any more; the source itself stays."""
        self._mark(source_id, rows.written(datetime.now(UTC)), rows.plain(reason))

    def reinstate(self, source_id: str) -> None:
        """Take a retraction back."""
        self._mark(source_id, None, None)

    def _mark(self, source_id: str, retracted: str | None, reason: str | None) -> None:
        with self._connections.writing() as db:
            source = _key_of(db, source_id)
            db.execute(
                "UPDATE sources SET retracted = ?, reason = ? WHERE key = ?", (retracted, reason, source)
            )
            changes.settle(db, source)

    @contextmanager
    def _step(self, source_id: str, keys: Collection[int]) -> Iterator[tuple[Transaction, int]]:
        """One step of a review: what was before is kept, what follows from it is settled."""
        with self._connections.writing() as db:
            source = _key_of(db, source_id)
            before = json.dumps(_before(db, source, keys), ensure_ascii=False)
            db.execute("INSERT INTO review_steps (source, before) VALUES (?, ?)", (source, before))
            yield db, source
            changes.settle(db, source)


def _key_of(db: Transaction, source_id: str) -> int:
    found = db.execute("SELECT key FROM sources WHERE id = ?", (rows.source_id(source_id),)).fetchone()
    if found is None:
        raise NotFound(f'There is no source "{source_id}"; the command sources lists the ids.')
    return int(found[0])


def _before(db: Transaction, source: int, keys: Collection[int]) -> dict[str, Any]:
    """How a source's review and some of its claims stand; of a speaker nothing where it is the one detected."""
    review = db.execute("SELECT review FROM sources WHERE key = ?", (source,)).fetchone()[0]
    claims = [
        [
            row["key"],
            row["dropped"],
            None if row["corrected"] is None else [row["speaker"], row["role"], row["manner"]],
        ]
        for row in db.query(f"{_NAMED} WHERE {_OF_SOURCE}", (source, numbers(sorted(keys))))
    ]
    return {"review": review, "claims": claims}


def _put_back(db: Transaction, source: int, before: Mapping[str, Any]) -> None:
    db.execute("UPDATE sources SET review = ? WHERE key = ?", (before["review"], source))
    for key, dropped, named in before["claims"]:
        db.execute("UPDATE claims SET dropped = ? WHERE key = ?", (bool(dropped), key))
        if named is None:
            _as_detected(db, key)
        else:
            name, role, manner = named
            _correct(db, source, key, Speaker(name=name, role=role), manner)


def _correct(db: Transaction, source: int, key: int, speaker: Speaker, manner: Manner) -> None:
    db.execute(
        "INSERT INTO corrections (corrected, detected, detected_role, detected_manner) "
        "SELECT key, speaker, role, manner FROM claims WHERE source = ? AND key = ? ON CONFLICT DO NOTHING",
        (source, key),
    )
    db.execute(
        "UPDATE claims SET speaker = ?, role = ?, manner = ? WHERE source = ? AND key = ?",
        (rows.plain(speaker.name), rows.plain(speaker.role), manner, source, key),
    )


def _as_detected(db: Transaction, key: int) -> None:
    db.execute(
        "UPDATE claims SET (speaker, role, manner) = "
        "(SELECT detected, detected_role, detected_manner FROM corrections WHERE corrected = key) "
        "WHERE key = ? AND key IN (SELECT corrected FROM corrections)",
        (key,),
    )
    db.execute("DELETE FROM corrections WHERE corrected = ?", (key,))
