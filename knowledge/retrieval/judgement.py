"""What each candidate says about the claim that was asked, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    stored = store.claims_by_key([candidate.key for candidate in found])
    present = [candidate for candidate in found if candidate.key in stored]
    plain = declarative(claim)
    rows = model.probabilities([(plain, stored[candidate.key].claim.quote) for candidate in present])
    return [
        Judged(
            stored=stored[candidate.key],
            cosine=candidate.cosine,
            nearness=candidate.nearness,
            counters=float(row[0]),
            supports=float(row[1]),
        )
        for candidate, row in zip(present, rows, strict=True)
    ]
