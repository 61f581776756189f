"""The contract of practice, on one page: a claim to answer, what an answer is worth, when the claim comes back.

Every time is given by whoever asks, so that nothing hangs on a clock. All methods may raise `DatabaseError`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.cards import Card
from knowledge.practice.grading import Verdict
from knowledge.practice.schedule import Rating
from knowledge.types import Scored, StoredClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When somebody's claims come back."""

    now: int = 0
    """Claims that are due."""
    later: tuple[tuple[str, str], ...] = ()
    """Those that are not, as short id and time in ISO 8601, the soonest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A claim to answer."""

    stored: StoredClaim
    topic: str | None
    points: int
    """Points against it that the sources make."""
    again: bool
    """Whether it comes back, having been answered before."""
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What came of an answer, or the counters of a claim where somebody asked to see them instead."""

    stored: StoredClaim
    topic: str | None
    answer: str | None
    verdict: Verdict | None
    met: tuple[Scored, ...]
    """A quote for each known point that the answer makes, the surest first."""
    points_met: int
    points: int
    missed: tuple[Scored, ...]
    """A quote for each known point that it does not make, the surest first."""
    rating: Rating
    counted: bool
    """False where the claim was not due: then the rating moves nothing."""
    due: str
    """When the claim comes back, ISO 8601 in UTC."""


class Practice(Protocol):
    """What people of one workspace practise."""

    def open_claim(self, person: str, topic: str | None) -> StoredClaim | None:
        """The claim that somebody was given and has not answered; with a topic, only if it was given on that."""

    def answered_last(self, person: str) -> StoredClaim | None:
        """The claim that somebody answered last."""

    def topic(self, person: str) -> str | None:
        """The topic that somebody practises; None for all of them."""

    def task(self, person: str, topic: str | None, *, at: datetime) -> Task | None:
        """What is due first, else a claim that is new; None where neither is there. The same until it is answered."""

    def ask(self, person: str, stored: StoredClaim, topic: str | None, *, at: datetime) -> Task:
        """Give one claim to answer. Raises `InputError` for one that nothing answers."""

    def answer(self, person: str, stored: StoredClaim, text: str, *, at: datetime) -> Graded:
        """Hold an answer against the claim's counters, and note how it went.

        Raises `InputError` for an empty or endless answer, and for a claim that nothing answers.
        """

    def show(self, person: str, stored: StoredClaim, *, at: datetime) -> Graded:
        """The counters of a claim, for who gives up on it: it comes back soon."""

    def rate(self, person: str, stored: StoredClaim, rating: Rating, *, at: datetime) -> Card:
        """Rate one's last answer anew. Raises `InputError` where there is none."""

    def skip(self, person: str, stored: StoredClaim, *, at: datetime) -> Card:
        """Leave a claim for tomorrow."""

    def stop(self, person: str) -> None:
        """End a drill; cards stay."""

    def due(self, person: str, *, at: datetime) -> Due:
        """What is due when."""
