"""The parts of Counterpoint that read texts, as they are measured, each used as the product uses it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.spans import Spans
from knowledge.encoder import Encoder
from knowledge.retrieval.claim_scores import claim_scores
from knowledge.stance import StanceModel
from knowledge.tagger import SpanTagger
from knowledge.types import Attribution, Document, Sentence
from knowledge.understanding.arguability import arguable
from knowledge.understanding.attribution import attributions
from knowledge.understanding.declaratives import declarative


def judge_pairs(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """Return P(counters), P(supports), P(neither) of each (claim, text), the claim put as a statement first."""
    return StanceModel.load().probabilities([(declarative(claim), text) for claim, text in pairs])


def tag_spans(text: str) -> Sequence[Spans]:
    """Tag sources, cues and contents by the trained tagger."""
    return SpanTagger.load().tag(text)


def find_attributions(document: Document, found: Sequence[Sentence]) -> Sequence[Attribution]:
    """Find who says what in a document, by the rules and the tagger together."""
    return attributions(document, found, tagged=SpanTagger.load().tag(document.text))


def score_claims(texts: Sequence[str]) -> list[float]:
    """Score how surely each text is a claim."""
    ruled = np.array([arguable(text) for text in texts], dtype=float)
    return [float(score) for score in claim_scores(Encoder.load().encode(texts), ruled)]
