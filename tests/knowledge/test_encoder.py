"""The encoder that ships: what is near to what, and what a new one must bring along."""

import hashlib

import numpy as np
import pytest

from knowledge.encoder import Encoder
from knowledge.inference import MODELS
from knowledge.storage.vectors import ENCODER

MADE = {2: "615e304aa66f634c"}
"""How the SHA-256 of each encoder begins, by the number that databases know it by."""

CLAIM = "The island should build a bridge to the mainland."
SAME = "With a bridge, islanders would reach the mainland in minutes."
AGAINST = "A bridge would ruin the island: it costs more than it will ever bring, and the ferry does the job."
OTHER = "Violins made of spruce sound warmer in a cold room."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_an_encoder_that_places_texts_elsewhere_has_a_number_of_its_own() -> None:
    """Else databases would keep vectors of the one before: count `ENCODER` up and add a line to `MADE`."""
    found = hashlib.sha256((MODELS / "encoder.onnx").read_bytes()).hexdigest()
    assert found.startswith(MADE[ENCODER])


def test_texts_about_the_same_are_nearer_than_others(encoder: Encoder) -> None:
    claim, same, against, other = encoder.encode([CLAIM, SAME, AGAINST, OTHER])
    assert min(claim @ same, claim @ against) > claim @ other + 0.2


def test_where_answers_are_sought_an_argument_against_gains_on_one_for(encoder: Encoder) -> None:
    claim, same, against, other = encoder.encode([CLAIM, SAME, AGAINST, OTHER])
    sought = encoder.toward_answers(claim)
    assert sought @ against - sought @ same > claim @ against - claim @ same
    assert sought @ against > sought @ other + 0.2


def test_one_claim_is_moved_as_many_are(encoder: Encoder) -> None:
    vectors = encoder.encode([CLAIM, AGAINST])
    moved = encoder.toward_answers(vectors)
    assert moved.dtype == np.float32
    assert np.allclose(np.linalg.norm(moved, axis=1), 1, atol=1e-5)
    assert np.allclose(moved[0], encoder.toward_answers(vectors[0]), atol=1e-6)


def test_no_text_is_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.toward_answers(encoder.encode([])).shape == (0, 384)
