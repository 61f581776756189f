"""What holds of an order whatever weights were fitted: one side a quote, each quote once, silence where it is due."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.inference import settings
from knowledge.retrieval.claim_scores import background
from knowledge.retrieval.judgement import Judged
from knowledge.retrieval.ranking import rank, score, signals_of, spoken_of
from knowledge.types import Scored, Stance
from tests.knowledge.retrieval.scored import judged

MEETING = "The two mayors met on the ferry on Tuesday and signed the papers."

STANCES: tuple[Stance, ...] = ("counters", "supports")
NAMES = ("one", "other")

share = st.floats(0, 1)
signs = st.floats(-10, 10)


@st.composite
def read_by_a_judge(draw: st.DrawFn) -> Judged:
    counters = draw(share)
    return replace(
        judged(
            draw(st.integers(1, 30)),
            draw(
                st.sampled_from(["Ferries are safe.", "The ferry must stay.", "No ferry ever sank.", MEETING])
            ),
            counters=counters,
            supports=draw(share) * (1 - counters),
            cosine=draw(st.floats(-1, 1)),
            evidence=draw(st.sampled_from(["reasoning", "event"])),
        ),
        nearness=draw(st.floats(-1, 2)),
    )


found = st.lists(read_by_a_judge(), max_size=12, unique_by=lambda one: one.stored.key)


def keys(answers: list[Scored]) -> list[int]:
    return [one.stored.key for one in answers]


@given(found)
def test_without_doubt_no_quote_stands_on_both_sides(read: list[Judged]) -> None:
    against, in_favour = (keys(rank(read, stance, limit=20, doubt=0.0)) for stance in STANCES)
    assert set(against).isdisjoint(in_favour)


@given(found, st.sampled_from(STANCES), st.integers(0, 5))
def test_an_order_is_of_what_was_found_the_surest_first(
    read: list[Judged], stance: Stance, limit: int
) -> None:
    ranked = rank(read, stance, limit=limit)
    assert len(ranked) <= limit
    assert set(keys(ranked)) <= {one.stored.key for one in read}
    assert {one.stance for one in ranked} <= {stance}
    places = [(background(one.stored.claim), -one.score) for one in ranked]
    assert places == sorted(places)


@given(
    st.dictionaries(st.sampled_from(NAMES), signs),
    st.fixed_dictionaries({"bias": signs} | dict.fromkeys(NAMES, signs)),
)
def test_a_score_is_a_probability_whatever_the_weights(
    signals: dict[str, float], weights: dict[str, float]
) -> None:
    assert 0 <= score(signals, weights) <= 1


def test_every_quote_has_the_signals_that_weights_were_fitted_to() -> None:
    for signals in signals_of([judged(1), judged(2, supports=0.9)], "supports"):
        assert {"bias", *signals} == set(settings("ranking")["weights"])


def test_a_quote_is_surer_where_the_judge_does_not_hold_everything_against_the_claim() -> None:
    one = judged(1)
    others = [judged(key, f"Ferry {key} was built in Norway.") for key in range(2, 9)]
    plain = [replace(other, counters=0.1, supports=0.1) for other in others]
    sure, unsure = (rank([one, *beside], "counters", limit=9)[0].score for beside in (plain, others))
    assert sure > unsure


def test_what_only_sets_the_scene_comes_last_however_sure_it_is() -> None:
    scene = judged(1, MEETING, counters=0.99, cosine=0.9, evidence="event")
    argument = judged(2, counters=0.9, cosine=0.8)
    assert keys(rank([scene, argument], "counters", limit=9)) == [2, 1]
    assert keys(rank([scene], "counters", limit=9)) == [1]


@pytest.mark.parametrize("again", ["Ferries are safe", "FERRIES  are safe!", "“Ferries are safe.”"])
def test_the_same_words_are_shown_once_where_they_are_surest(again: str) -> None:
    read = [judged(1, "Ferries are safe.", counters=0.8), judged(2, again, counters=0.95)]
    assert keys(rank(read, "counters", limit=9)) == [2]


def test_where_nothing_is_near_nothing_argues_however_sure_the_judge_is() -> None:
    far = [
        judged(key, f"Ferry {key} is safe.", counters=1.0, supports=0.0, cosine=0.1) for key in range(1, 9)
    ]
    assert rank(far, "counters", limit=9) == []
    assert not spoken_of([one.cosine for one in far])
    assert not spoken_of([])
    assert rank([], "supports", limit=9) == []


def test_a_quote_that_is_far_away_is_left_out_beside_near_ones() -> None:
    near, far = judged(1), judged(2, "Cheese is made of milk.", counters=0.99, cosine=0.0)
    assert keys(rank([near, far], "counters", limit=9)) == [1]


def test_without_doubt_a_quote_that_leans_to_neither_side_is_no_answer() -> None:
    neither = judged(1, counters=0.3, supports=0.3)
    assert [rank([neither], stance, limit=9, doubt=0.0) for stance in STANCES] == [[], []]
