"""What a chat message claims: its arguable sentences, without links, code and what it quotes of others."""

import re
from typing import Final

from knowledge.understanding.arguability import (
    ADDRESS,
    FINITE,
    LEAST_WORDS,
    PERHAPS_FINITE,
    QUESTION,
    arguable,
)
from knowledge.understanding.claims import LONGEST
from knowledge.understanding.sentences import split
from knowledge.understanding.words import words

_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED: Final = re.compile(r"^[ \t]*(?:>>>[ \t].*\Z|(?:>|&gt;)[^\n]*)", re.MULTILINE | re.DOTALL)
_NAMED_LINK: Final = re.compile(
    r"\[([^\]\n]{1,300})\]\(<?https?://[^\s)]{1,2000}\)|<https?://[^\s|>]{1,2000}\|([^>\n]{1,300})>"
)
_LINK: Final = re.compile(r"<?\b(?:https?://|www\.)[^\s<>]+>?", re.IGNORECASE)
_MARK: Final = re.compile(
    r"<[@#!:a-z][^<>\n]{1,100}>|(?<!\w):[a-z][a-z0-9_+-]{1,40}:(?!\w)|\|\||(?<!\w)[*_~]+(?=\S)|(?<=\S)[*_~]+(?!\w)"
)
"""Mentions, emoji and emphasis as the platforms write them."""
_BULLET: Final = re.compile(r"^[ \t]*(?:[-•*+]|\d{1,2}[.)]|#{1,6})[ \t]+", re.MULTILINE)
_SHORT: Final = 3
"""Least words of a sentence that claims something: "alliance is easy"."""


def claims_in(message: str) -> tuple[str, ...]:
    """The sentences of a message that assert something one can argue about, the most arguable first.

    What is the whole message is taken for one, be it a short phrase; questions only where nothing is asserted.
    """
    found = list(dict.fromkeys(_sentences(_bare(message))))
    asserted = [sentence for sentence in found if _asserts(sentence)]
    if asserted:
        return tuple(sorted(asserted, key=arguable, reverse=True))
    return tuple(found if len(found) == 1 else filter(QUESTION.search, found))


def _asserts(sentence: str) -> bool:
    """As for a claim of a source, but people in a chat are brief."""
    if arguable(sentence) > 0:
        return True
    verb = FINITE.search(sentence) or PERHAPS_FINITE.search(sentence)
    said = not QUESTION.search(sentence) and not ADDRESS.search(sentence)
    return _SHORT <= len(sentence.split()) < LEAST_WORDS and said and bool(verb)


def _bare(message: str) -> str:
    """The writer's own words: no code, no quoted lines, no links but their names, no marks."""
    text = _QUOTED.sub("", _CODE.sub(" ", message))
    text = _NAMED_LINK.sub(lambda found: found.group(1) or found.group(2), text)
    text = _MARK.sub("", _LINK.sub("", _BULLET.sub("", text)))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _sentences(text: str) -> list[str]:
    """The sentences of each line, since in a chat a line ends one too; what is endless is cut at a word."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    found = [line[span.start : span.end] for line in lines if line for span in split(line)]
    return [_cut(sentence) for sentence in found if words(sentence)]


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST + 1].rsplit(None, 1)[0][:LONGEST]
