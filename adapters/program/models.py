"""The shipped models, loaded and asked once, so that nobody who asks first waits for them."""

from __future__ import annotations

from adapters.program import texts
from bot.host import CannotStart

PAIR = ("The ferry is safe in winter.", "The ferry is not safe in winter.")
"""A claim and a quote that clearly counters it."""

REPORT = "The bridge will open in May, the mayor said on Monday."
"""A sentence that tells who said what."""


def warm() -> None:
    """Load the models and see that they answer, with everything else that a first question loads.

    Raises:
        CannotStart: a model is missing, damaged, or answers nonsense.
    """
    try:
        _ask()
    except Exception as error:
        # Whatever a broken file does to the runtime below, the operator needs one sentence.
        raise CannotStart(texts.models_broken(error)) from error


def _ask() -> None:
    from knowledge.encoder import DIMENSIONS, Encoder
    from knowledge.retrieval import answers, views  # noqa: F401
    from knowledge.stance import LABELS, StanceModel
    from knowledge.tagger import SpanTagger

    vectors = Encoder.load().encode(list(PAIR))
    if vectors.shape != (len(PAIR), DIMENSIONS):
        raise ValueError("vectors")
    judged = StanceModel.load().probabilities([PAIR])[0]
    if LABELS[int(judged.argmax())] != "counters":
        raise ValueError("stance")
    if not SpanTagger.load().tag(REPORT):
        raise ValueError("spans")
