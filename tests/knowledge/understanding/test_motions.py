"""What debaters call a motion, and the claim that it makes."""

import pytest

from knowledge.understanding.motions import claim_of, denial_of, is_motion


@pytest.mark.parametrize(
    ("motion", "claim"),
    [
        ("This house would ban phones in schools.", "We should ban phones in schools"),
        ("THW expand nuclear power", "We should expand nuclear power"),
        ("THBT the ferry is safe", "The ferry is safe"),
        ("This house believes that bridges pay for themselves", "Bridges pay for themselves"),
        ("This house opposes the bridge", "We should oppose the bridge"),
        ("This house regrets the rise of tourism", "It is bad that there is the rise of tourism"),
        ("Resolved: the county should keep the ferry", "The county should keep the ferry"),
        ("Should schools ban phones?", "Schools should ban phones"),
        ("Should the old ferry be replaced?", "The old ferry should be replaced"),
        ("Should we build the bridge?", "We should build the bridge"),
        ("Ought the county to keep the ferry?", "The county should keep the ferry"),
    ],
)
def test_a_motion_makes_a_plain_claim(motion: str, claim: str) -> None:
    assert is_motion(motion)
    assert claim_of(motion) == claim


@pytest.mark.parametrize(
    "words", ["skerry-bridge", "the bridge is too expensive", "this house is old", "schools"]
)
def test_topics_and_claims_are_no_motions(words: str) -> None:
    assert not is_motion(words)
    assert claim_of(words) == words


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("We should build the bridge", "We should not build the bridge"),
        ("The ferry is not safe", "The ferry is safe"),
        ("Bridges pay for themselves", None),
    ],
)
def test_a_claim_is_denied_where_it_has_a_place_for_it(claim: str, denial: str | None) -> None:
    assert denial_of(claim) == denial
