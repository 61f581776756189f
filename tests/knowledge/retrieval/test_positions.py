import numpy as np

from knowledge.retrieval.positions import leanings, readings, representative, sides
from knowledge.stance import StanceModel
from knowledge.understanding.topics import Topic


def test_a_topic_of_two_countries_is_read_as_their_bond() -> None:
    read = readings(Topic(name="russia-china", entities=("russia", "china")))
    assert "Russia and China will stay together" in read.backing
    assert "Russia and China will break apart" in read.opposing


def test_any_other_topic_is_read_as_a_cause() -> None:
    assert "We should support school phones" in readings(Topic(name="school-phones")).backing


def test_quotes_for_and_against_lean_apart() -> None:
    quotes = ["Night trains are a blessing for everybody.", "Night trains are harmful and should be banned."]
    leaning = leanings(Topic(name="night trains"), quotes, StanceModel.load())
    assert leaning[0] > 0 > leaning[1]


def test_quotes_stand_for_the_topic_or_against_it() -> None:
    assert sides(np.array([0.7, -0.4, 0.2, -0.9])) == [[0, 2], [1, 3]]


def test_quotes_that_all_agree_are_one_position() -> None:
    assert sides(np.array([0.4, 0.5, 0.1])) == [[0, 1, 2]]


def test_the_member_that_leans_most_clearly_speaks_for_its_side() -> None:
    assert representative([0, 2], np.array([0.2, 0.9, 0.8]), np.zeros(3)) == 2
