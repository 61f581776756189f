from dataclasses import replace

import numpy as np
import pytest

from knowledge.encoder import Encoder
from knowledge.retrieval.claim_scores import background, claim_scores
from knowledge.types import Evidence
from knowledge.understanding.arguability import arguable
from tests.knowledge.storage.invented import claim

JUDGEMENT = "Night trains should be paid for by the state, because they do less harm than planes."
REPORT = "The town has a station with four platforms, two of which are on the northern side."


def test_a_judgement_is_more_surely_a_claim_than_a_description() -> None:
    quotes = [JUDGEMENT, REPORT]
    judged, described = claim_scores(
        Encoder.load().encode(quotes), np.array([arguable(quote) for quote in quotes])
    )
    assert 0 < described < judged < 1


def test_what_asserts_nothing_is_surely_no_claim() -> None:
    assert claim_scores(Encoder.load().encode([JUDGEMENT]), np.zeros(1)).tolist() == [0.0]


def test_no_quotes_have_no_scores() -> None:
    assert claim_scores(np.zeros((0, 384), dtype=np.float32), np.zeros(0)).shape == (0,)


@pytest.mark.parametrize(
    ("quote", "evidence"),
    [
        ("The two mayors met on Tuesday and signed the papers.", "event"),
        ("Let us turn to the question of the harbour.", "reasoning"),
        ("Ms Lind, you have run the ferry since the spring.", "event"),
        ("The transcript has been shortened for this page.", "reasoning"),
        ("The harbour master is pictured above with his dog.", "reasoning"),
    ],
)
def test_what_only_sets_the_scene_is_background(quote: str, evidence: Evidence) -> None:
    assert background(replace(claim(quote), evidence=evidence))


def test_an_event_that_is_judged_is_no_background() -> None:
    quote = "The mayors signed the papers on Tuesday, although nobody should trust them."
    assert not background(replace(claim(quote), evidence="event"))
    assert not background(claim(JUDGEMENT))


def test_figures_of_a_meeting_are_no_background() -> None:
    quote = "The council held a vote in June, and 52 per cent of the islanders kept the ferry."
    assert not background(replace(claim(quote), evidence="statistic"))
