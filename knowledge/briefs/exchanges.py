"""Finds, for the claims of a side, what answers them, and what answers those answers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from knowledge.briefs.contents import Answered, Card, Exchange
from knowledge.briefs.telling import Cut, Lean, telling
from knowledge.judges.contract import Judge, Judges
from knowledge.retrieval.answers import judged, ranked
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored, StoredClaim
from knowledge.understanding.declaratives import declarative

ROWS: Final = 4
"""Claims of a side that are followed up."""

ANSWERS: Final = 2
"""Answers to each of them."""

LEAST: Final = 0.35
"""Sureness below which a quote is no answer that somebody should stand up with."""

Line: TypeAlias = tuple[StoredClaim, StoredClaim, StoredClaim | None]
"""A claim, its answer, and the answer to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Where answers are looked for, and what stands on whose side already."""

    store: WorkspaceStore
    judges: Judges
    within: frozenset[int] | None
    """Keys of the quotes to look among; None for all."""


def exchanges(
    field: Field, claims: Sequence[Card], *, ours: Collection[int], theirs: Collection[int]
) -> tuple[Exchange, ...]:
    """The claims with their answers, those that have one first; a side's own quotes never answer it.

    `ours`, `theirs`: keys of the quotes that stand on the side of the claims, and on the other one.
    """
    lines = [list(_lines(field, card.stored, ours=ours, theirs=theirs)) for card in claims[:ROWS]]
    cards = _cut(field, [line for found in lines for line in found])
    rows = [
        Exchange(claim=card, answers=tuple(cards[line] for line in map(_keys, found)))
        for card, found in zip(claims[:ROWS], lines, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: not row.answers))


def leaning(judge: Judge, claim: str, *, toward: int) -> Lean:
    """How far texts support a claim (`toward` 1) or counter it (-1)."""

    def lean(texts: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        rows = judge.probabilities([(claim, text) for text in texts])
        return np.asarray(toward * (rows[:, 1] - rows[:, 0]), dtype=np.float64)

    return lean


def _lines(
    field: Field, claim: StoredClaim, *, ours: Collection[int], theirs: Collection[int]
) -> Iterator[Line]:
    said = {claim.key}
    for answer in _answers(field, claim, without={*ours, *said})[:ANSWERS]:
        said.add(answer.key)
        back = _answers(field, answer, without={*theirs, *said})
        if back:
            said.add(back[0].key)
        yield claim, answer, back[0] if back else None


def _answers(field: Field, claim: StoredClaim, *, without: Collection[int]) -> list[StoredClaim]:
    """What counters a quote, best first, said by somebody else."""
    words = claim.claim.quote
    read = judged(field.store, words, within=field.within, judges=field.judges)
    found = ranked(field.store, words, read, "counters", doubt=0.0)
    return [one.stored for one in found if _stands(one, claim, without)]


def _stands(one: Scored, claim: StoredClaim, without: Collection[int]) -> bool:
    alone = not (one.stored.claim.needs_before or one.stored.claim.headline)
    return (
        one.score >= LEAST and alone and one.stored.key not in without and not _same_voice(one.stored, claim)
    )


def _same_voice(one: StoredClaim, other: StoredClaim) -> bool:
    """Whether the same person speaks: nobody answers themselves."""
    names = [stored.claim.speaker.name or stored.source.metadata.author for stored in (one, other)]
    return names[0] == names[1] if all(names) else one.source.id == other.source.id and not any(names)


def _cut(field: Field, lines: Sequence[Line]) -> dict[tuple[int, int], Answered]:
    """Every answer as a card, by the keys of the claim and the answer."""
    judge = field.judges.of_claims()
    pairs = [(claim, answer) for claim, answer, _ in lines]
    pairs += [(answer, back) for _, answer, back in lines if back]
    cuts = [
        Cut(
            quote=answer.claim.quote,
            about=claim.claim.quote,
            lean=leaning(judge, declarative(claim.claim.quote), toward=-1),
        )
        for claim, answer in pairs
    ]
    cards = iter(
        [Card(stored=answer, telling=spans) for (_, answer), spans in zip(pairs, telling(cuts), strict=True)]
    )
    answers = [next(cards) for _ in lines]
    return {
        _keys(line): Answered(answer=answer, back=next(cards) if line[2] else None)
        for line, answer in zip(lines, answers, strict=True)
    }


def _keys(line: Line) -> tuple[int, int]:
    return line[0].key, line[1].key
