"""Quotations whose speaker stands in another sentence: the rest of one, the next one, a paragraph after a colon."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.types import Attribution, Span, Speaker
from knowledge.understanding.quotation import Quotation, bare, overlaps
from knowledge.understanding.voices import Line

_FEWEST: Final = 5
"""Words that a quotation without a cue beside it needs to be more than a term in marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """Who spoke last, in which block; `opens` when a colon gives them the next block whole."""

    speaker: Speaker
    block: int
    opens: bool = False


def continuations(
    text: str, lines: Sequence[Line], told: Mapping[int, Sequence[Attribution]], leads: Mapping[int, Speaker]
) -> Iterator[Attribution]:
    """The attributions of quotations, or parts of them, in sentences without a cue of their own.

    `told` are the attributions found by cues, by where their sentence begins; `leads` who was said to speak by a
    sentence without their words, by where that begins.
    """
    floor: _Floor | None = None
    speakers = _speakers(lines, told)
    for line in lines:
        own = told.get(line.sentence.span.start, ())
        more = tuple(_more(text, line, own, floor, speakers))
        yield from more
        floor = _floor_after(line, [*more, *own], leads) or floor


def _speakers(lines: Sequence[Line], told: Mapping[int, Sequence[Attribution]]) -> dict[int, Speaker]:
    """Who speaks each quotation that has a cue in one of its sentences, by where the quotation begins."""
    speakers: dict[int, Speaker] = {}
    for line in lines:
        direct = [given for given in told.get(line.sentence.span.start, ()) if given.manner == "direct"]
        for quote in line.quotes if direct else ():
            for given in direct:
                if overlaps(given.content, quote.inner):
                    speakers.setdefault(quote.outer.start, given.speaker)
    return speakers


def _more(
    text: str, line: Line, given: Sequence[Attribution], floor: _Floor | None, speakers: Mapping[int, Speaker]
) -> Iterator[Attribution]:
    if floor is not None and floor.opens and floor.block + 1 == line.sentence.block and not line.quotes:
        whole = bare(text, line.sentence.span.start, line.sentence.span.end)
        if whole is not None:
            yield Attribution(content=whole, speaker=floor.speaker, manner="direct")
        return
    for quote in line.quotes:
        part = _part(text, quote, line.sentence.span)
        if part is None or any(overlaps(other.content, part) for other in given):
            continue
        speaker = speakers.get(quote.outer.start) or _last_speaker(part, line, floor)
        if speaker is not None:
            yield Attribution(content=part, speaker=speaker, manner="direct")


def _floor_after(line: Line, found: Sequence[Attribution], leads: Mapping[int, Speaker]) -> _Floor | None:
    cited = [given for given in found if given.manner != "author"]
    if cited:
        return None if _is_led(line, cited) else _Floor(speaker=cited[-1].speaker, block=line.sentence.block)
    lead = leads.get(line.sentence.span.start)
    if lead is None:
        return None
    return _Floor(speaker=lead, block=line.sentence.block, opens=line.words[-1].text == ":")


def _is_led(line: Line, cited: Sequence[Attribution]) -> bool:
    """Whether the sentence is part of a paragraph without marks that a colon gave away: the floor does not move."""
    return not line.quotes and len(cited) == 1 and cited[0].manner == "direct"


def _last_speaker(part: Span, line: Line, floor: _Floor | None) -> Speaker | None:
    """Who spoke before, when the sentence is hardly more than the quotation."""
    if floor is None or not _fills(part, line.sentence.span) or line.sentence.block - floor.block > 1:
        return None
    return floor.speaker


def _fills(part: Span, sentence: Span) -> bool:
    return 10 * (part.end - part.start) >= 7 * (sentence.end - sentence.start)


def _part(text: str, quote: Quotation, sentence: Span) -> Span | None:
    """What of a quotation lies in the sentence, when that is long enough."""
    start, end = max(quote.inner.start, sentence.start), min(quote.inner.end, sentence.end)
    part = bare(text, start, end) if start < end else None
    if part is None or _fills(part, sentence):
        return part
    return part if len(text[part.start : part.end].split(None, _FEWEST)) >= _FEWEST else None
