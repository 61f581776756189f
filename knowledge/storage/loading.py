"""Loads a workspace's vectors from its database, as few as have to be loaded."""

from dataclasses import replace

import numpy as np

from knowledge.storage.connections import Transaction
from knowledge.storage.vectors import Chunk, Matrix, grown, nothing


def revision_of(db: Transaction) -> int:
    """A number that moves with every change of sources, claims, topics and vectors."""
    return _counted(db, "revision")


def brought_up_to_date(db: Transaction, matrix: Matrix, revision: int) -> Matrix:
    """Load the vectors of later sources only, or all of them where an earlier source is gone or was encoded anew."""
    left = db.execute("SELECT count(*) FROM vectors WHERE source <= ?", (matrix.last_source,)).fetchone()[0]
    renewals = _counted(db, "renewals")
    base = matrix if (left, renewals) == (matrix.sources, matrix.renewals) else nothing()
    stored = db.execute(
        "SELECT source, first_key, float16 FROM vectors WHERE source > ? ORDER BY source", (base.last_source,)
    )
    chunks = (Chunk(source=source, first_key=first, float16=blob) for source, first, blob in stored)
    loaded = grown(base, chunks, revision=revision)
    keys = [key for (key,) in db.execute("SELECT key FROM claims WHERE withheld ORDER BY key")]
    rows = np.searchsorted(loaded.keys, np.asarray(keys, dtype=np.int64)).tolist()
    return replace(loaded, renewals=renewals, withheld=tuple(rows))


def _counted(db: Transaction, name: str) -> int:
    found = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    # a workspace that nothing was written to yet has none
    return int(found[0]) if found else 0
