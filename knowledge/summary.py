"""A source in its own words: its central claim, its key claims, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.drafts import LONGEST_QUOTE
from knowledge.retrieval.claim_scores import background, claim_scores
from knowledge.retrieval.points import same_point
from knowledge.storage.store import Vectors
from knowledge.types import Claim, Source, Speaker, Stance, StoredClaim

Weights: TypeAlias = NDArray[np.float64]

KEY_CLAIMS: Final = 4
LEAST_KEY_CLAIMS: Final = 3
RESERVE: Final = 20
"""Claims that a moderator may take instead; fewer than a menu holds."""
ROOM: Final = 600
"""Characters of all quotes together, so that a post with who says them stays within 1,200."""
SHORT: Final = 80
"""Characters that are left free for each of the three key claims that is still to come."""
BEST: Final = 12
"""Claims among which room decides: what comes after them is no key claim for being short."""
LONGEST: Final = 280
"""A longer quote is taken only where there is none that is shorter."""

ALIKE: Final = 0.75
"""Cosine above which two claims say the same, so that a summary holds one of them."""

TITLE: Final = 0.3
"""How much a claim gains for being near the title; see docs/decisions/0017."""
SURE: Final = 0.15
"""How much a sure claim comes before a sentence that claims nothing."""
EARLY: Final = 0.05
"""How much the first claim comes before the last one, other things equal."""
TIED: Final = 0.08
"""How much a claim loses that leans on what was said before it, or tells what some people think."""
SCENERY: Final = 1.0
"""How much background, what breaks off and what is too long come after everything else."""
SPREAD: Final = 0.03
"""How much each chosen claim of somebody who is cited lowers what else that person says."""
AUTHORED: Final = 1 / 3
"""Share of the claims from which on a source is its author's, and so is its central claim."""

JOINING: Final = re.compile(
    r"^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|lastly|finally|additionally|moreover|furthermore|also|meanwhile|"
    r"now|of course|for (?:example|instance|some)|in addition|again|then|nor|against this backdrop|some|others|"
    r"in (?:her|his|their|this|that) \w+|the (?:first|second|third|other) \w+|it (?:is|does|did|was),)(?!\w)|"
    r"\b(?:all (?:this|that)|favou?rs it|the same is)\b",
    re.IGNORECASE,
)
BROKEN_OFF: Final = re.compile(r"(?:\.\.\.|…)[\"'”’»)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A claim of one source that answers a claim of another one."""

    own: StoredClaim
    """Of the source that is summed up."""
    other: StoredClaim
    stance: Stance
    """Of the one that answers toward the one that is answered."""
    score: float
    """Probability of the stance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a moderator posts about a source; every word of a claim is the source's own."""

    source: Source
    central: StoredClaim | None
    key: tuple[StoredClaim, ...]
    """In reading order, without the central claim."""
    speakers: tuple[tuple[Speaker, int], ...]
    """Who speaks, with the number of claims, the most frequent first."""
    reserve: tuple[StoredClaim, ...] = ()
    """What else may stand for the source, the best first."""
    quoted: tuple[Speaker, ...] = ()
    """Who is cited by name, the most frequent first."""
    answers: tuple[Relation, ...] = field(default=())
    """Claims of other sources that this one answers, the surest first."""
    answered_by: tuple[Relation, ...] = field(default=())
    """Claims of other sources that answer this one."""


def summarise(
    source: Source, claims: Sequence[StoredClaim], vectors: Vectors, *, title: Vectors | None = None
) -> Summary:
    """Choose the claim that the source turns on, then those that add most to it, and order what is left.

    Centrality as in LexRank (Erkan and Radev 2004), among claims that are claims for sure; spread as in maximal
    marginal relevance. `title` is the place of the title in meaning, shape (384,).
    """
    speakers = Counter(stored.claim.speaker for stored in claims)
    quoted = Counter(
        one.claim.speaker for one in claims if one.claim.manner != "author" and one.claim.speaker.name
    )
    usable = [i for i, stored in enumerate(claims) if _stands_alone(stored.claim)]
    order = _order(claims, vectors, _weights(claims, vectors, title), usable)
    central = _central(claims, order)
    key = _key(claims, central, order)
    shown = {central, *key}
    return Summary(
        source=source,
        central=None if central is None else claims[central],
        key=tuple(claims[i] for i in sorted(key)),
        speakers=tuple(speakers.most_common()),
        reserve=tuple(claims[i] for i in order if i not in shown)[:RESERVE],
        quoted=tuple(speaker for speaker, _ in quoted.most_common()),
    )


def _weights(claims: Sequence[StoredClaim], vectors: Vectors, title: Vectors | None) -> Weights:
    """How well each claim stands for the whole source."""
    if not claims:
        return np.zeros(0)
    sure = claim_scores(vectors, np.array([stored.claim.score for stored in claims]))
    shares = sure / max(float(sure.sum()), 1e-9)
    weight = vectors @ vectors.T @ shares + SURE * sure + EARLY * np.linspace(1, 0, len(claims))
    if title is not None:
        weight = weight + TITLE * (vectors @ title)
    tied = np.array([bool(JOINING.match(one.claim.quote)) for one in claims])
    last = np.array([_comes_last(one.claim) for one in claims])
    return np.asarray(weight - TIED * tied - SCENERY * last, dtype=np.float64)


def _stands_alone(claim: Claim) -> bool:
    return not (claim.headline or claim.needs_before or len(claim.quote) > LONGEST_QUOTE)


def _comes_last(claim: Claim) -> bool:
    return background(claim) or len(claim.quote) > LONGEST or bool(BROKEN_OFF.search(claim.quote.rstrip()))


def _order(
    claims: Sequence[StoredClaim], vectors: Vectors, weights: Weights, usable: Sequence[int]
) -> list[int]:
    """The claims by how much each adds to those before it; what repeats one of them is left out."""
    left = weights.copy()
    chosen: list[int] = []
    for _ in usable:
        best = max((i for i in usable if left[i] > -np.inf), key=lambda i: (left[i], -i))
        left[best] = -np.inf
        if any(_repeats(claims, vectors, best, other) for other in chosen):
            continue
        chosen.append(best)
        said = claims[best].claim
        if said.manner != "author":
            left -= SPREAD * np.array([one.claim.speaker == said.speaker for one in claims])
    return chosen


def _repeats(claims: Sequence[StoredClaim], vectors: Vectors, one: int, other: int) -> bool:
    nearness = float(vectors[one] @ vectors[other])
    return nearness >= ALIKE or same_point(nearness, claims[one].claim.quote, claims[other].claim.quote)


def _central(claims: Sequence[StoredClaim], order: Sequence[int]) -> int | None:
    """The first of them; of the author's, where a good part of the source is the author's."""
    own = [i for i in order if claims[i].claim.manner == "author"]
    return next(iter(own if len(own) >= AUTHORED * len(order) else order), None)


def _key(claims: Sequence[StoredClaim], central: int | None, order: Sequence[int]) -> list[int]:
    """The next ones, as many as there is room for, and three in any case."""
    key: list[int] = []
    taken = 0 if central is None else len(claims[central].claim.quote)
    for i in [i for i in order if not _comes_last(claims[i].claim)][:BEST]:
        length = len(claims[i].claim.quote)
        free = SHORT * max(0, LEAST_KEY_CLAIMS - 1 - len(key))
        if i != central and len(key) < KEY_CLAIMS and taken + length + free <= ROOM:
            key.append(i)
            taken += length
    for i in order:
        if len(key) < LEAST_KEY_CLAIMS and i != central and i not in key:
            key.append(i)
    return key
