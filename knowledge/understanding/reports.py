"""What a sentence reports: the cue, who stands beside it, and which words are reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.understanding.contents import (
    BREAKS,
    MARKS,
    PARTICIPLES,
    PLACING,
    STOPS,
    contents_after,
    contents_around,
    trimmed,
)
from knowledge.understanding.cues import CALL, DENIES, INVERTED, PLAIN, SAY, THINK, VIEWS
from knowledge.understanding.phrases import Phrase, phrase_after, phrase_before, subject
from knowledge.understanding.tokens import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A source phrase (None: whoever is spoken of) and the places `[first, last)` of the words it reports."""

    phrase: Phrase | None
    pieces: tuple[tuple[int, int], ...]
    cue: int


def reports(words: Sequence[Word]) -> tuple[Report, ...]:
    """The reports of a sentence, in order; what lies inside another report's words is left out.

    A report without pieces (`Ada Lund continued:`) says who speaks next.
    """
    found: list[Report] = []
    for report in sorted(_candidates(words), key=_length, reverse=True):
        kept = tuple(
            piece
            for piece in report.pieces
            if not any(_overlap(piece, other) for earlier in found for other in earlier.pieces)
        )
        if (kept or not report.pieces) and not _is_told(report.cue, found):
            found.append(Report(phrase=report.phrase, pieces=kept, cue=report.cue))
    return tuple(sorted(found, key=lambda report: report.cue))


def _length(report: Report) -> int:
    return sum(last - first for first, last in report.pieces)


def _is_told(cue: int, found: Sequence[Report]) -> bool:
    """Whether a cue lies in what another report tells: who says that, is the other's word."""
    return any(first <= cue < last for report in found for first, last in report.pieces)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _candidates(words: Sequence[Word]) -> Iterator[Report]:
    last: Phrase | None = None
    for place, word in enumerate(words):
        if word.quoted:
            continue
        report = _colon(words, place) if word.text == ":" else None
        if word.text[0].isalpha() and (not place or word.text.islower()):
            report = _read_cue(words, place, last)
        if report is not None:
            last = report.phrase or last
            yield report


def _colon(words: Sequence[Word], place: int) -> Report | None:
    """`Ada Lund: “…”`: a name and a colon before a quotation."""
    if (
        place + 1 >= len(words)
        or not words[place + 1].quoted
        or not place
        or not (words[place - 1].capital or words[place - 1].text == ")")
    ):
        return None
    pieces = tuple(trimmed(words, [(place + 1, len(words))]))
    return Report(phrase=phrase_before(words, place), pieces=pieces, cue=place)


def _read_cue(words: Sequence[Word], place: int, last: Phrase | None) -> Report | None:
    low = words[place].low
    if low == "according" and place + 2 < len(words) and words[place + 1].low == "to":
        return _according(words, place)
    if low in VIEWS and place >= 2 and words[place - 1].low in ("'s", "’s", "his", "her"):
        return _view(words, place)
    if low == "put" and not _puts_it(words, place):
        return None
    if low in SAY or low in THINK or low in CALL:
        return _verb(words, place, last)
    return None


def _puts_it(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].low == "it"


def _according(words: Sequence[Word], place: int) -> Report | None:
    phrase = phrase_after(words, place + 2)
    if phrase is None:
        return None
    close = phrase.aside[1] if phrase.aside else phrase.last
    before = (0, place - 1 if place and words[place - 1].text in BREAKS else place)
    if place and words[place - 1].text == "(":
        return Report(phrase=phrase, pieces=((_clause_start(words, place - 1), place - 1),), cue=place)
    pieces = [before] if place > 2 else []
    rest = _next_break(words, close)
    if not pieces or (rest == close and len(words) - rest > 4 and words[rest].text == ","):
        pieces.append((rest + 1, len(words)))
    return Report(phrase=phrase, pieces=tuple(trimmed(words, pieces)), cue=place)


def _next_break(words: Sequence[Word], place: int) -> int:
    while place < len(words) and words[place].text not in BREAKS | STOPS:
        place += 1
    return place


def _clause_start(words: Sequence[Word], end: int) -> int:
    start = end
    while start > 0 and words[start - 1].text not in (",", ";", ":", "–", "—", "("):
        start -= 1
    while start < end and words[start].low in ("and", "but", "or", "while"):
        start += 1
    return start


def _view(words: Sequence[Word], place: int) -> Report | None:
    after = place + 1
    if after + 1 < len(words) and words[after].low == "is":
        after += 1
    if after < len(words) and words[after].low == "that":
        owner = place - 1 if words[place - 1].low in ("'s", "’s") else place
        phrase = phrase_before(words, owner) if owner < place else None
        return Report(phrase=phrase, pieces=tuple(trimmed(words, [(after + 1, len(words))])), cue=place)
    return None


def _verb(words: Sequence[Word], place: int, last: Phrase | None) -> Report | None:
    low = words[place].low
    if is_denied(words, place) or (low in PLAIN and not _plural_before(words, place)):
        return None
    before = phrase_before(words, place)
    after = phrase_after(words, place + 1) if low in INVERTED and _may_invert(words, place) else None
    if low in PARTICIPLES and (
        place == 0 or words[place - 1].text in BREAKS or words[place - 1].low == "and"
    ):
        before, after = last or subject(words[:place]), None
        return Report(phrase=before, pieces=tuple(contents_after(words, place, place + 1)), cue=place)
    if after is not None and not _stands_free(words, place, after):
        after = None
    if after is not None and (before is None or _ends_quote(words, place)):
        return Report(phrase=after, pieces=tuple(contents_around(words, place, after, place)), cue=place)
    if before is None:
        return None
    return Report(phrase=before, pieces=tuple(contents_around(words, place, before, before.first)), cue=place)


def _plural_before(words: Sequence[Word], place: int) -> bool:
    return place > 0 and (
        (words[place - 1].low.endswith("s") and words[place - 1].low[-2:] not in ("'s", "’s", "ss"))
        or words[place - 1].low in ("they", "also", "police", "and")
    )


def is_denied(words: Sequence[Word], place: int) -> bool:
    """Whether the cue is negated, conditional, an infinitive, a passive without a speaker."""
    back = [word.low for word in words[max(0, place - 3) : place] if not word.quoted]
    if any(low in DENIES for low in back[-2:]) and back[-4:] != ["went", "on", "to"]:
        return not (back[-1:] == ["to"] and back[-2:-1] == ["on"])
    return (
        bool(back)
        and back[-1] in ("been", "be", "is", "are", "was", "were")
        and not words[place].low.endswith("ing")
    )


def _ends_quote(words: Sequence[Word], place: int) -> bool:
    return place > 0 and (
        words[place - 1].quoted or words[place - 1].text in MARKS or words[place - 1].text in ",?!—"
    )


def _may_invert(words: Sequence[Word], place: int) -> bool:
    return place > 1 and _ends_quote(words, place)


def _stands_free(words: Sequence[Word], place: int, after: Phrase) -> bool:
    """Whether a source after its cue ends there, rather than being the subject of what is said."""
    if (
        words[place - 1].quoted
        or words[place - 1].text in MARKS
        or after.aside is not None
        or after.last >= len(words)
    ):
        return True
    ahead = words[after.last]
    return ahead.quoted or ahead.text in BREAKS | STOPS or ahead.low in PLACING or ahead.low in ("and", "who")
