"""Who says what in a document: cited words with their speaker; all other words are the author's."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from knowledge.types import Attribution, Document, Manner, Sentence, Span, Speaker
from knowledge.understanding.continuations import continuations
from knowledge.understanding.cues import BARE, VIEWS
from knowledge.understanding.names import who
from knowledge.understanding.people import People, people
from knowledge.understanding.phrases import phrase_after, phrases
from knowledge.understanding.quotation import Quotation, bare, overlaps, quotations
from knowledge.understanding.reports import Report, reports
from knowledge.understanding.spans import Tagged
from knowledge.understanding.tagging import joined, tagged_reports
from knowledge.understanding.tokens import span_of, words_of
from knowledge.understanding.turns import Turn, turns
from knowledge.understanding.voices import Context, Line, cite, remember, voice_of

_LONGEST: Final = 4000
"""Characters of a sentence beyond which it is no sentence, and not searched for speakers."""


def author_speaker(document: Document) -> Speaker:
    """The author of a document as a speaker."""
    return Speaker(name=document.metadata.author, role=document.metadata.author_role)


def attributions(
    document: Document, found: Sequence[Sentence], *, tagged: Sequence[Tagged] = ()
) -> tuple[Attribution, ...]:
    """The cited words of a document, in order, each within one sentence, with their speaker.

    A quotation over several sentences gives one attribution a sentence, and an interrupted one (`“A,” she said.
    “B.”`) one a piece. What nobody in particular is said to think (`some analysts say that …`) is the author's and left out;
    only their words in quotation marks are theirs. What the author says is left out too, besides `the author believes
    …`, which comes with the manner `author`. A speaker without a name is `he` or `she`, nobody knows who.
    """
    lines = tuple(_lines(document, found))
    known = _people(lines)
    spoken = turns(document, known)
    context = Context(people=known, author=author_speaker(document))
    told: dict[int, list[Attribution]] = defaultdict(list)
    for before, line in zip((None, *lines), lines, strict=False):
        block, start = line.sentence.block, line.sentence.span.start
        if block in spoken:
            told[start].extend(_turn(document.text, line, spoken[block]))
            continue
        if before is not None:
            told[before.sentence.span.start].extend(_statement_by(document.text, before, line, context, told))
        marked = _starting_in(line.sentence.span, tagged)
        told[start].extend(_reported(document.text, line, context, marked))
        remember(line, context)
    narrated = [line for line in lines if line.sentence.block not in spoken]
    more = continuations(document.text, narrated, told, context.leads)
    every = [*more, *(given for some in told.values() for given in some)]
    return tuple(sorted(every, key=lambda given: (given.content.start, given.content.end)))


def _lines(document: Document, found: Sequence[Sentence]) -> Iterator[Line]:
    """The sentences that can hold cited words, with their words and the quotations that touch them."""
    number = -1
    waiting: deque[Quotation] = deque()
    for sentence in found:
        block = document.blocks[sentence.block]
        if block.kind in ("title", "heading") or sentence.span.end - sentence.span.start > _LONGEST:
            continue
        if sentence.block != number:
            number = sentence.block
            waiting = deque(quotations(document.text, start=block.span.start, end=block.span.end))
        while waiting and waiting[0].outer.end <= sentence.span.start:
            waiting.popleft()
        here = tuple(takewhile(lambda quote: quote.outer.start < sentence.span.end, waiting))  # noqa: B023
        words = words_of(document.text, sentence.span, [quote.outer for quote in here])
        if words:
            yield Line(sentence=sentence, words=words, quotes=here)


def _people(lines: Sequence[Line]) -> People:
    found = [who(line.words, phrase) for line in lines for phrase in phrases(line.words)]
    return people(found, [word for line in lines for word in line.words[1:]])


def _turn(text: str, line: Line, turn: Turn) -> Iterator[Attribution]:
    start = max(line.sentence.span.start, turn.start)
    span = bare(text, start, line.sentence.span.end)
    if span is not None:
        yield Attribution(content=span, speaker=turn.speaker, manner="direct")


def _starting_in(sentence: Span, tagged: Sequence[Tagged]) -> Sequence[Tagged]:
    """The tagger's attributions, which come in order, whose cue begins in a sentence."""
    first = bisect_left(tagged, sentence.start, key=lambda one: one.cue[0].start)
    return tagged[first : bisect_left(tagged, sentence.end, key=lambda one: one.cue[0].start)]


def _reported(text: str, line: Line, context: Context, marked: Sequence[Tagged]) -> Iterator[Attribution]:
    for report in joined(reports(line.words), tuple(tagged_reports(line.words, marked))):
        voice = voice_of(line, report, context)
        if voice is None:
            continue
        if not report.pieces and _introduces(line, report):
            context.leads[line.sentence.span.start] = voice.speaker
        for piece in report.pieces:
            span = span_of(line.words, piece)
            content = bare(text, span.start, span.end)
            manner = voice.manner or _manner(line, piece)
            if content is not None and (manner == "direct" or voice.named):
                yield Attribution(content=content, speaker=voice.speaker, manner=manner)


def _introduces(line: Line, report: Report) -> bool:
    """Whether the words that a sentence tells of but does not hold may follow it: `Ada Lund continued:`."""
    return line.words[-1].text == ":" or line.words[report.cue].low in BARE


def _manner(line: Line, piece: tuple[int, int]) -> Manner:
    inside = line.words[slice(*piece)]
    quoted = sum(len(word.text) for word in inside if word.quoted)
    return "direct" if 2 * quoted > sum(len(word.text) for word in inside) else "indirect"


def _statement_by(
    text: str, before: Line, line: Line, context: Context, told: Mapping[int, Sequence[Attribution]]
) -> Iterator[Attribution]:
    """A statement cited by the sentence after it: `This statement by Ada Lund …`."""
    words = line.words
    if len(words) < 4 or words[0].low not in ("this", "these", "that", "those"):
        return
    at = next((number for number in range(1, min(4, len(words))) if words[number].low in VIEWS), None)
    if at is None or at + 1 >= len(words) or words[at + 1].low not in ("by", "from", "of"):
        return
    phrase = phrase_after(words, at + 2)
    if phrase is None or any(
        overlaps(given.content, before.sentence.span) for given in told.get(before.sentence.span.start, ())
    ):
        return
    read = who(words, phrase, known=context.people)
    span = bare(text, before.sentence.span.start, before.sentence.span.end)
    if read.sort in ("person", "body") and span is not None:
        speaker = context.people.speaker(read)
        cite(read, speaker, line, context)
        yield Attribution(content=span, speaker=speaker, manner=_manner(before, (0, len(before.words))))
