"""Reads PolNeAR for the tagger of attributions, cuts it into windows, and measures what a model finds."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from span_model import SpanTagger
from tokenizers import Tokenizer

from knowledge.understanding.spans import (
    ROLES,
    TAGS,
    Pieces,
    Tagged,
    Window,
    best_tags,
    pieces_of,
    tagged_by,
    windows,
)

SHORTEST: Final = 96
LONGEST: Final = 192
LEAST: Final = 0.5
"""How likely a cue must be to count when epochs are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window: for its word pieces the vectors of the lower layers and how they are written, and its cues.

    A cue is the place where it begins and the tags of all pieces.
    """

    states: torch.Tensor
    shapes: NDArray[np.int64]
    cues: list[tuple[int, NDArray[np.int64]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in word pieces with their vectors, each cue with the tags of all pieces, and the annotated spans."""

    pieces: Pieces
    states: torch.Tensor
    cues: list[tuple[int, NDArray[np.int64]]]
    gold: list[dict[str, list[list[int]]]]


def texts_of(
    path: Path, tokenizer: Tokenizer, model: SpanTagger, new: NDArray[np.int64], *, limit: int | None = None
) -> Iterator[Text]:
    """Read a file of PolNeAR, and put every text through the lower layers; `new` maps ids to the model's."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:limit]
    for row in rows:
        pieces = pieces_of(row["text"], tokenizer)
        cues = [cue for given in row["attributions"] if (cue := _cue(given, pieces)) is not None]
        yield Text(pieces=pieces, states=_states(model, pieces, new), cues=cues, gold=row["attributions"])


def _cue(given: dict[str, Any], pieces: Pieces) -> tuple[int, NDArray[np.int64]] | None:
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    for role in ROLES:
        for start, end in given[role]:
            _mark(tags, pieces, role, start, end)
    places = np.flatnonzero(np.isin(tags, [TAGS.index("B-cue"), TAGS.index("S-cue")]))
    return (int(places[0]), tags) if len(places) else None


def _mark(tags: NDArray[np.int64], pieces: Pieces, role: str, start: int, end: int) -> None:
    inside = np.flatnonzero((pieces.spans[:, 0] < end) & (pieces.spans[:, 1] > start))
    if len(inside) == 1:
        tags[inside] = TAGS.index(f"S-{role}")
    elif len(inside):
        first, last = int(inside[0]), int(inside[-1])
        tags[first : last + 1] = TAGS.index(f"I-{role}")
        tags[first], tags[last] = TAGS.index(f"B-{role}"), TAGS.index(f"E-{role}")


def _states(model: SpanTagger, pieces: Pieces, new: NDArray[np.int64]) -> torch.Tensor:
    found = []
    for window in windows(pieces, core=224, margin=16):
        ids = torch.from_numpy(new[pieces.ids[window.start : window.end]])[None]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = model.states(ids, torch.ones_like(ids))[0]
        found.append(states[window.first - window.start : window.last - window.start].bfloat16())
    return torch.cat(found)


def draw(texts: Sequence[Text], chance: random.Random) -> list[Example]:
    """Cut the texts into windows of random length that end where sentences end."""
    return [
        _example(text, window)
        for text in texts
        for window in windows(text.pieces, core=chance.randint(SHORTEST, LONGEST), margin=0)
    ]


def _example(text: Text, window: Window) -> Example:
    inside = slice(window.start, window.end)
    cues = [(at - window.start, tags[inside]) for at, tags in text.cues if window.start <= at < window.end]
    return Example(states=text.states[inside], shapes=text.pieces.shapes[inside], cues=cues)


def measured(model: SpanTagger, texts: Sequence[Text]) -> dict[str, float]:
    """Exact-span F1 of each role over all spans of the texts, and their mean."""
    model.eval()
    right, given, wanted = (dict.fromkeys(ROLES, 0) for _ in range(3))
    for text in texts:
        tagged = [one for window in windows(text.pieces) for one in _tagged(model, text, window)]
        for role in ROLES:
            gold = {(start, end) for one in text.gold for start, end in one[role]}
            ours = {(span.start, span.end) for one in tagged for span in one.spans(role)}
            right[role] += len(gold & ours)
            given[role] += len(ours)
            wanted[role] += len(gold)
    model.train()
    found = {str(role): 2 * right[role] / max(1, given[role] + wanted[role]) for role in ROLES}
    return found | {"mean": sum(found.values()) / len(found)}


def _tagged(model: SpanTagger, text: Text, window: Window) -> list[Tagged]:
    inside = slice(window.start, window.end)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = text.states[inside].float()[None]
        mask = torch.ones(1, states.shape[1])
        hidden, begins = model.read(states, mask, torch.from_numpy(text.pieces.shapes[inside])[None])
        likely = begins[0].float().sigmoid() > LEAST
        likely[: window.first - window.start] = False
        likely[window.last - window.start :] = False
        place = likely.nonzero().squeeze(-1)
        if not len(place):
            return []
        scores = model.tag(hidden, mask, torch.zeros_like(place), place)
    best = best_tags(scores.float().numpy())
    return [tagged_by(tags.tolist(), text.pieces.spans[inside], score=1.0) for tags in best]
