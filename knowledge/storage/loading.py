"""Loads a workspace's vectors from its database, as few as have to be loaded."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.connections import Transaction
from knowledge.storage.vectors import Chunk, Matrix, grown, nothing


def revision_of(db: Transaction) -> int:
    """A number that moves with every change of sources, claims, topics and vectors."""
    return _counted(db, "revision")


def renewals_of(db: Transaction) -> int:
    """How often vectors were replaced."""
    return _counted(db, "renewals")


def brought_up_to_date(db: Transaction, matrix: Matrix, revision: int) -> Matrix:
    """Load the vectors of later sources only, or all of them where an earlier source is gone or was encoded anew."""
    left = db.execute(
        "SELECT count(*) FROM vectors WHERE source > ? AND source <= ?", (matrix.after, matrix.last_source)
    ).fetchone()[0]
    renewals = renewals_of(db)
    same = (left, renewals) == (matrix.sources, matrix.renewals)
    base = matrix if same else nothing(after=matrix.after)
    stored = db.execute(
        "SELECT source, first_key, float16 FROM vectors WHERE source > ? ORDER BY source", (base.last_source,)
    )
    chunks = (Chunk(source=source, first_key=first, float16=blob) for source, first, blob in stored)
    loaded = grown(base, chunks, revision=revision)
    keys = withheld_keys(db, "source > ?", matrix.after)
    return replace(loaded, renewals=renewals, withheld=tuple(np.searchsorted(loaded.keys, keys).tolist()))


def withheld_keys(db: Transaction, which: str, source: int) -> NDArray[np.int64]:
    """Keys of the claims that no answer may give, of the sources before or after one."""
    sql = f"SELECT key FROM claims WHERE withheld AND {which} ORDER BY key"  # noqa: S608
    return np.array([key for (key,) in db.execute(sql, (source,))], dtype=np.int64)


def _counted(db: Transaction, name: str) -> int:
    found = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    # a workspace that nothing was written to yet has none
    return int(found[0]) if found else 0
