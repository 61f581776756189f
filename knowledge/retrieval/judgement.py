"""What each candidate says about the claim that was asked, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.judges.contract import Judge
from knowledge.retrieval.candidates import Candidate
from knowledge.storage.store import WorkspaceStore
from knowledge.types import StoredClaim
from knowledge.understanding.declaratives import declarative


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with its nearness to the query and the probabilities of the two stances."""

    stored: StoredClaim
    cosine: float
    nearness: float
    """To where its answers lie, by meaning and words; see `Candidate`."""
    counters: float
    supports: float


def judge(store: WorkspaceStore, claim: str, found: Sequence[Candidate], *, model: Judge) -> list[Judged]:
    """Let a judge of stance read the claim with every candidate's quote."""
    return judge_all(store, [(claim, found)], model=model)[0]


def judge_all(
    store: WorkspaceStore, asked: Sequence[tuple[str, Sequence[Candidate]]], *, model: Judge
) -> list[list[Judged]]:
    """Let a judge of stance read several claims, each with its own candidates, in one go."""
    stored = store.claims_by_key({candidate.key for _, found in asked for candidate in found})
    present = [[candidate for candidate in found if candidate.key in stored] for _, found in asked]
    plain = [declarative(claim) for claim, _ in asked]
    rows = iter(
        model.probabilities(
            [
                (claim, stored[candidate.key].claim.quote)
                for claim, found in zip(plain, present, strict=True)
                for candidate in found
            ]
        )
    )
    return [[_judged(stored[one.key], one, next(rows)) for one in found] for found in present]


def _judged(stored: StoredClaim, candidate: Candidate, row: NDArray[np.float32]) -> Judged:
    return Judged(
        stored=stored,
        cosine=candidate.cosine,
        nearness=candidate.nearness,
        counters=float(row[0]),
        supports=float(row[1]),
    )
