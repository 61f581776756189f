"""How well attributions are found: measured on PolNeAR's news texts, beside a plain baseline."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from knowledge.types import Attribution, Block, Document, Metadata, Sentence, Span, Speaker
from knowledge.understanding.attribution import attributions
from knowledge.understanding.quotation import quotations
from knowledge.understanding.sentences import sentences
from knowledge.understanding.vocabulary import vocabulary

Finder: TypeAlias = Callable[[Document, Sequence[Sentence]], Sequence[Attribution]]
Row: TypeAlias = dict[str, Any]

_NAME: Final = re.compile(r"[A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30}){0,3}")
_SMALL: Final = vocabulary("the a an he she they it i we you who some many others one his her their")


def measure(path: Path, *, finder: Finder = attributions, limit: int | None = None) -> dict[str, float]:
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
    ours = inside = named = covered = 0
    found: list[bool] = []
    speakers: list[bool] = []
    for row in _rows(path, limit):
        document = _document(row["text"])
        mine = finder(document, sentences(document))
        mask = _mask(given.content for given in mine)
        gold = [_gold(each) for each in row["attributions"] if _in_body(document, each)]
        all_gold = _mask(span for spans, _ in gold for span in spans)
        wanted = [(spans, source) for spans, source in gold if _is_named(document.text, source)]
        ours += len(mask)
        inside += len(mask & all_gold)
        wanted_mask = _mask(span for spans, _ in wanted for span in spans)
        named += len(wanted_mask)
        covered += len(wanted_mask & mask)
        for spans, source in wanted:
            characters = _mask(spans)
            found.append(2 * len(characters & mask) >= len(characters))
            best = max(mine, key=lambda given: _shared(given.content, spans), default=None)
            if best is not None and _shared(best.content, spans) and not _is_nested(spans, gold):
                speakers.append(_same(best.speaker, document.text, source))
    precision, recall = inside / max(1, ours), covered / max(1, named)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "found": sum(found) / max(1, len(found)),
        "speakers": sum(speakers) / max(1, len(speakers)),
        "named": float(len(found)),
        "judged": float(len(speakers)),
    }


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


def _document(text: str) -> Document:
    blocks = [
        Block(span=Span(start=line.start(), end=line.end()), kind="paragraph" if number else "title")
        for number, line in enumerate(re.finditer(r"[^\n]+", text))
    ]
    return Document(kind="text", text=text, blocks=tuple(blocks), metadata=Metadata())


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


def main() -> None:
    """Print both finders' numbers for the files named on the command line."""
    for name in sys.argv[1:]:
        for label, finder in (("rules", attributions), ("quotation marks + nearest name", nearest_name)):
            numbers = measure(Path(name), finder=finder)
            print(f"{label:32}", "  ".join(f"{key} {value:.3f}" for key, value in numbers.items()))


if __name__ == "__main__":
    main()
