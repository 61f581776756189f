"""When a claim comes back: spaced repetition by FSRS (Ye et al. 2022, "Optimizing Spaced Repetition Schedule")."""

import json
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

Rating: TypeAlias = Literal["again", "hard", "good", "easy"]

RATINGS: Final[tuple[Rating, ...]] = ("again", "hard", "good", "easy")

STEPS: Final = (timedelta(minutes=10),)
"""After how long a claim comes back that was not answered: soon enough for the same sitting."""

LONGEST_DAYS: Final = 365
"""Longest time until a claim comes back: sources change, and so do the answers."""


def reviewed(state: str, rating: Rating, *, key: int, at: datetime) -> tuple[str, datetime]:
    """Return what to remember of a claim after an answer that went like this, and when it comes back.

    `state` is what was remembered before, empty for a claim that was never answered; `at` has a time zone. The same
    values always give the same: nothing is left to chance.
    """
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(
        learning_steps=STEPS, relearning_steps=STEPS, maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
    before = Card.from_dict(json.loads(state)) if state else Card(card_id=key, due=at)
    after, _ = scheduler.review_card(before, Rating(RATINGS.index(rating) + 1), at)
    return json.dumps(after.to_dict()), after.due
