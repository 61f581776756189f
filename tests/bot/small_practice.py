"""Practice over the small library: whatever is answered meets its first counter, and misses the second."""

from dataclasses import replace
from datetime import datetime, timedelta

from knowledge.cards import Card
from knowledge.errors import InputError
from knowledge.practice.contract import Due, Graded, Task
from knowledge.practice.grading import Verdict
from knowledge.practice.schedule import Rating
from knowledge.types import Scored, StoredClaim


class SmallPractice:
    """Remembers cards in memory; gives the same claim until it was answered or skipped."""

    def __init__(self, claims: tuple[StoredClaim, ...]) -> None:
        self.claims = claims
        self.cards: dict[tuple[str, int], Card] = {}
        self.opened: dict[str, tuple[str | None, StoredClaim | None]] = {}

    def open_claim(self, person: str, topic: str | None) -> StoredClaim | None:
        at, claim = self.opened.get(person, (None, None))
        return claim if topic in (None, at) else None

    def answered_last(self, person: str) -> StoredClaim | None:
        mine = [card for (who, _), card in self.cards.items() if who == person and card.answers]
        return next((one for one in self.claims if mine and one.key == mine[-1].key), None)

    def topic(self, person: str) -> str | None:
        return self.opened.get(person, (None, None))[0]

    def task(self, person: str, topic: str | None, *, at: datetime) -> Task | None:
        new = [one for one in self.claims if (person, one.key) not in self.cards]
        return self.ask(person, new[0], topic, at=at) if new and topic != "bananas" else None

    def ask(self, person: str, stored: StoredClaim, topic: str | None, *, at: datetime) -> Task:
        self.opened[person] = (topic, stored)
        return Task(stored=stored, topic=topic, points=2, again=False, due=self.due(person, at=at))

    def answer(self, person: str, stored: StoredClaim, text: str, *, at: datetime) -> Graded:
        verdict: Verdict = "supports" if "true" in text else "aside" if "weather" in text else "counters"
        good = verdict == "counters"
        rating: Rating = "good" if good else "again"
        return replace(
            self._noted(person, stored, rating, at=at), answer=text, verdict=verdict, points_met=int(good)
        )

    def show(self, person: str, stored: StoredClaim, *, at: datetime) -> Graded:
        return replace(self._noted(person, stored, "again", at=at), met=())

    def rate(self, person: str, stored: StoredClaim, rating: Rating, *, at: datetime) -> Card:
        card = self.cards.get((person, stored.key))
        if card is None:
            raise InputError(f"You have not answered {stored.id} yet; answer it first.")
        changed = replace(card, rating=rating, due=_written(at + timedelta(days=8)))
        self.cards[person, stored.key] = changed
        return changed

    def skip(self, person: str, stored: StoredClaim, *, at: datetime) -> Card:
        return self._kept(person, stored, None, at + timedelta(days=1), answers=0)

    def stop(self, person: str) -> None:
        self.opened.pop(person, None)

    def due(self, person: str, *, at: datetime) -> Due:
        mine = [card for (who, _), card in self.cards.items() if who == person]
        later = tuple((card.quote, card.due) for card in mine if card.due > _written(at))
        return Due(now=len(mine) - len(later), later=later)

    def _noted(self, person: str, stored: StoredClaim, rating: Rating, *, at: datetime) -> Graded:
        card = self._kept(person, stored, rating, at + timedelta(days=2), answers=1)
        met, missed = (Scored(stored=one, score=0.8, stance="counters") for one in self.claims[:2])
        self.opened[person] = (self.topic(person), None)
        return Graded(
            stored=stored,
            topic=self.topic(person),
            answer=None,
            verdict=None,
            met=(met,),
            points_met=0,
            points=2,
            missed=(missed,),
            rating=rating,
            counted=True,
            due=card.due,
        )

    def _kept(
        self, person: str, stored: StoredClaim, rating: Rating | None, due: datetime, *, answers: int
    ) -> Card:
        card = Card(
            person=person,
            key=stored.key,
            quote=stored.id,
            state="",
            before="",
            rating=rating,
            answers=answers,
            due=_written(due),
            at=_written(due),
        )
        self.cards[person, stored.key] = card
        return card


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
