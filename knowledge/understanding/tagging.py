"""Joins what the trained tagger marks with what the rules read: both as reports of a sentence."""

from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.types import Span
from knowledge.understanding.contents import trimmed
from knowledge.understanding.cues import CALL, SAY, THINK, VIEWS
from knowledge.understanding.phrases import Phrase, phrase_after
from knowledge.understanding.reports import Report, is_denied
from knowledge.understanding.spans import Tagged
from knowledge.understanding.tokens import Word
from knowledge.understanding.vocabulary import vocabulary

KNOWN: Final = SAY | THINK | CALL | VIEWS | {"according"}

SUPPOSES: Final = vocabulary("would will may might must can shall ’d 'd ’ll 'll")
"""Before the cue, these turn it into something that nobody has said yet."""

_NUMBERS: Final = vocabulary(
    "one two three four five six seven eight nine ten dozens hundreds most many some few several half"
)

_ENDS: Final = vocabulary(", ( — – -- who whose which that")
"""What ends the name at the beginning of a source."""


def tagged_reports(words: Sequence[Word], tagged: Sequence[Tagged]) -> Iterator[Report]:
    """The tagger's attributions with a cue among the words of a sentence, as reports.

    Left out are those that lie in the words of another, or without a source, or that are denied or supposed, and what
    is no statement: an attitude (`wants to …`) or a deed, told without a verb of saying and without quotation marks.
    """
    for one in tagged:
        cue = _words_in(words, one.cue)
        if cue is None or any(_within(one, other) for other in tagged if other is not one):
            continue
        phrase = _phrase(words, one.source)
        pieces = tuple(trimmed(words, list(_pieces(words, one.content))))
        if phrase is not None and pieces and _is_statement(words, cue, pieces, phrase):
            yield Report(phrase=phrase, pieces=pieces, cue=_verb(words, cue))


def joined(rules: Sequence[Report], tagger: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of both: of which words, the tagger says; of whom, the rules where they read the same cue.

    What is told within the words of another report is left out, whoever read it.
    """
    read = {rule.cue for rule in rules}
    marked = {report.cue: report for report in tagger}
    mended = [_mended(rule, marked.get(rule.cue)) for rule in rules]
    more = [report for report in tagger if report.cue not in read and not _is_told(report, mended)]
    kept = [rule for rule in mended if not _is_told(rule, more)]
    more = [report for report in more if not any(_shares(report, other) for other in kept)]
    return tuple(sorted([*kept, *more], key=lambda report: report.cue))


def _mended(rule: Report, tagger: Report | None) -> Report:
    if tagger is None:
        return rule
    phrase = rule.phrase if rule.pieces else tagger.phrase
    return Report(phrase=phrase or tagger.phrase, pieces=tagger.pieces, cue=rule.cue)


def _is_told(report: Report, others: Sequence[Report]) -> bool:
    return any(first <= report.cue < last for other in others for first, last in other.pieces)


def _pieces(words: Sequence[Word], content: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for span in content:
        found = _words_in(words, (span,))
        if found is not None:
            first = words[found[0]]
            yield found[0] + (first.text == "that" and not first.quoted), found[1]


def _words_in(words: Sequence[Word], spans: Sequence[Span]) -> tuple[int, int] | None:
    """The places `[first, last)` of the words within spans."""
    inside = [
        place
        for place, word in enumerate(words)
        if any(word.start < span.end and span.start < word.end for span in spans)
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _within(one: Tagged, other: Tagged) -> bool:
    """Whether the cue of one lies in the words of the other."""
    return any(span.start <= one.cue[0].start < span.end for span in other.content)


def _phrase(words: Sequence[Word], source: Sequence[Span]) -> Phrase | None:
    """The noun phrase at the beginning of a source: what follows it (`who …`, `, a professor …`) is not its name."""
    places = _words_in(words, source)
    if places is None:
        return None
    first, last = places
    cut = next((place for place in range(first + 1, last) if words[place].low in _ENDS), last)
    found = phrase_after(words, first)
    if found is not None and found.last >= cut:
        return found
    aside = phrase_after(words[:last], cut - 1) if cut < last else None
    return Phrase(first=first, last=cut, aside=aside.aside if aside else None)


def _verb(words: Sequence[Word], cue: tuple[int, int]) -> int:
    """Which word of a cue the rules would know it by: `has repeatedly | argued`."""
    return next((place for place in range(*cue) if words[place].low in KNOWN), cue[0])


def _is_statement(
    words: Sequence[Word], cue: tuple[int, int], pieces: Sequence[tuple[int, int]], phrase: Phrase
) -> bool:
    verb = _verb(words, cue)
    if is_denied(words, verb) or any(word.low in SUPPOSES for word in words[max(0, cue[0] - 2) : verb]):
        return False
    inside = [word for piece in pieces for word in words[slice(*piece)]]
    known, first = words[verb].low in KNOWN, pieces[0][0]
    if 2 * sum(word.quoted for word in inside) > len(inside):
        return known or "to" not in (words[cue[1] - 1].low, words[first - 1].low, words[first].low)
    tells = any(word.low == "that" for word in words[max(0, first - 1) : first + 1])
    return _is_somebody(words, phrase) and (tells or known)


def _is_somebody(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase can name who speaks: not a number of people (`Three in ten`), and not without a capital."""
    found = words[phrase.first : phrase.last]
    if any(word.low in _NUMBERS or word.text[0].isdigit() for word in found):
        return False
    return found[0].low in ("he", "she") or any(word.capital for word in found)


def _shares(one: Report, other: Report) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one.pieces for b in other.pieces)
