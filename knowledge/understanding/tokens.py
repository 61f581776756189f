"""Words and marks of a sentence, with their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.types import Span
from knowledge.understanding.offices import CALENDAR
from knowledge.understanding.vocabulary import vocabulary

_WORD: Final = re.compile(
    r"(?:[A-Z]\.){1,6}(?=[\s,;:)\]-]|[’']s)|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Sen|Rep|Gov|Gen|Prof|Rev|Lt|Col|Capt|Amb|Sgt|Adm|Inc"
    r"|Corp|Co|Ltd)\.|[’']s\b|\d+(?:[.,]\d+)*%?|[^\W_]+(?:[-&/][^\W_]+|[’'](?!s\b)[^\W_]+)*|\S"
)


NOT_NAMES: Final = vocabulary(
    """
    the a an and but or so yet if when while as after before since because although though however meanwhile
    moreover in on at by for from with to of this that these those it he she they we you i his her its their our my
    what why how who where there here then now not no yes still even also both some many most all one two three last
    next first second third finally additionally furthermore similarly earlier later once until during despite
    according instead perhaps maybe well just like only more less about asked under over amid towards toward within
    upon unlike between against among through without is are was were do does did can could will would should may
    might must has have had let ok okay please dear besides aside apart via per yesterday today tomorrow indeed thus
    therefore nevertheless nonetheless speaking writing responding every each any few several others another
    neither either none such nobody everybody everyone anybody anyone somebody someone
    """
)
"""Words that begin with a capital only where a sentence begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or mark of a sentence: as it stands, in small letters, where, and whether in quotation marks."""

    text: str
    low: str
    start: int
    end: int
    quoted: bool

    @property
    def capital(self) -> bool:
        """Whether it can be part of a name."""
        return (
            self.text[0].isupper()
            and self.text[:2] not in ("I'", "I’")
            and self.low not in CALENDAR
            and self.low not in NOT_NAMES
        )


def words_of(text: str, span: Span, quoted: Sequence[Span]) -> tuple[Word, ...]:
    """The words and marks of a span of text; those within a `quoted` span are marked."""
    found = []
    inside = [quote for quote in quoted if quote.start < span.end and quote.end > span.start]
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        within = any(quote.start <= start < quote.end for quote in inside)
        found.append(
            Word(
                text=match.group(), low=match.group().lower().rstrip("."), start=start, end=end, quoted=within
            )
        )
    return tuple(found)


def span_of(words: Sequence[Word], piece: tuple[int, int]) -> Span:
    """The characters of a piece."""
    return Span(start=words[piece[0]].start, end=words[piece[1] - 1].end)
