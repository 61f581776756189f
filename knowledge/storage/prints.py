"""Finds the texts that resemble another by their fingerprints, of which a part stays in memory.

Reading the fingerprints of twenty thousand sources takes longer than understanding an essay. What is in memory only says
which of them may be near; those are read, and decide.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.any_of import numbers
from knowledge.storage.connections import Transaction
from knowledge.storage.loading import renewals_of, revision_of

_WIDE: Final = "<u8"
_NARROW: Final = np.uint16
"""What is kept of each number: two texts that share the number share its last bits."""
_ALL: Final = "SELECT count(*) FROM sources"
_LATER: Final = "SELECT source, minhash FROM fingerprints WHERE source > ? ORDER BY source"
_NEAR: Final = (
    "SELECT id, minhash FROM fingerprints JOIN sources ON key = source "
    "WHERE source IN (SELECT value FROM json_each(?)) ORDER BY key"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What is known of the fingerprints of one length, at one revision; row i belongs to `sources[i]`."""

    length: int
    revision: int = -1
    renewals: int = 0
    seen: int = 0
    """How many sources there were, with fingerprints of other lengths."""
    last: int = 0
    sources: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    parts: NDArray[np.uint16] = field(default_factory=lambda: np.zeros((0, 0), dtype=_NARROW))


class Prints:
    """The fingerprints of one workspace. Any number of threads may ask."""

    def __init__(self) -> None:
        self._held = _Held(length=0)
        self._loading = threading.Lock()

    def resembling(self, db: Transaction, fingerprint: Sequence[int], *, least: float) -> list[str]:
        """Ids of the sources that share at least such a part of a fingerprint, in the order they were added."""
        if not fingerprint:
            return []
        with self._loading:
            held = self._held = _up_to_date(db, self._held, len(fingerprint))
        wanted = np.array(fingerprint, dtype=np.uint64)
        shared = np.mean(held.parts == wanted.astype(_NARROW), axis=1)
        near = numbers(held.sources[shared >= least].tolist())
        return [
            source
            for source, stored in db.execute(_NEAR, (near,))
            if np.mean(np.frombuffer(stored, dtype=_WIDE) == wanted) >= least
        ]


def _up_to_date(db: Transaction, held: _Held, length: int) -> _Held:
    """Read those of later sources only, or all of them where an earlier source is gone."""
    revision, renewals = revision_of(db), renewals_of(db)
    if held.length == length and held.revision >= revision:
        return held
    total = int(db.execute(_ALL).fetchone()[0])
    if (held.length, held.renewals) == (length, renewals):
        grown = _grown(db, held, revision=revision)
        if grown.seen == total:
            return grown
    return _grown(db, _Held(length=length, renewals=renewals), revision=revision)


def _grown(db: Transaction, held: _Held, *, revision: int) -> _Held:
    rows = db.execute(_LATER, (held.last,)).fetchall()
    read = [(source, np.frombuffer(stored, dtype=_WIDE)) for source, stored in rows]
    later = [(source, whole) for source, whole in read if len(whole) == held.length]
    sources = np.array([source for source, _ in later], dtype=np.int64)
    parts = np.array([whole.astype(_NARROW) for _, whole in later], dtype=_NARROW)
    return _Held(
        length=held.length,
        revision=revision,
        renewals=held.renewals,
        seen=held.seen + len(rows),
        last=rows[-1][0] if rows else held.last,
        sources=np.concatenate([held.sources, sources]),
        parts=np.concatenate([held.parts.reshape(-1, held.length), parts.reshape(-1, held.length)]),
    )
