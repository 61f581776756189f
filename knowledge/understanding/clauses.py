"""Where the clauses of a quote begin and end: by punctuation, and by the words that join clauses.

What narrows a clause stays with it: a condition ("if …") and a relative clause ("the only rule that works") are no
clauses of their own, since without them the rest would say more than the quote does.
"""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.types import Span
from knowledge.understanding.cues import SAY, THINK

JOINT: Final = re.compile(
    r"(?:[;:!?…]|(?<!\d),|,(?!\d)|\.(?=[\s\"”’')\]]))[\"”’')\]]*\s+"
    r"|\s+[–—-]+\s+|—"
    r"|\s+(?=(?:because|although|though|whereas|but|yet)\b)"
    r"|(?<=\w)(?P<reported>\s+)(?=that\b)",
    re.IGNORECASE,
)
"""What may stand between two clauses: a mark with its blank, or the blank before a word that opens the next one."""

VERBS: Final = SAY | THINK | frozenset(("means", "prove", "proves", "proved"))
NOUNS: Final = frozenset(("claim", "fact", "idea", "view", "evidence", "sign", "proof"))
"""Words after which "that" opens what is said; a verb after an article is a noun: "a worry that they share"."""

ARTICLES: Final = frozenset(("a", "an", "the", "no"))

LINK: Final = re.compile(
    r"(?:and|but|or|so|yet|because|since|although|though|while|whereas|that|which|who|then)\s+", re.IGNORECASE
)
"""A word that only ties a clause to the one before."""

LEFT_OVER: Final = re.compile(r"[\s,;:–—-]+(?:and|but|or|so|yet|that)$|[\s.,;:!?…–—-]+$", re.IGNORECASE)

FEWEST_WORDS: Final = 4
"""Words of a clause; what is shorter goes with its neighbour."""


def clauses(text: str) -> tuple[Span, ...]:
    """The clauses of a text in order, without the marks between them; at least one where there is a word."""
    merged: list[Span] = []
    for start, end in _pieces(text):
        if merged and (_short(text[start:end]) or _short(text[merged[-1].start : merged[-1].end])):
            merged[-1] = Span(start=merged[-1].start, end=end)
        else:
            merged.append(Span(start=start, end=end))
    return tuple(merged)


def without_link(text: str, span: Span) -> Span:
    """A clause without the words that tie it to its neighbours, and without marks at its end."""
    words = text[span.start : span.end]
    link = LINK.match(words) if span.start else None
    start = link.end() if link else 0
    end = len(words)
    while left := LEFT_OVER.search(words, start, end):
        end = left.start()
    return Span(start=span.start + start, end=span.start + end) if start < end else span


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for joint in JOINT.finditer(text, start):
        if joint["reported"] and not _opens_what_is_said(text[: joint.start()]):
            continue
        end = joint.start() + len(joint[0].rstrip())
        if text[start:end].strip():
            yield start, end
            start = joint.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _opens_what_is_said(before: str) -> bool:
    *others, last = before.lower().split()
    return last in NOUNS or (last in VERBS and others[-1:] != [] and others[-1] not in ARTICLES)


def _short(words: str) -> bool:
    return len(words.split()) < FEWEST_WORDS
