"""When a claim comes back, by its ratings alone."""

from datetime import UTC, datetime, timedelta

from knowledge.practice.schedule import LONGEST_DAYS, RATINGS, Rating, reviewed

GOOD: list[Rating] = ["good"] * 5
EASY: list[Rating] = ["easy"] * 12
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(*ratings: Rating) -> timedelta:
    """How long a claim stays away after the last of several answers, each given when it was due."""
    state, at, due = "", NOW, NOW
    for rating in ratings:
        at = due
        state, due = reviewed(state, rating, key=1, at=at)
    return due - at


def test_the_same_answers_always_give_the_same_times() -> None:
    assert reviewed("", "good", key=7, at=NOW) == reviewed("", "good", key=7, at=NOW)


def test_a_better_answer_stays_away_longer() -> None:
    first = [after(rating) for rating in RATINGS]
    assert first == sorted(set(first))
    assert [after("good", rating) for rating in RATINGS] == sorted({after("good", one) for one in RATINGS})


def test_the_gaps_grow_with_good_answers_and_shrink_after_a_bad_one() -> None:
    gaps = [after(*GOOD[:times]) for times in range(1, 6)]
    assert gaps == sorted(set(gaps))
    assert after("good", "good", "again") < after("good")


def test_no_claim_stays_away_for_more_than_a_year() -> None:
    assert after(*EASY) == timedelta(days=LONGEST_DAYS)
