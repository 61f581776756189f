"""The vectors of a large workspace in PostgreSQL: one row a claim, in a partition with an index of its own.

The blobs of `vectors` stay what holds; these rows are made of them, bit by bit, and only where a workspace is large.
Whoever writes holds the lock of the workspace.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, LiteralString

import numpy as np
from numpy.typing import NDArray
from psycopg import Connection, sql

from knowledge.storage.store import Hit, Vectors
from knowledge.storage.vectors import DIMENSIONS, Chunk, grown, nothing
from knowledge.storage.vectors import nearest as nearest_in

BREADTH: Final = 500
"""How many claims the index keeps in view while it searches; see `docs/decisions/0027-search-on-postgresql.md`."""

MOST_IN_MEMORY: Final = 200_000
"""Up to how many quotes a workspace without an index is held in memory, with 1.5 kB each."""

_MOST_BREADTH: Final = 1_000
_AT_ONCE: Final = 64
"""Sources that are read at a time."""
_HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TAIL: Final = b"\xff\xff"

# Without a sort there is one plan: along the index of the one partition.
_SETTINGS: Final[LiteralString] = (
    "SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'strict_order', true), "
    "set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_sort', 'off', true)"
)
_NEAREST: Final[LiteralString] = (
    "SELECT key, embedding FROM claim_vectors WHERE workspace = %s AND NOT withheld "
    "ORDER BY embedding <#> %s::halfvec LIMIT %s"
)
_WITHHELD: Final[LiteralString] = "SELECT key FROM claims WHERE workspace = %s AND withheld"
_STORED: Final[LiteralString] = (
    "SELECT source, first_key, float16 FROM vectors WHERE workspace = %s AND source > %s ORDER BY source LIMIT %s"
)
# of a blob that is not compressed the server reads no more than what is asked for
_ONE_BY_ONE: Final[LiteralString] = (
    "SELECT key, substring(float16 FROM ((key - first_key) * 768 + 1)::integer FOR 768) "
    "FROM claims JOIN vectors USING (workspace, source) "
    "WHERE claims.workspace = %s AND key = ANY(%b) ORDER BY key"
)
_USUAL: Final[LiteralString] = "SELECT set_config('enable_sort', 'on', true)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What the index found, nearest first, with the vectors, which are mostly asked for next."""

    hits: Sequence[Hit]
    vectors: Vectors


def nearest(db: Connection[Any], workspace: str, vector: Vectors, *, limit: int) -> Neighbours:
    """Claims nearest to a vector: found by the index, ordered by their exact cosine, equal ones by key."""
    if limit <= 0:
        return Neighbours(hits=(), vectors=_read([]))
    wanted = np.ascontiguousarray(vector, dtype=np.float32).reshape(DIMENSIONS)
    breadth = min(_MOST_BREADTH, max(BREADTH, limit))
    with db.pipeline():
        db.execute(_SETTINGS, (str(breadth),))
        found = db.cursor(binary=True).execute(_NEAREST, (workspace, _written(wanted), limit))
        db.execute(_USUAL)
        rows = found.fetchall()
    keys = np.array([key for key, _ in rows], dtype=np.int64)
    read = _read([embedding for _, embedding in rows])
    cosines = read @ wanted
    order = np.lexsort((keys, -cosines))
    hits = [Hit(key=int(keys[i]), value=float(cosines[i])) for i in order]
    return Neighbours(hits=hits, vectors=read[order])


def nearest_of_all(db: Connection[Any], workspace: str, vector: Vectors, *, limit: int) -> list[Hit]:
    """Claims nearest to a vector, of all that are stored, some at a time: for the minutes until there is an index."""
    withheld = [key for (key,) in db.execute(_WITHHELD, (workspace,))]
    last, found = -1, list[Hit]()
    while True:
        rows = db.cursor(binary=True).execute(_STORED, (workspace, last, _AT_ONCE)).fetchall()
        if not rows:
            return found
        last = rows[-1][0]
        chunks = [Chunk(source=source, first_key=first, float16=blob) for source, first, blob in rows]
        part = grown(nothing(), chunks, revision=0)
        gone = np.flatnonzero(np.isin(part.keys, withheld)).tolist()
        hits = nearest_in(replace(part, withheld=tuple(gone)), vector, limit=limit)
        found = sorted([*found, *hits], key=lambda hit: (-hit.value, hit.key))[: max(0, limit)]


