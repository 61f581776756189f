"""Finds cited words with a small trained model: the cue, its source and its content, as spans of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.types import Span

Role: TypeAlias = Literal["source", "cue", "content"]

ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
"""What a word piece is to one cue: outside, or begin, inside, end, or the single piece of a role's span."""

CORE: Final = 160
"""Word pieces at most whose cues one window finds."""
MARGIN: Final = 16
"""Word pieces before and after them that the window also reads."""

_STOPS: Final = frozenset(".!?")
_CLOSERS: Final = frozenset("\"'”’»)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An attribution as it stands in a text: in each role no, one or several spans, in order.

    `score` is the probability that its cue is one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float

    def spans(self, role: Role) -> tuple[Span, ...]:
        """Return the spans in a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text in word pieces; a `[SEP]` without characters stands between paragraphs."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    """How each is written: 0 small letters and marks, 1 a capital first, 2 capitals only."""
    spans: NDArray[np.int64]
    """Where each stands in the text, shape (n, 2)."""
    stops: NDArray[np.bool_]
    """Where a sentence or a paragraph ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces `[start, end)` that the model reads at once, to find cues in `[first, last)`."""

    start: int
    first: int
    last: int
    end: int


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces, paragraph by paragraph (a line each).

    Raises `ValueError` when the tokenizer has no `[SEP]`.
    """
    gap = tokenizer.token_to_id("[SEP]")
    if gap is None:
        raise ValueError("The tokenizer of the tagger needs a piece named [SEP].")
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    encoded = tokenizer.encode_batch([line.group() for line in lines], add_special_tokens=False)
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for line, one in zip(lines, encoded, strict=True):
        ids.extend((*one.ids, gap))
        spans.extend((line.start() + start, line.start() + end) for start, end in one.offsets)
        spans.append((line.end(), line.end()))
    written = [text[start:end] for start, end in spans]
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        shapes=np.array([_shape(piece) for piece in written], dtype=np.int64),
        spans=np.array(spans, dtype=np.int64).reshape(-1, 2),
        stops=np.array(list(_stops(written)), dtype=np.bool_),
    )


def _shape(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def _stops(written: Sequence[str]) -> Iterator[bool]:
    """Whether a sentence may end after each piece: a full stop, with the marks that close after it."""
    for place, piece in enumerate(written):
        after = written[place + 1] if place + 1 < len(written) else ""
        closes = piece in _STOPS or (piece in _CLOSERS and place > 0 and written[place - 1] in _STOPS)
        yield not piece or (closes and after not in _CLOSERS and after not in _STOPS and after != "")


def windows(pieces: Pieces, *, core: int = CORE, margin: int = MARGIN) -> Iterator[Window]:
    """Cover a text with windows that end where sentences end, as far as they are short enough."""
    total, first = len(pieces.ids), 0
    while first < total:
        last = min(first + core, total)
        if last < total:
            ends = np.flatnonzero(pieces.stops[first:last])
            last = first + int(ends[-1]) + 1 if len(ends) else last
        yield Window(start=max(0, first - margin), first=first, last=last, end=min(total, last + margin))
        first = last


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The likeliest tags that form whole spans (Viterbi); `scores` has shape (cues, length, tags), before the softmax."""
    cues, length, _ = scores.shape
    total = scores[:, 0] + _FIRST
    back = np.zeros((cues, length, len(TAGS)), dtype=np.int64)
    for place in range(1, length):
        steps = total[:, :, None] + _NEXT
        back[:, place] = steps.argmax(1)
        total = steps.max(1) + scores[:, place]
    best = np.zeros((cues, length), dtype=np.int64)
    best[:, -1] = (total + _LAST).argmax(1)
    for place in range(length - 1, 0, -1):
        best[:, place - 1] = back[np.arange(cues), place, best[:, place]]
    return best


def _legal(before: str, after: str) -> bool:
    """Whether a tag may follow another: a span that was begun goes on until it ends."""
    if before[0] in "BI":
        return after[0] in "IE" and before[1:] == after[1:]
    return after[0] in "OBS"


_NEXT: Final = np.array([[0.0 if _legal(a, b) else -1e4 for b in TAGS] for a in TAGS], dtype=np.float32)
_FIRST: Final = np.array([0.0 if tag[0] in "OBS" else -1e4 for tag in TAGS], dtype=np.float32)
_LAST: Final = np.array([0.0 if tag[0] in "OES" else -1e4 for tag in TAGS], dtype=np.float32)


def tagged_by(tags: Sequence[int], spans: NDArray[np.int64], *, score: float) -> Tagged:
    """What the tags of one cue say; `spans` is where the window's pieces stand in the text, shape (n, 2)."""
    found: dict[Role, list[Span]] = {role: [] for role in ROLES}
    begun = 0
    for place, tag in enumerate(tags):
        mark, _, role = TAGS[tag].partition("-")
        if mark in "BS":
            begun = place
        if mark in "ES":
            found[cast(Role, role)].append(Span(start=int(spans[begun, 0]), end=int(spans[place, 1])))
    return Tagged(**{role: tuple(some) for role, some in found.items()}, score=score)
