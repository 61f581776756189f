"""Turns of a transcript: paragraphs that begin with the name of who speaks (`NAME (role): words`, `Q:`)."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from knowledge.types import Document, Speaker
from knowledge.understanding.offices import OFFICES
from knowledge.understanding.people import People
from knowledge.understanding.vocabulary import vocabulary

_LABEL: Final = re.compile(
    r"(?P<name>[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,4})"
    r"(?P<role> ?\([^():\n]{2,80}\)|, [^.:\n]{2,80})?(?: \[[^\]\n]{1,20}\])?[ ]?:(?=\s)"
)
_QUESTION: Final = frozenset({"Q", "QUESTION", "INTERVIEWER"})
_ANSWER: Final = frozenset({"A", "ANSWER", "INTERVIEWEE"})
_NO_NAMES: Final = vocabulary(
    "note notes update updated editor source sources photo image caption summary conclusion example warning watch read "
    "related background motion resolution topic date time location introduction transcript abstract keywords"
)
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who speaks in a block, and where the words begin after the label."""

    speaker: Speaker
    start: int


def turns(document: Document, people: People) -> dict[int, Turn]:
    """The turns of a transcript by the number of their block; empty where the document is none.

    A block without a label goes on with the turn before it.
    """
    labels = {
        number: found
        for number, block in enumerate(document.blocks)
        if block.kind in ("paragraph", "standfirst")
        and (found := _LABEL.match(document.text, block.span.start, block.span.end))
        and found["name"].lower() not in _NO_NAMES
    }
    if not _is_transcript(labels, len(document.blocks)):
        return {}
    return _spread(document, labels, people)


def _is_transcript(labels: dict[int, re.Match[str]], blocks: int) -> bool:
    count = Counter(label["name"] for label in labels.values())
    spoken = sum(number for name, number in count.items() if number > 1 or _has_role(labels, name))
    return len(labels) >= _FEWEST and len(count) > 1 and spoken >= 2 and 4 * len(labels) >= blocks


def _has_role(labels: dict[int, re.Match[str]], name: str) -> bool:
    """Whether a label names a role beside the name at least once."""
    return any(label["name"] == name and label["role"] for label in labels.values())


def _spread(document: Document, labels: dict[int, re.Match[str]], people: People) -> dict[int, Turn]:
    found: dict[int, Turn] = {}
    roles: dict[str, str] = {}
    names: dict[str, str] = {}
    current: Speaker | None = None
    for number, block in enumerate(document.blocks):
        start = block.span.start
        if (label := labels.get(number)) is not None:
            current = _speaker(label, people, roles, names)
            start = label.end()
        elif block.kind in ("title", "heading"):
            current = None
        if current is not None:
            found[number] = Turn(speaker=current, start=start)
    return found


def _speaker(label: re.Match[str], people: People, roles: dict[str, str], names: dict[str, str]) -> Speaker:
    written = label["name"]
    if written in _QUESTION or written in _ANSWER:
        return Speaker(name="Interviewer" if written in _QUESTION else "Interviewee")
    office, name = _office_before(written)
    if name.isupper():
        name = " ".join(_unshouted(part) for part in name.split())
    surname = name.split()[-1].lower()
    full = names.get(surname) if len(name.split()) == 1 else name
    full = people.full(full or name)
    names.setdefault(full.split()[-1].lower(), full)
    role = (label["role"] or "").strip(" ,()") or office
    if role:
        roles.setdefault(full, role.lower() if role.isupper() and len(role) > 4 else role)
    return Speaker(name=full, role=roles.get(full) or people.roles.get(full))


def _office_before(written: str) -> tuple[str, str]:
    """Part `Senator Holm`; an office alone (`MODERATOR`) is the name."""
    parts = written.split()
    cut = max((place + 1 for place, part in enumerate(parts) if part.lower() in OFFICES), default=0)
    return (" ".join(parts[:cut]), " ".join(parts[cut:])) if cut < len(parts) else ("", written)


def _unshouted(part: str) -> str:
    return "".join(piece.capitalize() for piece in re.split(r"([-'’.])", part))
