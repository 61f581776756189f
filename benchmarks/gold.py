"""Grades a list of quotes against a gold file, by the rules of the scorer that stands beside it."""

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
    """A quote as it was answered: its words and the name of its file."""

    file: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a source by which an answer is recognised, and how good it is (0: argues the other way)."""

    file: str
    words: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A claim to counter or support, with the answers that are right and the traps that are wrong."""

    command: str
    query: str
    right: tuple[Mark, ...]
    wrong: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """How well a way of ranking answers the questions, as means; None where no question asks for it."""

    ndcg: float | None
    wrong: float | None
    silent: float | None


def read_questions(path: Path) -> list[Question]:
    """Read the questions for `counter` and `support` from a gold file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return [
        Question(
            command=asked["command"],
            query=asked["query"],
            right=tuple(_mark(found, found["grade"]) for found in asked["relevant"]),
            wrong=tuple(_mark(found, 0) for found in asked["wrong"]),
        )
        for asked in gold["queries"]
        if asked["command"] in ("counter", "support")
    ]


def _mark(found: dict[str, Any], grade: int) -> Mark:
    return Mark(file=found["source"], words=squeeze(found["contains"]), grade=grade)


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


def grade(answered: Sequence[tuple[Question, Sequence[Quote]]]) -> Grades:
    """Grade the quotes given to each question."""
    asked = [(question, quotes[:10]) for question, quotes in answered if question.right]
    return Grades(
        ndcg=_mean([ndcg(gains(q, quotes), [mark.grade for mark in q.right]) for q, quotes in asked]),
        wrong=_mean([wrong_share(q, quotes) for q, quotes in asked if q.wrong]),
        silent=_mean([float(not quotes) for q, quotes in answered if not q.right]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
