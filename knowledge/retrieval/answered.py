"""What the library holds against its own claims: asked of many claims, each answer remembered until sources change."""

import threading
from collections import OrderedDict
from typing import Final

from knowledge.judges.contract import SHIPPED, Judges
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored, StoredClaim

REMEMBERED: Final = 2_000
"""Claims whose counters are remembered in a workspace."""


class Answered:
    """The counters of claims of one workspace, as `/counter` gives them for their words. Threads share it."""

    def __init__(self, store: WorkspaceStore, judges: Judges = SHIPPED) -> None:
        self._store = store
        self._judges = judges
        self._revision = -1
        self._known: OrderedDict[int, tuple[Scored, ...]] = OrderedDict()
        self._surely: set[int] = set()
        """Claims that have counters, most of which are not known."""
        self._lock = threading.Lock()

    def counters(self, claim: StoredClaim) -> tuple[Scored, ...]:
        """All counters, the surest first: a tenth of a second of a core, or what is remembered."""
        revision = self._current()
        with self._lock:
            found = self._known.get(claim.key)
        if found is None:
            found = self._read(claim)
            self._remember(claim.key, found, revision)
        return found

    def is_answered(self, claim: StoredClaim) -> bool:
        """Whether there is a counter at all; where the nearest quotes hold one, the others are not read.

        The nearest are those by which the judge's leaning is measured, so that a counter among them is one among all.
        """
        revision = self._current()
        with self._lock:
            if claim.key in self._known or claim.key in self._surely:
                return bool(self._known.get(claim.key, True))
        from knowledge.retrieval.ranking import NEAREST

        if self._read(claim, limit=NEAREST):
            with self._lock:
                if revision == self._revision:
                    self._surely.add(claim.key)
            return True
        return bool(self.counters(claim))

    def _current(self) -> int:
        """The revision of the sources; whatever is remembered of another one is dropped."""
        revision = self._store.revision()
        with self._lock:
            if revision != self._revision:
                self._known.clear()
                self._surely.clear()
                self._revision = revision
        return revision

    def _remember(self, key: int, found: tuple[Scored, ...], revision: int) -> None:
        with self._lock:
            if revision != self._revision:
                return
            self._known[key] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def _read(self, claim: StoredClaim, *, limit: int | None = None) -> tuple[Scored, ...]:
        # models are loaded with the first question, not with the workspace
        from knowledge.retrieval.answers import CANDIDATES, judged, ranked

        words = claim.claim.quote
        read = judged(self._store, words, limit=limit or CANDIDATES, judges=self._judges)
        found = ranked(self._store, words, read, "counters")
        return tuple(one for one in found if one.stored.key != claim.key)
