"""The vectors of a workspace in memory, for exact search by cosine.

They lie in blocks of 1,024 rows. The numbers of `docs/decisions/0004-storage.md`: one block at a time is
the fastest exact way on few cores, because the product of a larger matrix is spread over threads that
wait for each other whenever something else is running.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.store import Hit, Vectors

DIMENSIONS: Final = 384
ENCODER: Final = 2
"""Which encoder the vectors are of; counts up with every encoder that places texts elsewhere than the one before."""
BLOCK: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The stored vectors of one source, whose claims have consecutive keys."""

    source: int
    first_key: int
    float16: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All vectors at one revision of the database; row i belongs to `keys[i]`, keys ascending."""

    revision: int
    keys: NDArray[np.int64]
    blocks: tuple[Vectors, ...] = ()
    sources: int = 0
    """How many sources the vectors come from, and the key of the last of them."""
    last_source: int = 0
    withheld: tuple[int, ...] = ()
    """Rows of the claims that no answer may give."""
    renewals: int = 0
    """How often vectors in the database had been replaced when these were loaded."""
    after: int = 0
    """The key of the source after which these begin."""


def packed(vectors: Vectors) -> bytes:
    """Encode vectors for the database: half precision, which moves no cosine by more than 0.0001."""
    return np.ascontiguousarray(vectors, dtype="<f2").tobytes()


def nothing(*, after: int = 0) -> Matrix:
    """Make the matrix of a workspace that has not been looked at yet; `after`: of later sources than this one."""
    return Matrix(revision=-1, keys=np.zeros(0, dtype=np.int64), last_source=after, after=after)


def grown(matrix: Matrix, chunks: Iterable[Chunk], *, revision: int) -> Matrix:
    """Append the vectors of later sources; the last block is filled up in place.

    Whoever holds `matrix` does not see that, because its `keys` end before the new rows. A matrix may
    therefore be grown only once.
    """
    keys, blocks = [matrix.keys], list(matrix.blocks)
    count, sources, last = len(matrix.keys), matrix.sources, matrix.last_source
    for chunk in chunks:
        rows = np.frombuffer(chunk.float16, dtype="<f2").reshape(-1, DIMENSIONS)
        _append(blocks, rows, count)
        keys.append(np.arange(chunk.first_key, chunk.first_key + len(rows), dtype=np.int64))
        count, sources, last = count + len(rows), sources + 1, chunk.source
    return Matrix(
        revision=revision,
        keys=np.concatenate(keys),
        blocks=tuple(blocks),
        sources=sources,
        last_source=last,
        after=matrix.after,
    )


def _append(blocks: list[Vectors], rows: NDArray[np.float16], count: int) -> None:
    done = 0
    while done < len(rows):
        at = (count + done) % BLOCK
        if at == 0:
            blocks.append(np.empty((BLOCK, DIMENSIONS), dtype=np.float32))
        part = rows[done : done + BLOCK - at]
        blocks[-1][at : at + len(part)] = part
        done += len(part)


def nearest(matrix: Matrix, vector: Vectors, *, limit: int) -> list[Hit]:
    """Find the claims with the highest cosine, highest first, equal ones by key."""
    count = len(matrix.keys)
    limit = min(limit, count - len(matrix.withheld))
    if limit <= 0:
        return []
    wanted = np.ascontiguousarray(vector, dtype=np.float32).reshape(DIMENSIONS)
    cosines = np.empty(count, dtype=np.float32)
    for at, block in zip(range(0, count, BLOCK), matrix.blocks, strict=True):
        np.dot(block[: count - at], wanted, out=cosines[at : at + BLOCK])
    cosines[list(matrix.withheld)] = -np.inf
    best = np.argpartition(cosines, count - limit)[count - limit :]
    best = best[np.lexsort((matrix.keys[best], -cosines[best]))]
    return [Hit(key=int(matrix.keys[row]), value=float(cosines[row])) for row in best]


def vectors_of(matrix: Matrix, keys: Sequence[int]) -> Vectors:
    """Give the vectors of the claims in the order of `keys`; a claim that is gone has a row of zeros."""
    found = np.zeros((len(keys), DIMENSIONS), dtype=np.float32)
    places = np.searchsorted(matrix.keys, np.asarray(keys, dtype=np.int64)).tolist()
    for to, (key, place) in enumerate(zip(keys, places, strict=True)):
        if place < len(matrix.keys) and matrix.keys[place] == key:
            found[to] = matrix.blocks[place // BLOCK][place % BLOCK]
    return found
