"""Grades answers against a gold file, by the rules of the scorer that stands beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measures import ndcg
from knowledge.reading import squeeze

LONGEST = 400
"""A longer answer counts nothing: a whole paragraph would hold every gold quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote as it was answered: its words, the name of its file, and how sure the answer was."""

    file: str
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a source by which an answer is recognised, and how good it is (0: argues the other way)."""

    file: str
    words: str
    grade: int
    side: str | None = None
    """On a topic, the position that the words belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A claim to counter or support, or a topic to view, with the answers that are right and the traps."""

    number: int
    """Its place in the gold file, from 1; a report names it so and not by its words."""
    command: str
    query: str
    right: tuple[Mark, ...]
    wrong: tuple[Mark, ...]

    @property
    def line(self) -> str:
        """The chat command that asks it."""
        return f"/views {self.query}" if self.command == "views" else f'/{self.command} "{self.query}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How well a question was answered; None for what the question does not ask for."""

    ndcg: float | None = None
    wrong: float | None = None
    """Share of the first five places that hold a quote which argues the other way."""
    silent: float | None = None
    """1 where a question without an answer got none."""


def read_questions(path: Path) -> list[Question]:
    """Read the questions from a gold file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return [
        Question(
            number=number,
            command=asked["command"],
            query=asked["query"],
            right=tuple(_mark(found, found.get("grade", 1)) for found in asked["relevant"]),
            wrong=tuple(_mark(found, 0) for found in asked.get("wrong", ())),
        )
        for number, asked in enumerate(gold["queries"], start=1)
    ]


def _mark(found: dict[str, Any], grade: int) -> Mark:
    return Mark(
        file=found["source"], words=squeeze(found["contains"]), grade=grade, side=found.get("side") or None
    )


def holds(quote: Quote, mark: Mark) -> bool:
    """Tell whether a quote is the one that a mark stands for."""
    return quote.file == mark.file and mark.words in squeeze(quote.text)


def gains(question: Question, quotes: Sequence[Quote]) -> list[int]:
    """Return the grade of each quote in turn; what was found once counts nothing the second time."""
    left = list(question.right)
    grades = []
    for quote in quotes:
        found = [mark for mark in left if holds(quote, mark)] if len(quote.text) <= LONGEST else []
        grades.append(max((mark.grade for mark in found), default=0))
        left = [mark for mark in left if mark not in found]
    return grades


def wrong_share(question: Question, quotes: Sequence[Quote]) -> float:
    """Return the share of the first five places that hold a quote which argues the other way."""
    return sum(any(holds(quote, mark) for mark in question.wrong) for quote in quotes[:5]) / 5


def grade(question: Question, quotes: Sequence[Quote]) -> Grade:
    """Grade the quotes that a claim was answered with."""
    if not question.right:
        return Grade(silent=float(not quotes))
    return Grade(
        ndcg=ndcg(gains(question, quotes[:10]), [mark.grade for mark in question.right]),
        wrong=wrong_share(question, quotes) if question.wrong else None,
    )
