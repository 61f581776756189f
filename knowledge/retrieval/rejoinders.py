"""What quotes say of each other: rejoinders to quotes, and what stands between the positions on a topic.

The stance model is made to read a claim that somebody asks about with a quote. Between two quotes it errs more often,
and not alike in both directions; so here a stance counts only where the model holds to it with the two exchanged: on
average of both, and without saying quite the contrary.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.encoder import Encoder
from knowledge.judges.contract import Judge
from knowledge.retrieval.answers import ranked
from knowledge.retrieval.candidates import candidates
from knowledge.retrieval.clash import LOOKED_AT
from knowledge.retrieval.judgement import Judged, judge_all
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Position, Scored, Stance, StoredClaim
from knowledge.understanding.declaratives import declarative

PAIRS: Final = 280
"""Pairs that a judge reads in one go for rejoinders: about as long as it takes for two claims."""

READ_EACH: Final = (8, 20)
"""Fewest and most quotes that are read as answers to one quote. With few it is hardly known what the judge says of a
claim whatever it reads; see `knowledge.retrieval.ranking.NEAREST`."""

LEAST: Final = 0.33
"""P(counters) from which on a quote is shown as a rejoinder. Nobody asked about what it answers, so that a weak answer
is worse than none; to what was asked, whatever `/counter` finds is shown."""

REREAD: Final = (2, 4)
"""Fewest and most rejoinders to one quote that are read the other way round, the fewer the more quotes there are; the
others are left."""
REREAD_PAIRS: Final = 40

REREAD_LABELS: Final = 10
"""The same of quotes for or against the label of a position."""

CONTRARY: Final = 0.3
"""How far the judge may say the contrary with the two exchanged, P(counters) less P(supports) or the reverse."""

_STANCES: Final[tuple[Stance, ...]] = ("counters", "supports")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What has a stance toward one node, best first; those that were looked at are gone from it."""

    parent: str
    stance: Stance
    waiting: Iterator[Scored]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What was found to have a stance toward a quote, and all that was read with it, by key."""

    quote: StoredClaim
    stance: Stance
    found: Sequence[Scored]
    read: Mapping[int, Judged]


def queue(parent: str, stance: Stance, found: Sequence[Scored]) -> Queue:
    """What has a stance toward a node, to be taken from the front."""
    return Queue(parent=parent, stance=stance, waiting=iter(found))


def rejoinders(
    store: WorkspaceStore, quotes: Sequence[StoredClaim], *, within: Collection[int] | None, judge: Judge
) -> list[Queue]:
    """What counters each of several quotes surely, and can be understood by itself."""
    fewest, most = READ_EACH
    most = min(most, max(fewest, PAIRS // max(1, len(quotes))))
    again = min(REREAD[1], max(REREAD[0], REREAD_PAIRS // max(1, len(quotes))))
    readings = []
    for quote, judged in zip(
        quotes, _read(store, quotes, within=within, most=most, judge=judge), strict=True
    ):
        found = ranked(store, quote.claim.quote, judged, "counters", doubt=0.0)
        sure = [one for one in found if one.score >= LEAST and _stands_alone(one.stored)]
        readings.append(_reading(quote, "counters", sure[:again], judged))
    return _confirmed(readings, judge)


def between(
    store: WorkspaceStore, sides: Sequence[Position], labels: Sequence[StoredClaim], *, judge: Judge
) -> list[Queue]:
    """For each position what counters its label from the other one, and what supports it from its own.

    Each label is read with quotes of both: what the judge says of a claim whatever it reads shows only there.
    """
    own = [{quote.stored.key for quote in side.quotes} for side in sides[: len(labels)]]
    read = _read(store, labels, within={key for keys in own for key in keys}, most=LOOKED_AT, judge=judge)
    readings = []
    for stance in _STANCES:
        for keys, label, judged in zip(own, labels, read, strict=True):
            found = ranked(store, label.claim.quote, judged, stance, doubt=0.0)
            fit = [one for one in found if (one.stored.key in keys) is (stance == "supports")]
            readings.append(_reading(label, stance, fit[:REREAD_LABELS], judged))
    return _confirmed(readings, judge)


def _read(
    store: WorkspaceStore,
    quotes: Sequence[StoredClaim],
    *,
    within: Collection[int] | None,
    most: int,
    judge: Judge,
) -> list[list[Judged]]:
    """The stance of the nearest others toward each of several quotes; all are read in one go."""
    encoder = Encoder.load()
    asked = []
    for quote in quotes:
        vector = store.vectors([quote.key])[0]
        sought = encoder.toward_answers(vector)
        words = quote.claim.quote
        near = candidates(store, words, vector, limit=most, sought=sought, within=within)
        asked.append((words, [one for one in near if one.key != quote.key]))
    return judge_all(store, asked, model=judge)


def _reading(
    quote: StoredClaim, stance: Stance, found: Sequence[Scored], judged: Sequence[Judged]
) -> _Reading:
    read = {one.stored.key: one for one in judged}
    return _Reading(quote=quote, stance=stance, found=found, read=read)


def _confirmed(readings: Sequence[_Reading], judge: Judge) -> list[Queue]:
    """What has its stance also when the judge reads it the other way round, on average of both ways."""
    pairs = [
        (declarative(one.stored.claim.quote), reading.quote.claim.quote)
        for reading in readings
        for one in reading.found
    ]
    rows = iter(judge.probabilities(pairs))
    queues = []
    for reading in readings:
        kept = [one for one in reading.found if _holds(reading, one, next(rows))]
        queues.append(queue(reading.quote.id, reading.stance, kept))
    return queues


def _holds(reading: _Reading, scored: Scored, exchanged: Sequence[float]) -> bool:
    forth = reading.read[scored.stored.key]
    sign = 1 if reading.stance == "counters" else -1
    one_way = sign * (forth.counters - forth.supports)
    other_way = sign * (float(exchanged[0]) - float(exchanged[1]))
    return one_way + other_way > 0 and other_way > -CONTRARY


def _stands_alone(stored: StoredClaim) -> bool:
    return not (stored.claim.needs_before or stored.claim.headline)
