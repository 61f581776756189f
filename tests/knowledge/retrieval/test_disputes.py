"""A vote lowers a quote as an answer to what was asked, and to what means nearly the same."""

import numpy as np
import pytest

from knowledge.retrieval.disputes import disputed, lowered, weight
from knowledge.storage.records import Dispute
from knowledge.storage.store import Vectors
from knowledge.types import Stance, Vote
from tests.knowledge.retrieval.scored import scored

EASY = "The bridge is easy to build."


def direction(cosine: float) -> Vectors:
    """A unit vector with that cosine to `direction(1)`."""
    vector = np.zeros(384, dtype=np.float32)
    vector[:2] = cosine, (1 - cosine**2) ** 0.5
    return vector


def dispute(
    key: int,
    *,
    person: str = "ada",
    asked: str = EASY,
    cosine: float = 1.0,
    stance: Stance = "counters",
    at: str = "2025-01-01",
) -> Dispute:
    vote = Vote(person=person, quote=f"S-{key:03}", asked=asked, stance=stance, at=at)
    return Dispute(key=key, vote=vote, vector=direction(cosine))


ANSWERS = [scored(1, 0.8), scored(2, 0.6), scored(3, 0.3)]


def order(*disputes: Dispute, claim: str = EASY) -> list[tuple[int, float]]:
    """Key and weight of the answers, in their order."""
    found = lowered(ANSWERS, disputes, claim, vector=direction(1))
    return [(one.stored.key, round(weight(one), 3)) for one in found]


def test_without_votes_nothing_moves() -> None:
    assert order() == [(1, 0.8), (2, 0.6), (3, 0.3)]


def test_the_probability_that_people_see_is_not_voted_on() -> None:
    found = lowered(ANSWERS, [dispute(1)], EASY, vector=direction(1))
    assert [(one.stored.key, one.score) for one in found] == [(2, 0.6), (1, 0.8), (3, 0.3)]


def test_each_vote_halves_a_weight_and_answers_are_put_in_order_again() -> None:
    assert order(dispute(1)) == [(2, 0.6), (1, 0.4), (3, 0.3)]
    assert order(dispute(1), dispute(1, person="bo")) == [(2, 0.6), (3, 0.3), (1, 0.2)]


def test_one_person_who_votes_on_several_wordings_counts_once() -> None:
    assert order(dispute(1), dispute(1, asked="Building it is easy.", cosine=0.9)) == order(dispute(1))


@pytest.mark.parametrize(("cosine", "first"), [(0.86, 2), (0.84, 1)])
def test_a_vote_holds_for_claims_of_nearly_the_same_meaning(cosine: float, first: int) -> None:
    assert order(dispute(1, asked="A bridge can be built easily.", cosine=cosine))[0][0] == first


def test_a_vote_holds_for_the_same_words_however_they_are_typed() -> None:
    assert order(dispute(1, cosine=0.0), claim="the bridge is EASY to build")[0][0] == 2


def test_a_vote_against_a_counter_leaves_the_quote_as_a_support() -> None:
    assert order(dispute(1, stance="supports")) == order()


def test_moderators_see_the_most_disputed_first() -> None:
    votes = [
        dispute(3, at="2025-01-03"),
        dispute(1, at="2025-01-01"),
        dispute(1, person="bo", asked=EASY.upper(), at="2025-01-02"),
        dispute(2, at="2025-01-04"),
        dispute(9, at="2025-01-05"),
    ]
    stored = {one.stored.key: one.stored for one in ANSWERS}
    assert [(one.stored.key, one.votes, one.last) for one in disputed(votes, stored)] == [
        (1, 2, "2025-01-02"),
        (2, 1, "2025-01-04"),
        (3, 1, "2025-01-03"),
    ]
