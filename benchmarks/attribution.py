"""How well attributions are found: measured on PolNeAR's news texts, beside a plain baseline."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.resampling import Interval, Statistic, Sums, resampled
from benchmarks.spans import document_of
from knowledge.types import Attribution, Document, Sentence, Span, Speaker
from knowledge.understanding.attribution import attributions
from knowledge.understanding.quotation import quotations
from knowledge.understanding.sentences import sentences
from knowledge.understanding.vocabulary import vocabulary

Finder: TypeAlias = Callable[[Document, Sequence[Sentence]], Sequence[Attribution]]
Row: TypeAlias = dict[str, Any]

_NAME: Final = re.compile(r"[A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30}){0,3}")
_SMALL: Final = vocabulary("the a an he she they it i we you who some many others one his her their")


def _share(top: int, bottom: int) -> Statistic:
    return lambda sums: np.asarray(sums[:, top] / np.maximum(sums[:, bottom], 1))


def _f1(sums: Sums) -> Sums:
    precision, recall = SHARES["precision"](sums), SHARES["recall"](sums)
    return np.asarray(2 * precision * recall / np.maximum(precision + recall, 1e-9))


COUNTED: Final = ("ours", "inside", "named", "covered", "statements", "found", "judged", "right")
SHARES: Final[dict[str, Statistic]] = {
    "precision": _share(1, 0),
    "recall": _share(3, 2),
    "f1": _f1,
    "found": _share(5, 4),
    "speakers": _share(7, 6),
}
"""Each measure as a function of the sums of `COUNTED` over texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was counted in each text, shape (texts, 8), columns as in `COUNTED`."""

    counts: NDArray[np.float64]

    @property
    def named(self) -> int:
        """Statements of a named source."""
        return int(self.counts[:, 4].sum())

    def interval(self, name: str) -> Interval:
        """Return a measure with its interval, redrawn by text."""
        return resampled(self.counts, range(len(self.counts)), SHARES[name])

    def value(self, name: str) -> float:
        """Return a measure over all texts."""
        return float(SHARES[name](self.counts.sum(axis=0, keepdims=True))[0])


def measure(path: Path, *, finder: Finder = attributions, limit: int | None = None) -> Measured:
    """Measure a finder of attributions on a PolNeAR file.

    The headline (first line) is left out of both sides. "Named" gold attributions are those whose source text has
    a capitalised word besides articles and pronouns.

    - `precision`: share of the characters of our contents that lie in the content of any gold attribution;
    - `recall`: share of the content characters of named gold attributions that lie in one of our contents;
    - `f1`: of the two;
    - `found`: share of named gold attributions half of whose content or more lies in our contents;
    - `speakers`: over named gold attributions that one of our contents touches and that lie within no other gold
      content: share where the last or first word of the name of the speaker whose content covers most of it stands in
      the gold source text (both, since either can be the family name).
    """
    return Measured(counts=np.array([_counted(row, finder) for row in _rows(path, limit)], dtype=float))


def _counted(row: Row, finder: Finder) -> tuple[int, ...]:
    document = document_of(row["text"])
    mine = finder(document, sentences(document))
    mask = _mask(given.content for given in mine)
    gold = [_gold(each) for each in row["attributions"] if _in_body(document, each)]
    wanted = [(spans, source) for spans, source in gold if _is_named(document.text, source)]
    wanted_mask = _mask(span for spans, _ in wanted for span in spans)
    found, speakers = [], []
    for spans, source in wanted:
        characters = _mask(spans)
        found.append(2 * len(characters & mask) >= len(characters))
        best = max(mine, key=lambda given: _shared(given.content, spans), default=None)
        if best is not None and _shared(best.content, spans) and not _is_nested(spans, gold):
            speakers.append(_same(best.speaker, document.text, source))
    return (
        len(mask),
        len(mask & _mask(span for spans, _ in gold for span in spans)),
        len(wanted_mask),
        len(wanted_mask & mask),
        len(found),
        sum(found),
        len(speakers),
        sum(speakers),
    )


def nearest_name(document: Document, _found: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """The baseline: words in quotation marks belong to the nearest capitalised name outside of them."""
    given = []
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        quotes = quotations(document.text, start=start, end=end)
        names = [
            name
            for name in _NAME.finditer(document.text, start, end)
            if not any(quote.outer.start <= name.start() < quote.outer.end for quote in quotes)
        ]
        for quote in quotes:
            if names and len(document.text[quote.inner.start : quote.inner.end].split()) > 4:
                near = min(names, key=lambda name: _distance(name, quote.outer))
                given.append(
                    Attribution(content=quote.inner, speaker=Speaker(name=near.group()), manner="direct")
                )
    return tuple(given)


def _distance(name: re.Match[str], quote: Span) -> int:
    return max(quote.start - name.end(), name.start() - quote.end, 0)


def _rows(path: Path, limit: int | None) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return rows[:: max(1, len(rows) // limit)] if limit else rows


def _in_body(document: Document, each: Row) -> bool:
    return bool(each["content"]) and each["content"][0][0] >= document.blocks[0].span.end


def _gold(each: Row) -> tuple[list[Span], list[Span]]:
    content = [Span(start=start, end=end) for start, end in each["content"]]
    return content, [Span(start=start, end=end) for start, end in each["source"]]


def _is_named(text: str, source: Sequence[Span]) -> bool:
    words = [word for span in source for word in re.findall(r"[\w’'-]+", text[span.start : span.end])]
    return any(word[0].isupper() and word.lower() not in _SMALL for word in words)


def _mask(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _shared(content: Span, spans: Sequence[Span]) -> int:
    return sum(max(0, min(content.end, span.end) - max(content.start, span.start)) for span in spans)


def _is_nested(spans: Sequence[Span], gold: Sequence[tuple[list[Span], list[Span]]]) -> bool:
    length = sum(span.end - span.start for span in spans)
    return any(
        other is not spans
        and sum(_shared(span, spans) for span in other) == length
        and sum(span.end - span.start for span in other) > length
        for other, _ in gold
    )


def _same(speaker: Speaker, text: str, source: Sequence[Span]) -> bool:
    words = re.findall(r"\w+", (speaker.name or "").lower())
    said = re.findall(r"\w+", " ".join(text[span.start : span.end] for span in source).lower())
    words = [word for word in words if word not in ("jr", "sr", "ii", "iii", "iv")]
    return bool(words) and (words[-1] in said or words[0] in said)
