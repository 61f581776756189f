"""Votes against a quote: which claims they hold for, how far they lower it, and what moderators see of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from knowledge.storage.records import Dispute
from knowledge.storage.store import Vectors
from knowledge.types import Disputed, Scored, StoredClaim
from knowledge.understanding.words import words

SAME_CLAIM: Final = 0.85
"""Least cosine between what was asked then and what is asked now for a vote to hold now too."""


def lowered(
    found: Sequence[Scored], disputes: Sequence[Dispute], claim: str, *, vector: Vectors
) -> list[Scored]:
    """Halve the weight of a quote for each person who voted it down for this claim, and put all in order again.

    The score stays what it is: a probability, which no vote changes.
    `vector` is the claim's, shape (384,). A vote also holds for a claim in the same words or of nearly the same meaning.
    """
    asked = words(claim)
    against: dict[tuple[int, str | None], set[str]] = {}
    for dispute in disputes:
        if words(dispute.vote.asked) == asked or float(dispute.vector @ vector) >= SAME_CLAIM:
            against.setdefault((dispute.key, dispute.vote.stance), set()).add(dispute.vote.person)
    scored = [replace(one, voted_down=len(against.get((one.stored.key, one.stance), ()))) for one in found]
    return sorted(scored, key=lambda one: -weight(one))


def weight(one: Scored) -> float:
    """What a quote stands by among others: its score, half of it for each person who voted it down."""
    return one.score * 0.5**one.voted_down


def disputed(disputes: Sequence[Dispute], stored: Mapping[int, StoredClaim]) -> list[Disputed]:
    """The quotes that were voted down for each claim, most votes first, then the latest."""
    grouped: dict[tuple[int, str, tuple[str, ...]], list[Dispute]] = {}
    for dispute in disputes:
        claim = (dispute.key, dispute.vote.stance, tuple(words(dispute.vote.asked)))
        grouped.setdefault(claim, []).append(dispute)
    found = [
        Disputed(
            stored=stored[key],
            asked=votes[-1].vote.asked,
            stance=votes[-1].vote.stance,
            votes=len(votes),
            last=max(one.vote.at for one in votes),
        )
        for (key, _, _), votes in grouped.items()
        if key in stored
    ]
    found.sort(key=lambda one: one.last, reverse=True)
    return sorted(found, key=lambda one: -one.votes)
