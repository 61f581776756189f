"""Moves workspaces from one engine to another, with everything in them: keys, ids and times stay as they are.

A workspace is written in one transaction, so that it is there as a whole or not at all, and then compared with the one
it was copied from, row by row. What it was copied from stays.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.rows import plain
from knowledge.storage.store import Store

OF_SOURCE: Final = {
    "documents": "source = ? ORDER BY source",
    "originals": "source = ? ORDER BY source",
    "fingerprints": "source = ? ORDER BY source",
    "claims": "source = ? ORDER BY key",
    "claim_topics": "key IN (SELECT key FROM claims WHERE source = ?) ORDER BY key, topic",
    "claim_entities": "key IN (SELECT key FROM claims WHERE source = ?) ORDER BY key, entity",
    "vectors": "source = ? ORDER BY source",
    "corrections": "corrected IN (SELECT key FROM claims WHERE source = ?) ORDER BY corrected",
    "review_steps": "source = ? ORDER BY number",
}
"""The tables of what belongs to a source, and which of their rows do."""
OF_WORKSPACE: Final = {
    "counters": "prefix",
    "settings": "name",
    "channels": "channel",
    "preferences": "person, name",
    "questions": "token",
    "votes": "number",
    "cards": "person, key",
    "drills": "person",
    "drafts": "token",
    "notebooks": "number",
    "audit": "number",
    "audit_people": "person",
    "answers": "number",
    "answer_quotes": "answer, quote",
    "jobs": "number",
}
"""The other tables, and the order of their rows."""
OF_ALL: Final = {
    "deliveries": ("delivery", "at"),
    "marks": ("name", "value"),
    "departures": ("workspace", "at"),
    "secrets": ("kind", "name", "token"),
}
"""The tables of what holds for all workspaces, with their columns."""
COUNTED: Final = {
    "sources": "key",
    "claims": "key",
    "votes": "number",
    "notebooks": "number",
    "review_steps": "number",
    "answers": "number",
    "jobs": "number",
}
"""Whose numbers are never given twice."""
_YES_OR_NO: Final = frozenset({"headline", "needs_before", "dropped", "withheld"})


class MovableStore(Store, Protocol):
    """A store of which workspaces can be moved."""

    def connections(self, workspace_id: str) -> Connections:
        """Transactions with a workspace."""

    def last_numbers(self, db: Transaction) -> Mapping[str, int]:
        """By table, the last number that was given."""

    def set_last_number(self, db: Transaction, table: str, number: int) -> None:
        """Note the last number that was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A workspace that stands in both stores."""

    workspace: str
    sources: int
    claims: int
    sha256: str
    """Of all its rows, the same in both."""
    before: bool
    """Whether it had been moved already, and nothing was done."""


def move(workspace_id: str, *, origin: MovableStore, target: MovableStore) -> Moved:
    """Copy a workspace to another store, and see that every row arrived.

    Raises:
        InputError: something else is there under this id.
        DatabaseError: one of the stores cannot be used, somebody changed the workspace meanwhile, or what arrived is
            not what was sent.
    """
    here, there = origin.connections(workspace_id), target.connections(workspace_id)
    try:
        with here.reading() as read:
            digest = digest_of(read)
            found = _standing(there)
            if found not in (None, digest):
                raise InputError(
                    f"The workspace “{plain(workspace_id)}” is there already and holds something else; delete it there "
                    f"first, or leave it out."
                )
            if found is None:
                with there.writing() as write:
                    _copy(read, write)
                    for table, number in origin.last_numbers(read).items():
                        target.set_last_number(write, table, number)
                    if _standing(here) != digest:
                        raise DatabaseError(_changed(workspace_id))
                if _standing(there) != digest:
                    raise DatabaseError(
                        f"The workspace “{plain(workspace_id)}” did not arrive as it was sent; delete it there and move it "
                        f"again."
                    )
            return Moved(
                workspace=workspace_id,
                sources=_count(read, "sources"),
                claims=_count(read, "claims"),
                sha256=digest,
                before=found is not None,
            )
    finally:
        here.close()
        there.close()


def _changed(workspace_id: str) -> str:
    return (
        f"The workspace “{plain(workspace_id)}” was changed while it was moved, and nothing of it was; stop the bot and "
        f"whoever else uses it, and move it again."
    )


def move_installation(origin: Connections, target: Connections) -> int:
    """Copy what holds for all workspaces, sealed secrets as they are; how many rows were not there yet.

    What is there already stays. Raises `DatabaseError`.
    """
    new = 0
    with origin.reading() as read, target.writing() as write:
        for table, columns in OF_ALL.items():
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            for row in read.execute(f"SELECT {names} FROM {table}"):  # noqa: S608
                sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
                new += write.execute(sql, row).rowcount
    return new


def digest_of(db: Transaction) -> str:
    """A digest of all rows of a workspace, which is the same on every engine."""
    made = hashlib.sha256()
    for name, row in _rows(db):
        made.update(ascii((name, sorted(_stored(row).items()))).encode())
    return made.hexdigest()


def _standing(connections: Connections) -> str | None:
    """The digest of a workspace; None where nothing is in it."""
    with connections.reading() as db:
        if next(_rows(db), None) is None:
            return None
        return digest_of(db)


def _copy(read: Transaction, write: Transaction) -> None:
    for source in read.query("SELECT * FROM sources ORDER BY key"):
        write.insert_all("sources", [_stored(source)])
        for table, which in OF_SOURCE.items():
            found = read.query(f"SELECT * FROM {table} WHERE {which}", (source["key"],))  # noqa: S608
            write.insert_all(table, map(_stored, found))
        write.index.add(write, source["key"])
    for table, order in OF_WORKSPACE.items():
        write.insert_all(table, map(_stored, read.query(f"SELECT * FROM {table} ORDER BY {order}")))  # noqa: S608
    write.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


def _rows(db: Transaction) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row of a workspace with the name of its table, in an order that depends on nothing else."""
    for source in db.query("SELECT * FROM sources ORDER BY key"):
        yield "sources", source
        for table, which in OF_SOURCE.items():
            for row in db.query(f"SELECT * FROM {table} WHERE {which}", (source["key"],)):  # noqa: S608
                yield table, row
    for table, order in OF_WORKSPACE.items():
        for row in db.query(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608
            yield table, row


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as either engine takes it."""
    return {
        name: bool(value) if name in _YES_OR_NO else value
        for name, value in row.items()
        if name != "workspace"
    }


def _count(db: Transaction, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
