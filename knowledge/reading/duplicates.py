"""Paragraphs that stand in a text twice: word for word, with small changes, or pulled out as a quote."""

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from knowledge.reading.pieces import Piece
from knowledge.reading.tracing import squeeze

WORDS = re.compile(r"\w+(?:['’]\w+)?")
SHINGLE = 6
NEAR = 95
FEWEST_WORDS = 30
LONGEST_COMPARED = 4000
FIRST_WORDS = 1000
"""Characters that hold the first words of a paragraph, unless they are no words."""
TURNING = """
not no never none nor cannot without neither hardly against un more less before after
"""
TURNS = frozenset(TURNING.split())
"""Words whose presence turns a sentence round: paragraphs that differ in them are not the same."""


def without_duplicates(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each once. Of a paragraph and a quote pulled out of it the paragraph stays."""
    kept = _once(pieces)
    pulled = _pulled_quotes(kept)
    return [piece for i, piece in enumerate(kept) if i not in pulled]


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    seen: set[str] = set()
    by_shingle: dict[tuple[str, ...], int] = {}
    for piece in pieces:
        letters = squeeze(piece.text)
        if letters in seen:
            continue
        shingles = _shingles(piece.text)
        earlier = {by_shingle[shingle] for shingle in shingles if shingle in by_shingle}
        if any(_nearly_same(piece.text, kept[i].text) for i in sorted(earlier)[:8]):
            continue
        seen.add(letters)
        by_shingle.update(dict.fromkeys(shingles, len(kept)))
        kept.append(piece)
    return kept


def _pulled_quotes(pieces: Sequence[Piece]) -> set[int]:
    """Indices of paragraphs that stand within another one."""
    first: dict[tuple[str, ...], list[int]] = {}
    for i, piece in enumerate(pieces):
        for shingle in _shingles(piece.text):
            places = first.setdefault(shingle, [])
            if len(places) < 4:
                places.append(i)
    letters = [squeeze(piece.text) for piece in pieces]
    return {
        i
        for i, piece in enumerate(pieces)
        if piece.kind not in ("title", "item")
        and any(
            j != i and len(pieces[j].text) > len(piece.text) and letters[i] in letters[j]
            for j in first.get(_first_shingle(piece.text), ())
        )
    }


def _first_shingle(text: str) -> tuple[str, ...]:
    # No other than the first words are needed, however long the text is.
    return next(iter(_shingles(text[:FIRST_WORDS])), ())


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = WORDS.findall(text.lower())
    return [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def _nearly_same(text: str, other: str) -> bool:
    """Whether a long paragraph came back with a few letters changed, and none that changes what it says."""
    first, second = WORDS.findall(text), WORDS.findall(other)
    if min(len(first), len(second)) < FEWEST_WORDS or max(len(text), len(other)) > LONGEST_COMPARED:
        return False
    changed = set(first) ^ set(second)
    return not any(_turns(word) for word in changed) and ratio(text, other) >= NEAR


def _turns(word: str) -> bool:
    is_number = any(character.isdigit() for character in word)
    return is_number or word[0].isupper() or word.lower() in TURNS or word.endswith(("n't", "n’t"))
