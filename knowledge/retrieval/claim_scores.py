"""How surely a quote claims something that one can argue about, and which quotes are only background."""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.inference import settings
from knowledge.storage.store import Vectors
from knowledge.types import Claim
from knowledge.understanding.arguability import ADDRESS, JUDGEMENT, NARRATION

LEAST: Final = 0.01
"""Least of what the rules give, so that their log odds stay small."""

PRESENTING: Final = re.compile(
    r"\b(?:let us (?:turn|hear|start|begin|move)|(?:tonight|today) we (?:ask|discuss|debate)|would like to ask|"
    r"(?:transcript|interview|text|article) (?:has|have|was|were) been (?:shortened|edited)|we print|first published|"
    r"one sentence each|is pictured|pictured (?:here|above|left|right)|photo(?:graph)? by)\b",
    re.IGNORECASE,
)
"""Words of those who chair a debate, present a text or describe a picture."""

SPOKEN_TO: Final = re.compile(r"(?:[A-Z][\w’'.-]{0,30} ){0,3}[A-Z][\w’'.-]{0,30}, your? ")
"""`Ms Lind, you speak for the ferry`: a chair gives somebody the word."""


HEARSAY: Final = re.compile(
    r"^(?:some|others|many|most|critics|sceptics|skeptics|opponents|supporters|people|few)(?: \w+){0,3}? "
    r"(?:say|insist|claim|argue|think|believe|maintain|object|fear)\b",
    re.IGNORECASE,
)
"""`Some say that …`: what an author reports of nobody in particular, and often goes on to answer."""

LEAST_HEADLINE: Final = 0.3
"""What the rules give a headline that asserts something; one below only names its text."""


def claim_scores(vectors: Vectors, ruled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how surely each text is a claim, 0 to 1, shape (n,), from its vector, shape (n, 384), and the rules.

    `ruled` is what `arguable` says of each, as claims keep it in their `score`, shape (n,); where it is 0, nothing is
    asserted. A logistic model, comparable within a topic, no calibrated probability. Fitted by
    `training/fit_claims.py` (see `models/claims.md`).
    """
    fitted = settings("claims")
    odds = vectors.astype(np.float64) @ np.array(fitted["weights"]) + fitted["bias"]
    odds += fitted["rules"] * np.log(np.maximum(ruled, LEAST) / np.maximum(1 - ruled, LEAST))
    return np.asarray(np.where(ruled > 0, 1 / (1 + np.exp(-odds)), 0.0), dtype=np.float64)


def background(claim: Claim) -> bool:
    """Whether a quote only sets the scene: it presents, reports what some say, or tells what happened and judges nothing."""
    if any(form.search(claim.quote) for form in (ADDRESS, PRESENTING)) or SPOKEN_TO.match(claim.quote):
        return True
    if (claim.manner == "author" and HEARSAY.match(claim.quote)) or (
        claim.headline and claim.score < LEAST_HEADLINE
    ):
        return True
    told = claim.evidence == "event" or (
        claim.evidence != "statistic" and bool(NARRATION.search(claim.quote))
    )
    return told and not JUDGEMENT.search(claim.quote)
