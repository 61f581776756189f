from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.inference import MODELS
from knowledge.types import Span
from knowledge.understanding.spans import TAGS, Pieces, best_tags, pieces_of, tagged_by, windows

TEXT = "“The port must stay,” Ada Lund said. It feeds us.\n\nNATO has no view.\n"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(Path(MODELS, "tokenizer.json")))
    made.no_padding()
    made.no_truncation()
    return made


@pytest.fixture(scope="module")
def pieces(tokenizer: Tokenizer) -> Pieces:
    return pieces_of(TEXT, tokenizer)


def scores(*tags: str) -> NDArray[np.float32]:
    made = np.zeros((1, len(tags), len(TAGS)), dtype=np.float32)
    for place, tag in enumerate(tags):
        made[0, place, TAGS.index(tag)] = 3
    return made


def named(found: NDArray[np.int64]) -> list[str]:
    return [TAGS[tag] for tag in found[0]]


def test_every_piece_stands_where_the_text_has_it(pieces: Pieces) -> None:
    written = [TEXT[start:end] for start, end in pieces.spans]
    assert "".join(written) == "".join(TEXT.split())
    assert len(pieces.ids) == len(pieces.shapes) == len(pieces.stops) == len(written)


def test_capitals_are_told_apart_though_the_vocabulary_has_none(pieces: Pieces) -> None:
    shapes = {TEXT[start:end]: shape for (start, end), shape in zip(pieces.spans, pieces.shapes, strict=True)}
    assert (shapes["must"], shapes["Ada"], shapes["NATO"]) == (0, 1, 2)


def test_a_text_without_words_has_no_pieces(tokenizer: Tokenizer) -> None:
    assert len(pieces_of(" \n\n ", tokenizer).ids) == 0
    assert list(windows(pieces_of("", tokenizer))) == []


def test_every_piece_is_at_the_core_of_one_window(pieces: Pieces) -> None:
    found = list(windows(pieces, core=9, margin=3))
    assert [place for window in found for place in range(window.first, window.last)] == list(
        range(len(pieces.ids))
    )
    assert all(window.start >= window.first - 3 and window.end <= window.last + 3 for window in found)


def test_a_window_ends_where_a_sentence_ends(pieces: Pieces) -> None:
    first = next(windows(pieces, core=14, margin=0))
    assert TEXT[: pieces.spans[first.last - 1, 1]] == "“The port must stay,” Ada Lund said."


def test_a_window_without_an_end_of_a_sentence_is_cut_anywhere(pieces: Pieces) -> None:
    assert [window.last for window in windows(pieces, core=2, margin=0)][:3] == [2, 4, 6]


def test_the_likeliest_tags_win_where_they_form_spans() -> None:
    wanted = ["B-source", "E-source", "S-cue", "B-content", "I-content", "E-content", "O"]
    assert named(best_tags(scores(*wanted))) == wanted


def test_a_span_that_is_not_ended_is_mended() -> None:
    found = named(best_tags(scores("O", "B-content", "I-content", "O", "O")))
    assert found in (
        ["O", "B-content", "E-content", "O", "O"],
        ["O", "B-content", "I-content", "E-content", "O"],
    )


def test_tags_become_spans_of_the_text() -> None:
    spans = np.array([(0, 3), (4, 8), (9, 13), (14, 18), (18, 19), (20, 24), (24, 25)])
    tags = [
        TAGS.index(tag)
        for tag in ("B-source", "E-source", "S-cue", "S-content", "O", "B-content", "E-content")
    ]
    found = tagged_by(tags, spans, score=0.9)
    assert found.spans("source") == (Span(start=0, end=8),)
    assert found.spans("cue") == (Span(start=9, end=13),)
    assert found.spans("content") == (Span(start=14, end=18), Span(start=20, end=25))
