"""Finds the claims of a document: its arguable sentences, with who says them and what they are about."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from knowledge.types import Attribution, Block, Claim, Document, Manner, Sentence, Span, Speaker
from knowledge.understanding.arguability import arguable, asserts
from knowledge.understanding.entities import entities
from knowledge.understanding.evidence import evidence

LEANS_BACK: Final = re.compile(
    r"^[\"'“‘(]*(?:This|That|These|Those|They|He|She|Such|Both|Neither|His|Her|Their|Its|Here|Therefore|Thus|Hence|"
    r"Consequently|As a result|Similarly|Likewise|In turn|Instead|Otherwise|Nonetheless|Nevertheless|However|But|"
    r"And|So|Yet|Still|Then|The (?:two|latter|former|same)|It (?!is|was|would be|will be|seems|remains))\b"
)
EDGES: Final = " \t\n\"'“”‘’«»,;"
"""Stripped from the ends of spoken words; full stops stay."""

MARKS: Final = re.compile('["“”„«»]')
"""Marks of quotation: words that somebody says in a paragraph without any are a turn of a transcript."""

WHOLE: Final = 0.9
"""Least share of a sentence, without the marks around it, that a speaker's own words must cover for the whole
sentence to be quoted as `direct`; below it the sentence is the speaker's too, but `indirect`."""

LONGEST: Final = 1000
"""Most characters of a quote, and of a sentence kept beside it; what is longer is no sentence to read."""

LABELLED: Final = re.compile(
    r"(?:Analysis|Opinion|Comment(?:ary)?|Editorial|Explainer|Essay|Feature)\s?[:|]\s"
)
"""How a line over a text begins that says of what kind the text is."""

HEADLINES: Final = frozenset({"title", "heading"})
"""Kinds of block that have no sentences beside them, and are none beside others."""


def claims(
    document: Document,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    *,
    author: Speaker,
) -> tuple[Claim, ...]:
    """Return the claims of a document in reading order. `author` speaks where nobody is cited."""
    found = []
    cited = _by_sentence(sentences, attributions)
    for place, sentence in enumerate(sentences):
        block = document.blocks[sentence.block]
        span, speaker, manner = _words_of(document.text, sentence, cited[place], author)
        quote = document.text[span.start : span.end]
        if not _is_claim(quote, block):
            continue
        before, after = _neighbours(document, sentences, place)
        leans = bool(LEANS_BACK.match(quote)) and bool(before)
        about = entities(quote) | (entities(before) if leans else frozenset())
        found.append(
            Claim(
                span=span,
                quote=quote,
                speaker=speaker,
                manner=manner,
                evidence=evidence(quote, cited=_cited(document.text, block, manner)),
                score=arguable(quote),
                entities=about,
                headline=block.kind in HEADLINES,
                needs_before=leans,
                before=before,
                after=after,
            )
        )
    return tuple(found)


def _cited(text: str, block: Block, manner: Manner) -> bool:
    """Whether words are somebody's whom the author cites; who speaks in a transcript argues like an author."""
    return manner == "indirect" or (
        manner == "direct" and bool(MARKS.search(text, block.span.start, block.span.end))
    )


def _by_sentence(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[list[Attribution]]:
    """The attributions whose words begin in each sentence; none reaches over its end."""
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[Attribution]] = [[] for _ in sentences]
    for attribution in attributions:
        place = bisect_right(starts, attribution.content.start) - 1
        if place >= 0:
            found[place].append(attribution)
    return found


def _is_claim(quote: str, block: Block) -> bool:
    if len(quote) > LONGEST:
        return False
    if block.kind != "paragraph" and LABELLED.match(quote):
        return False
    if block.kind in HEADLINES:
        return asserts(quote, headline=True) and "?" not in quote
    return asserts(quote)


def _words_of(
    text: str, sentence: Sentence, attributions: Sequence[Attribution], author: Speaker
) -> tuple[Span, Speaker, Manner]:
    """Choose what of a sentence is quoted, and who says it."""
    best: Attribution | None = None
    covered = 0
    for attribution in attributions:
        overlap = _overlap(attribution.content, sentence.span)
        if overlap > covered:
            best, covered = attribution, overlap
    whole = _trimmed(text, sentence.span, "")
    if best is None:
        return whole, author, "author"
    if best.manner == "direct":
        inside = Span(
            start=max(best.content.start, sentence.span.start), end=min(best.content.end, sentence.span.end)
        )
        spoken = _trimmed(text, inside, EDGES)
        if _stands_alone(text[spoken.start : spoken.end]):
            return spoken, best.speaker, "direct"
        bare = _trimmed(text, sentence.span, EDGES)
        if covered < WHOLE * (bare.end - bare.start):
            return whole, best.speaker, "indirect"
    return whole, best.speaker, best.manner


def _stands_alone(words: str) -> bool:
    """Whether spoken words can be quoted by themselves, without the sentence around them."""
    paired = words.count('"') % 2 == 0 and words.count("“") == words.count("”")
    return asserts(words) and words[0].isupper() and paired


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _trimmed(text: str, span: Span, edges: str) -> Span:
    """The span without blanks, and without the characters of `edges`, at its ends."""
    start, end = span.start, span.end
    strip = edges or " \t\n"
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start=start, end=end)


def _neighbours(document: Document, sentences: Sequence[Sentence], place: int) -> tuple[str, str]:
    """The sentences before and after, also those of the blocks beside it where no headline stands between."""

    def words(other: int) -> str:
        if not 0 <= other < len(sentences) or document.blocks[sentences[other].block].kind in HEADLINES:
            return ""
        span = sentences[other].span
        found = document.text[span.start : span.end].strip()
        return found if len(found) <= LONGEST else ""

    if document.blocks[sentences[place].block].kind in HEADLINES:
        return "", ""
    return words(place - 1), words(place + 1)
