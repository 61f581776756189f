"""Practice: a claim to answer, what an answer is worth, and when the claim comes back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from knowledge.cards import Card, Drill
from knowledge.errors import InputError
from knowledge.judges.contract import SHIPPED, Judges
from knowledge.practice.choosing import known_counters, new_claim
from knowledge.practice.contract import Due, Graded, Task
from knowledge.practice.grading import Verdict, grade, grouped, rated
from knowledge.practice.schedule import Rating, reviewed
from knowledge.retrieval.answered import Answered
from knowledge.retrieval.answers import checked
from knowledge.retrieval.scope import keys_on
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored, StoredClaim
from knowledge.understanding.topics import Topic

SHOWN: Final = 2
"""Points that are shown of those that an answer meets, and of those that it misses."""

SKIPPED: Final = timedelta(days=1)
"""After how long a claim comes back that was skipped."""


class Drills:
    """What people of one workspace practise: `Practice` over its store."""

    def __init__(
        self,
        store: WorkspaceStore,
        answered: Answered,
        judges: Judges = SHIPPED,
        *,
        topic: Callable[[str | None], Topic | None],
    ) -> None:
        """`topic` finds the topic that somebody means; None for none."""
        self._store = store
        self._cards = store.records.cards
        self._answered = answered
        self._judges = judges
        self._topic = topic

    def open_claim(self, person: str, topic: str | None) -> StoredClaim | None:
        """The claim that somebody was given and has not answered; with a topic, only if it was given on that."""
        drill, meant = self._cards.drill(person), self._topic(topic)
        if drill is None or drill.key is None or (meant and meant.name != drill.topic):
            return None
        return self._store.claims_by_key([drill.key]).get(drill.key)

    def answered_last(self, person: str) -> StoredClaim | None:
        """The claim that somebody answered last."""
        cards = [card for card in self._cards.of(person) if card.answers]
        last = max(cards, key=lambda card: card.at, default=None)
        return self._store.claims_by_key([last.key]).get(last.key) if last else None

    def topic(self, person: str) -> str | None:
        """The topic that somebody practises; None for all of them."""
        drill = self._cards.drill(person)
        return drill.topic if drill else None

    def task(self, person: str, topic: str | None, *, at: datetime) -> Task | None:
        """What is due first, else a claim that is new; None where neither is there. The same until it is answered."""
        cards, meant = self._cards.of(person), self._topic(topic)
        stored = self._due_first(cards, meant, at) or new_claim(
            self._store,
            meant,
            practised=[card.key for card in sorted(cards, key=lambda card: card.at)],
            answered=self._answered,
            seed=f"{person}:{len(cards)}",
        )
        return None if stored is None else self.ask(person, stored, meant.name if meant else None, at=at)

    def ask(self, person: str, stored: StoredClaim, topic: str | None, *, at: datetime) -> Task:
        """Give one claim to answer. Raises `InputError` for one that nothing answers."""
        _, groups = self._known(stored)
        self._cards.set_drill(person, Drill(topic=topic, key=stored.key))
        card = self._cards.find(person, stored.key)
        return Task(
            stored=stored,
            topic=topic,
            points=len(set(groups)),
            again=card is not None and card.answers > 0,
            due=self.due(person, at=at),
        )

    def answer(self, person: str, stored: StoredClaim, text: str, *, at: datetime) -> Graded:
        """Hold an answer against the claim's counters, and note how it went.

        Raises `InputError` for an empty or endless answer, and for a claim that nothing answers.
        """
        words = checked(text)
        known, groups = self._known(stored)
        keys = [one.stored.key for one in known]
        vectors = self._store.vectors([*keys, stored.key])
        graded = grade(
            stored.claim.quote,
            words,
            known,
            vectors[:-1],
            claim_vector=vectors[-1],
            judge=self._judges.of_claims(),
        )
        met = {groups[place] for place in graded.met}
        return self._noted(
            person, stored, answer=words, verdict=graded.verdict, met=met, rating=rated(graded, groups), at=at
        )

    def show(self, person: str, stored: StoredClaim, *, at: datetime) -> Graded:
        """The counters of a claim, for who gives up on it: it comes back soon."""
        return self._noted(person, stored, answer=None, verdict=None, met=set(), rating="again", at=at)

    def rate(self, person: str, stored: StoredClaim, rating: Rating, *, at: datetime) -> Card:
        """Rate one's last answer anew. Raises `InputError` where there is none."""
        card = self._cards.find(person, stored.key)
        if card is None or not card.answers:
            raise InputError(f"You have not answered {stored.id} yet; answer it first.")
        # counted from the answer, however late somebody thinks better of it
        state, due = reviewed(card.before, rating, key=card.key, at=datetime.fromisoformat(card.at))
        changed = replace(card, state=state, rating=rating, due=_written(max(due, at)))
        self._cards.keep(changed)
        return changed

    def skip(self, person: str, stored: StoredClaim, *, at: datetime) -> Card:
        """Leave a claim for tomorrow."""
        card = self._cards.find(person, stored.key) or _new(person, stored, at)
        skipped = replace(card, due=_written(at + SKIPPED))
        self._cards.keep(skipped)
        self._answered_now(person)
        return skipped

    def stop(self, person: str) -> None:
        """End a drill; cards stay."""
        self._cards.set_drill(person, None)

    def due(self, person: str, *, at: datetime) -> Due:
        """What is due when."""
        cards = self._cards.of(person)
        later = tuple((card.quote, card.due) for card in cards if card.due > _written(at))
        return Due(now=len(cards) - len(later), later=later)

    def _due_first(self, cards: Sequence[Card], topic: Topic | None, at: datetime) -> StoredClaim | None:
        due = [card for card in cards if card.due <= _written(at)]
        within = set(keys_on(self._store, topic)) if topic and due else None
        found = self._store.claims_by_key([card.key for card in due])
        for card in due:
            stored = found.get(card.key)
            if stored and (within is None or card.key in within) and self._answered.is_answered(stored):
                return stored
        return None

    def _known(self, stored: StoredClaim) -> tuple[tuple[Scored, ...], list[int]]:
        known = known_counters(stored, self._answered)
        if not known:
            raise InputError(f"Nothing in the sources argues against {stored.id}; practise another claim.")
        vectors = self._store.vectors([one.stored.key for one in known])
        return known, grouped([one.stored.claim.quote for one in known], vectors)

    def _noted(
        self,
        person: str,
        stored: StoredClaim,
        *,
        answer: str | None,
        verdict: Verdict | None,
        met: set[int],
        rating: Rating,
        at: datetime,
    ) -> Graded:
        known, groups = self._known(stored)
        of_point = {point: known[groups.index(point)] for point in dict.fromkeys(groups)}
        before = self._cards.find(person, stored.key) or _new(person, stored, at)
        # who has just seen the answers shows nothing by giving one of them
        counted = before.answers == 0 or before.due <= _written(at)
        card = _reviewed(before, rating, at) if counted else before
        self._cards.keep(card)
        drill = self._answered_now(person)
        return Graded(
            stored=stored,
            topic=drill.topic if drill else None,
            answer=answer,
            verdict=verdict,
            met=tuple(one for point, one in of_point.items() if point in met)[:SHOWN],
            points_met=len(met),
            points=len(of_point),
            missed=tuple(one for point, one in of_point.items() if point not in met)[:SHOWN],
            rating=rating,
            counted=counted,
            due=card.due,
        )

    def _answered_now(self, person: str) -> Drill | None:
        """What somebody is at, with no claim open any more."""
        drill = self._cards.drill(person)
        if drill is not None:
            self._cards.set_drill(person, replace(drill, key=None))
        return drill


def _new(person: str, stored: StoredClaim, at: datetime) -> Card:
    now = _written(at)
    return Card(
        person=person,
        key=stored.key,
        quote=stored.id,
        state="",
        before="",
        rating=None,
        answers=0,
        due=now,
        at=now,
    )


def _reviewed(card: Card, rating: Rating, at: datetime) -> Card:
    state, due = reviewed(card.state, rating, key=card.key, at=at)
    return replace(
        card,
        state=state,
        before=card.state,
        rating=rating,
        answers=card.answers + 1,
        due=_written(due),
        at=_written(at),
    )


def _written(moment: datetime) -> str:
    """A moment as it is kept, so that moments compare as texts."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