def stored(db: Connection[Any], workspace: str, keys: Sequence[int]) -> Vectors:
    """Give the vectors of the claims in the order of `keys`, none else is read; zeros for a claim that is gone."""
    wanted = sorted(set(map(int, keys)))
    rows = db.cursor(binary=True).execute(_ONE_BY_ONE, (workspace, wanted)).fetchall()
    halves = np.frombuffer(b"".join(half for _, half in rows), dtype="<f2").reshape(-1, DIMENSIONS)
    there = np.fromiter((key for key, _ in rows), dtype=np.int64, count=len(rows))
    found = np.zeros((len(keys), DIMENSIONS), dtype=np.float32)
    if not len(there):
        return found
    asked = np.asarray(keys, dtype=np.int64)
    places = np.minimum(np.searchsorted(there, asked), len(there) - 1)
    held = there[places] == asked
    found[held] = halves[places[held]]
    return found


def insert(db: Connection[Any], workspace: str, chunk: Chunk, *, withheld: Collection[int]) -> None:
    """Make rows of the stored vectors of a source; COPY would pass row security by, and is refused."""
    halves = np.frombuffer(chunk.float16, dtype="<f2").reshape(-1, DIMENSIONS)
    keys = range(chunk.first_key, chunk.first_key + len(halves))
    db.execute(
        "INSERT INTO claim_vectors (workspace, key, withheld, embedding) SELECT %s, key, withheld, written::halfvec "
        "FROM unnest(%b::bigint[], %b::boolean[], %b::text[]) AS given (key, withheld, written)",
        (workspace, list(keys), [key in withheld for key in keys], list(map(_written, halves))),
    )


def copy(db: Connection[Any], workspace: str, chunks: Iterable[Chunk], *, table: str) -> None:
    """Make rows of the stored vectors of sources in a table that nobody else sees yet."""
    statement = sql.SQL("COPY {} (workspace, key, withheld, embedding) FROM STDIN (FORMAT BINARY)")
    with db.cursor().copy(statement.format(sql.Identifier(table))) as into:
        into.write(_HEAD)
        for chunk in chunks:
            into.write(_rows(workspace.encode(), chunk).tobytes())
        into.write(_TAIL)


def remove(db: Connection[Any], workspace: str, chunk: Chunk) -> None:
    """Drop the rows of a source."""
    end = chunk.first_key + len(chunk.float16) // (2 * DIMENSIONS)
    db.execute(
        "DELETE FROM claim_vectors WHERE workspace = %s AND key >= %s AND key < %s",
        (workspace, chunk.first_key, end),
    )


def withhold(db: Connection[Any], workspace: str, keys: Sequence[int], *, withheld: bool) -> None:
    """Note which claims are in no answer, or may be in one again."""
    db.execute(
        "UPDATE claim_vectors SET withheld = %s WHERE workspace = %s AND key = ANY(%s)",
        (withheld, workspace, list(keys)),
    )


def _rows(workspace: bytes, chunk: Chunk) -> NDArray[np.void]:
    """The rows of a source as PostgreSQL's binary format of COPY writes them."""
    halves = np.frombuffer(chunk.float16, dtype="<u2").reshape(-1, DIMENSIONS)
    size = 4 + 2 * DIMENSIONS
    rows = np.zeros(len(halves), dtype=_row_type(len(workspace)))
    rows["fields"], rows["of_workspace"], rows["workspace"] = 4, len(workspace), workspace
    rows["of_key"], rows["key"] = 8, np.arange(chunk.first_key, chunk.first_key + len(halves))
    rows["of_withheld"] = 1
    rows["of_embedding"], rows["dimensions"], rows["halves"] = size, DIMENSIONS, halves
    return rows


def _row_type(length: int) -> np.dtype[np.void]:
    return np.dtype(
        [
            *(("fields", ">i2"), ("of_workspace", ">i4"), ("workspace", f"S{length}")),
            *(("of_key", ">i4"), ("key", ">i8"), ("of_withheld", ">i4"), ("withheld", "u1")),
            *(("of_embedding", ">i4"), ("dimensions", ">i2"), ("unused", ">i2")),
            ("halves", ">u2", (DIMENSIONS,)),
        ]
    )


def _read(embeddings: Sequence[bytes]) -> Vectors:
    """Vectors from pgvector's binary format: two numbers, then the halves, all with the high byte first."""
    joined = b"".join(embeddings)
    numbers = np.frombuffer(joined, dtype=">f2").reshape(-1, 2 + DIMENSIONS)
    return numbers[:, 2:].astype(np.float32)


def _written(vector: NDArray[np.floating[Any]]) -> str:
    return "[" + ",".join(map(str, vector.tolist())) + "]"
