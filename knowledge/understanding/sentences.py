"""Where sentences begin and end: nupunkt's boundaries, with a few corrections for text as the web has it."""

import re
from collections.abc import Iterator

import nupunkt

from knowledge.types import Document, Sentence, Span
from knowledge.understanding.vocabulary import vocabulary

CLOSING = "\"'”’»)]"
TITLES = vocabulary(
    "mr mrs ms messrs dr prof gen lt col maj capt cmdr sgt adm rev hon gov sen rep del amb pres supt insp cf vs"
)
ABBREVIATED = vocabulary(
    "al am approx art assn aug ave ca ch cf co corp dec dept dr ed eds eg esp est etc ext feb fig figs gen gov ie inc "
    "incl jan jr jul jun lt ltd mar max min mr mrs ms mt nos nov oct op pm pp prof rep rev sen sep sept sr st vol vs"
)
"""Lower-case words with a full stop that may stand before a capital inside a sentence."""
STARTERS = vocabulary(
    "the a an this that these those it its he she they we you i his her their our but and or so yet in on at as for "
    "if when while after before since although though however moreover meanwhile instead then there here now what "
    "why how who such some many most no not still even also both nobody everyone critics"
)
"""Words that open a sentence more often than they go on a name: after `U.S.` they decide."""

_LOST_SPACE = re.compile(r"(?<=[a-zà-ÿ]{2})[.!?][”’\"]?(?=[A-Z][a-z]{0,20}[ ,’'])")
_AFTER_INITIALS = re.compile(r"(?<=\b[A-Z]\.[A-Z]\.)(?=\s{1,3}([A-Z][a-z]{0,20})\b)")
_AFTER_HOUR = re.compile(r"(?<=\d [ap]\.m\.)(?=\s{1,3}(?!\w{3,9}day\b)[A-Z][a-z]{2,20} [a-z])")
_PLAIN_WORD = re.compile(r"(?<![\w.@/])[a-z]{2,20}\.[”’\"']{0,2}(?=\s{1,3}[“‘\"'(]{0,2}[A-Z])")
_INITIALS = re.compile(r"\W{0,2}(?:[A-Z]\.){2,6}")
_SAYING = re.compile(
    r"(?:[A-Z][\w’'-]{0,20}\.? ){1,5}(?:[a-z]{2,12} ){0,2}"
    r"(?:said|says|asked|asks|wrote|added|replied|exclaimed|shouted|cried|told|tweeted|continued|joked|wondered)\b"
)
"""A speaker and a cue after a question in quotation marks: `“Who pays?” Ada Lund asked`."""
_MARKER = re.compile(r"\W{0,2}(?:\d{1,3}|[a-zA-Z])[.)]")
_ADDRESS = re.compile(r"[/@]|www\.")
_ENDLESS = re.compile(r"(?<!\S)\S{300,}")
_WORD = 40


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order; each lies within one block, a title or heading is one sentence."""
    return tuple(
        Sentence(
            span=Span(start=block.span.start + span.start, end=block.span.start + span.end), block=number
        )
        for number, block in enumerate(document.blocks)
        for span in (
            _whole(document.text[block.span.start : block.span.end])
            if block.kind in ("title", "heading")
            else split(document.text[block.span.start : block.span.end])
        )
    )


def split(text: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, without the white space around them."""
    cuts = {_past_closing(text, end) for _, end in _library_spans(text)}
    kept = {cut for cut in cuts if not _goes_on(text, cut)}
    kept.update(_lost(text))
    return tuple(_pieces(text, sorted(kept)))


def _whole(text: str) -> tuple[Span, ...]:
    span = _trimmed(text, 0, len(text))
    return (span,) if span.end > span.start else ()


def _library_spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in nupunkt.sent_spans(_ENDLESS.sub(_unmarked, text)):
        yield start, start + len(text[start:end].rstrip())


def _unmarked(word: re.Match[str]) -> str:
    """A word of the same length in which nothing ends a sentence before its end.

    The library takes time by the square of how much stands between two spaces.
    """
    return "x" * (len(word[0]) - _WORD) + word[0][-_WORD:]


def _past_closing(text: str, cut: int) -> int:
    """Closing quotation marks and brackets belong to the sentence that they close."""
    end = cut
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return end


def _goes_on(text: str, cut: int) -> bool:
    """Whether the sentence goes on past a boundary that the library saw."""
    after = text[cut : cut + 2 * _WORD].lstrip()
    last = text[max(0, cut - _WORD) : cut].rsplit(None, 1)
    word = last[-1] if last else ""
    if not after:
        return False
    initials = _INITIALS.fullmatch(word) is not None
    if after[0] in ",;:" or (after[0] in "-–—" and (initials or after[1:2].isalpha())):
        return True
    if word.rpartition("-")[2].strip(CLOSING + "“‘(.").lower() in TITLES and word.endswith("."):
        return True
    if word[-2:-1] in ("?", "!", "…") and word[-1] in CLOSING and _SAYING.match(after):
        return True
    if initials:
        return not _starts(after)
    return after[0].islower() and (word[-1:] in CLOSING or word[-1:] in "?!…")


def _starts(after: str) -> bool:
    """Whether the words open a sentence; a quotation mark or bracket before a capital does."""
    word = re.match(r"[\w’']{1,30}", after)
    return word is None or word.group().lower() in STARTERS


def _lost(text: str) -> Iterator[int]:
    """Boundaries that the library does not see: a lost space, `U.S. The …`, `10 a.m. Tickets are …`, `a call. For …`."""
    for found in _LOST_SPACE.finditer(text):
        token = text[max(0, found.start() - _WORD) : found.end() + _WORD]
        before, after = (
            token[: found.start() - max(0, found.start() - _WORD)],
            text[found.end() : found.end() + _WORD],
        )
        if not _ADDRESS.search(before.rsplit(None, 1)[-1] + after.split(None, 1)[0]):
            yield found.end()
    for found in _PLAIN_WORD.finditer(text):
        if found.group().strip(CLOSING + ".") not in ABBREVIATED:
            yield found.end()
    for found in _AFTER_INITIALS.finditer(text):
        if found.group(1).lower() in STARTERS:
            yield found.start()
    for found in _AFTER_HOUR.finditer(text):
        yield found.start()


def _pieces(text: str, cuts: list[int]) -> Iterator[Span]:
    start = 0
    for cut in [*cuts, len(text)]:
        span = _trimmed(text, start, cut)
        if span.end == span.start:
            continue
        # A list marker alone ("1.") is the beginning of the sentence after it.
        if cut < len(text) and _MARKER.fullmatch(text[span.start : span.end]):
            continue
        yield span
        start = cut


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return Span(start=min(begin, end), end=max(min(begin, end), start + len(piece.rstrip())))
