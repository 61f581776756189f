"""Gives a large workspace a partition with an index of its own, and takes it away again.

All is done in one transaction: until it is committed nothing has changed for anybody, and a program that is killed
leaves nothing behind. Others go on asking and adding; what was added meanwhile is caught up with at the end, with the
workspace locked for that moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from psycopg import Connection, sql

from knowledge.storage.postgres import vectors as postgres_vectors
from knowledge.storage.vectors import DIMENSIONS, Chunk

LARGE: Final = 50_000
"""From how many quotes on a workspace is searched by an index; below, all of its vectors are compared."""

SMALL: Final = LARGE // 2
"""Below how many it gives its index up again: not where it would soon need it anew."""

_A_CLAIM: Final = 1_400
"""Bytes of memory that building an index takes for a claim."""

_LEAST_MEMORY: Final = 64 * 1024**2
_MOST_MEMORY: Final = 2 * 1024**3
_AT_ONCE: Final = 64
"""Sources that are copied at a time."""

_FEW: Final = 8
"""Sources that are caught up with while the workspace is locked: an index takes a while for each claim."""

_PATIENCE: Final = "2s"
"""How long to wait for those who are just reading vectors, since others have to wait meanwhile."""

_STATE: Final = (
    "SELECT EXISTS (SELECT FROM partitioned WHERE workspace = %s), "
    "(SELECT value FROM meta WHERE workspace = %s AND name = 'indexed_quotes'), "
    "(SELECT value FROM meta WHERE workspace = %s AND name = 'revision')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """The vectors of a source, as they stood at some time."""

    source: int
    version: str
    """Another one after every change."""
    first_key: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a workspace is searched by meaning."""

    partitioned: bool
    quotes: int
    revision: int

    @property
    def fits(self) -> bool:
        """Whether it is searched as its size asks for."""
        return self.quotes >= SMALL if self.partitioned else self.quotes < LARGE


def state(db: Connection[Any], workspace: str) -> State:
    """Read whether a workspace has a partition, and how many quotes."""
    partitioned, quotes, revision = db.execute(_STATE, (workspace,) * 3).fetchone() or (False, 0, 0)
    return State(partitioned=partitioned, quotes=quotes or 0, revision=revision or 0)


def is_partitioned(db: Connection[Any], workspace: str) -> bool:
    """Whether a workspace has a partition."""
    found = db.execute("SELECT 1 FROM partitioned WHERE workspace = %s", (workspace,)).fetchone()
    return found is not None


def make(db: Connection[Any], workspace: str) -> bool:
    """Give a workspace a partition, within a transaction; False where it has one, or somebody else is making one."""
    if not _alone(db, workspace) or is_partitioned(db, workspace):
        return False
    table = str(_value(db, "SELECT begin_partition()"))
    copied = _stored(db, workspace)
    _copy(db, workspace, table, copied)
    memory = min(_MOST_MEMORY, sum(one.claims for one in copied) * _A_CLAIM + _LEAST_MEMORY)
    db.execute("SELECT set_config('maintenance_work_mem', %s, true)", (f"{memory // 1024}kB",))
    db.execute("SELECT index_partition()")
    while len((now := _catch_up(db, workspace, table, copied)) - copied) > _FEW:
        copied = now
    # from here on nobody else writes to the workspace, until the transaction ends; who is just writing may finish
    db.execute("SELECT set_config('lock_timeout', '0', true), begin_writing(%s)", (workspace,))
    _catch_up(db, workspace, table, now)
    db.execute("SELECT set_config('lock_timeout', %s, true), attach_partition()", (_PATIENCE,))
    withheld = db.execute("SELECT key FROM claims WHERE workspace = %s AND withheld", (workspace,))
    postgres_vectors.withhold(db, workspace, [key for (key,) in withheld], withheld=True)
    return True


def drop(db: Connection[Any]) -> None:
    """Take the partition of the transaction's workspace away, if it has one."""
    db.execute("SELECT set_config('lock_timeout', %s, true)", (_PATIENCE,))
    db.execute("SELECT drop_partition()")


def _alone(db: Connection[Any], workspace: str) -> bool:
    """Whether nobody else makes or drops the partition until the transaction ends."""
    return bool(_value(db, "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 27))", workspace))


def _stored(db: Connection[Any], workspace: str) -> frozenset[_Stored]:
    rows = db.execute(
        "SELECT source, xmin::text, first_key, octet_length(float16) FROM vectors WHERE workspace = %s",
        (workspace,),
    )
    return frozenset(
        _Stored(source=source, version=version, first_key=first, claims=size // (2 * DIMENSIONS))
        for source, version, first, size in rows
    )


def _copy(db: Connection[Any], workspace: str, table: str, wanted: Iterable[_Stored]) -> None:
    sources = sorted(one.source for one in wanted)
    for at in range(0, len(sources), _AT_ONCE):
        rows = db.cursor(binary=True).execute(
            "SELECT source, first_key, float16 FROM vectors WHERE workspace = %s AND source = ANY(%s) ORDER BY source",
            (workspace, sources[at : at + _AT_ONCE]),
        )
        chunks = [Chunk(source=source, first_key=first, float16=blob) for source, first, blob in rows]
        postgres_vectors.copy(db, workspace, chunks, table=table)


def _catch_up(
    db: Connection[Any], workspace: str, table: str, copied: frozenset[_Stored]
) -> frozenset[_Stored]:
    """Follow the sources that were added, removed or encoded anew since they were copied; which there are now."""
    now = _stored(db, workspace)
    for gone in copied - now:
        statement = sql.SQL("DELETE FROM {} WHERE key BETWEEN %s AND %s").format(sql.Identifier(table))
        db.execute(statement, (gone.first_key, gone.first_key + gone.claims - 1))
    _copy(db, workspace, table, now - copied)
    return now


def _value(db: Connection[Any], statement: LiteralString, *parameters: Any) -> Any:
    row = db.execute(statement, parameters).fetchone()
    return row[0] if row else None
