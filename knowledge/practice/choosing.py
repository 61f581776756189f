"""Which claim to practise next: clear, arguable, unlike the last ones, and with counters that the sources hold."""

import random
import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from knowledge.retrieval.answered import Answered
from knowledge.retrieval.claim_scores import background, claim_scores
from knowledge.retrieval.scope import keys_on
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored, StoredClaim
from knowledge.understanding.topics import Topic

SAMPLE: Final = 60
"""Claims that are drawn by lot, for the best of them to be looked at."""

TRIES: Final = 6
"""Claims for which counters are looked for, a tenth of a second each."""

SURE: Final = 0.43
"""Score of the best counter from which on a claim is taken at once; else the first that is answered at all."""

LEAST: Final = 0.3
"""Least score of a counter that an answer is held against, beside the best one."""

KNOWN: Final = 8
"""Counters of a claim that an answer is held against."""

RECENT: Final = 10
"""Claims practised last, which the next one should not repeat."""

ALIKE: Final = 0.7
"""Cosine from which on a claim repeats another."""

SHORTEST, LONGEST = 30, 300
"""Characters of a claim that can be answered from a screen."""

LEANING: Final = re.compile(
    r"(?:because|and|but|so|then|or|yet|here|he|she|it|they|this|that|these|those|his|her|their)\b",
    re.IGNORECASE,
)
"""First words of a claim that leans on what stands before it."""


def new_claim(
    store: WorkspaceStore, topic: Topic | None, *, practised: Sequence[int], answered: Answered, seed: str
) -> StoredClaim | None:
    """A claim that was not practised yet; None where none was found. The same seed gives the same claim.

    `practised`: keys of the claims that were, the last ones at the end; without a topic, of the whole library.
    """
    lots = random.Random(seed)  # noqa: S311 - it chooses what to practise
    left = [one for one in _drawn(store, topic, set(practised), lots) if suitable(one)]
    if not left:
        return None
    vectors = store.vectors([one.key for one in left])
    arguable = claim_scores(vectors, np.array([one.claim.score for one in left]))
    recent = store.vectors(_still_there(store, practised[-RECENT:]))
    repeats = (vectors @ recent.T).max(axis=1, initial=-1.0) >= ALIKE
    order = np.argsort(repeats - arguable, kind="stable")
    return _first_answered([left[i] for i in order[:TRIES]], answered)


def known_counters(stored: StoredClaim, answered: Answered) -> tuple[Scored, ...]:
    """The counters of a claim that an answer is held against, the surest first; empty where nothing answers it."""
    found = answered.counters(stored)[:KNOWN]
    return (*found[:1], *(one for one in found[1:] if one.score >= LEAST))


def suitable(stored: StoredClaim) -> bool:
    """Whether a claim can be answered as it stands."""
    claim = stored.claim
    torn = claim.headline or claim.needs_before or background(claim) or LEANING.match(claim.quote)
    return not torn and SHORTEST <= len(claim.quote) <= LONGEST


def _first_answered(claims: Sequence[StoredClaim], answered: Answered) -> StoredClaim | None:
    second: StoredClaim | None = None
    for one in claims:
        best = max((counter.score for counter in answered.counters(one)), default=0.0)
        if best >= SURE:
            return one
        second = second or (one if best > 0 else None)
    return second


def _drawn(
    store: WorkspaceStore, topic: Topic | None, practised: set[int], lots: random.Random
) -> list[StoredClaim]:
    if topic is not None:
        keys = [key for key in keys_on(store, topic) if key not in practised]
        chosen = lots.sample(keys, min(SAMPLE, len(keys)))
        found = store.claims_by_key(chosen)
        return [found[key] for key in chosen if key in found]
    ids = [claim_id for claim_id, _ in store.quotes()]
    drawn = (store.claim(claim_id) for claim_id in lots.sample(ids, min(SAMPLE, len(ids))))
    return [one for one in drawn if one is not None and one.key not in practised]


def _still_there(store: WorkspaceStore, keys: Sequence[int]) -> list[int]:
    return sorted(store.claims_by_key(keys))
