"""Which claims of other sources a summary says it answers, and which ones answer it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pytest

from knowledge import summary_relations
from knowledge.judges.contract import Judges, Pair, Probabilities
from knowledge.storage.store import Hit, Vectors, WorkspaceStore
from knowledge.summary import Summary
from knowledge.summary_relations import MOST, related
from knowledge.types import Claim, Metadata, Source, Span, Speaker, StoredClaim

OLD, NEW, UNDATED = "2024-01-01", "2025-01-01", None


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """How sure a claim is, is what the rules say, wherever it lies."""
    monkeypatch.setattr(summary_relations, "claim_scores", lambda _, ruled: ruled)


def source(name: str, date: str | None) -> Source:
    return Source(
        id=name,
        file=f"{name}.txt",
        kind="text",
        metadata=Metadata(date=date),
        topic=None,
        added="2026-01-01T00:00:00Z",
        sha256="",
    )


def stored(key: int, words: str, of: Source, *, headline: bool = False) -> StoredClaim:
    claim = Claim(
        span=Span(start=0, end=len(words)),
        quote=words,
        speaker=Speaker(name="Ida Field"),
        manner="author",
        evidence="reasoning",
        score=0.8,
        headline=headline,
    )
    return StoredClaim(id=f"S-{key:03}", key=key, claim=claim, source=of)


@dataclass(frozen=True)
class Shelf:
    """A store whose claims all lie at the same place in meaning."""

    claims: Sequence[StoredClaim]

    def vectors(self, keys: Sequence[int]) -> Vectors:
        return np.full((len(keys), 384), 384**-0.5, dtype=np.float32)

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        return [Hit(key=one.key, value=float(vector @ vector)) for one in self.claims][:limit]

    def claims_by_key(self, keys: Iterable[int]) -> dict[int, StoredClaim]:
        return {one.key: one for one in self.claims if one.key in set(keys)}


@dataclass(frozen=True)
class Reader:
    """Judges pairs by what is written down for them; where nothing is, they have nothing to do with each other."""

    read: dict[Pair, tuple[float, float]]

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        rows = [self.read.get(pair, (0.0, 0.0)) for pair in pairs]
        return np.array([(*row, 1 - sum(row)) for row in rows], dtype=np.float32).reshape(-1, 3)


def summed_up(
    own: StoredClaim, others: Sequence[StoredClaim], read: dict[Pair, tuple[float, float]]
) -> Summary:
    bare = Summary(source=own.source, central=own, key=(), speakers=())
    judges = Judges(of_claims=lambda: Reader({}), of_topics=lambda: Reader(read))
    return related(cast(WorkspaceStore, Shelf([own, *others])), bare, judges)


@pytest.mark.parametrize(
    ("mine", "theirs", "forward", "answers"),
    [(NEW, OLD, 0.75, True), (OLD, NEW, 0.9, False), (UNDATED, OLD, 0.9, True), (OLD, OLD, 0.75, False)],
)
def test_the_later_source_answers_or_else_the_surer_reading(
    mine: str | None, theirs: str | None, forward: float, answers: bool
) -> None:
    own = stored(1, "Piers should be mended.", source("a", mine))
    other = stored(2, "Piers should be left alone.", source("b", theirs))
    read = {
        (other.claim.quote, own.claim.quote): (forward, 0.0),
        (own.claim.quote, other.claim.quote): (0.8, 0.0),
    }
    found = summed_up(own, [other], read)
    (one,) = found.answers if answers else found.answered_by
    assert (one.own, one.other, one.stance) == (own, other, "counters")
    assert one.score == pytest.approx(min(forward, 0.8))
    assert len(found.answers) + len(found.answered_by) == 1


def test_a_pair_that_is_sure_one_way_round_only_is_not_named() -> None:
    own = stored(1, "Piers should be mended.", source("a", NEW))
    other = stored(2, "Piers should be left alone.", source("b", OLD))
    found = summed_up(own, [other], {(other.claim.quote, own.claim.quote): (0.95, 0.0)})
    assert (found.answers, found.answered_by) == ((), ())


def test_the_sources_own_claims_and_headlines_are_no_answers() -> None:
    mine = source("a", NEW)
    own, twin = stored(1, "Piers should be mended.", mine), stored(2, "Piers should be left alone.", mine)
    headline = stored(3, "Leave the old piers alone, harbour says.", source("b", OLD), headline=True)
    read = {(one.claim.quote, own.claim.quote): (0.9, 0.0) for one in (twin, headline)}
    read |= {(own.claim.quote, one.claim.quote): (0.9, 0.0) for one in (twin, headline)}
    assert summed_up(own, [twin, headline], read) == summed_up(own, [], {})


def test_what_hardly_claims_anything_neither_answers_nor_is_answered() -> None:
    own = stored(1, "Piers should be mended.", source("a", NEW))
    other = stored(2, "Piers should be left alone.", source("b", OLD))
    told = replace(other, claim=replace(other.claim, score=0.1))
    read = {
        (other.claim.quote, own.claim.quote): (0.9, 0.0),
        (own.claim.quote, other.claim.quote): (0.9, 0.0),
    }
    assert summed_up(own, [other], read).answers
    assert not summed_up(own, [told], read).answers
    assert not summed_up(replace(own, claim=told.claim), [other], read).answers


def test_the_surest_come_first_and_one_claim_is_named_twice_at_most() -> None:
    own = stored(1, "Piers should be mended.", source("a", NEW))
    others = [stored(k, f"Pier {k} should be left alone.", source("b", OLD)) for k in range(2, 8)]
    read = {}
    for place, one in enumerate(others):
        read[one.claim.quote, own.claim.quote] = (0.0, 0.61 + place / 20)
        read[own.claim.quote, one.claim.quote] = (0.0, 0.99)
    found = summed_up(own, others, read).answers
    assert [one.other.key for one in found] == [7, 6]
    assert {one.stance for one in found} == {"supports"}
    apart = replace(others[-1], source=source("c", OLD))
    assert len(summed_up(own, [apart], read).answers) == 1 <= MOST
