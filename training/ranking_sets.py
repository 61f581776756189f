"""Questions to fit the ranking on: a library of texts, claims asked over it, and what is right for each."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from debate_pairs import declarative
from pairs import rows

from knowledge.ingest import understand
from knowledge.reading import read, squeeze
from knowledge.types import Stance

CLAIM_SETS: Final = ("perspectrum", "debatepedia", "iam-stance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A claim with the texts that counter it and those that support it, as far as anybody said."""

    claim: str
    counters: frozenset[str] = field(default_factory=frozenset)
    supports: frozenset[str] = field(default_factory=frozenset)
    stance: Stance | None = None
    """The one stance for which what is found was read and judged; None where both were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A library and the questions over it."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[Question, ...]


def half(claim: str) -> int:
    """0 for the claims of development sets that the ranking is fitted on, 1 for those that only measure it."""
    return hashlib.sha256(claim.encode()).digest()[0] % 2


def claim_set(data: Path, name: str, *, part: int) -> QuestionSet:
    """Claims of one half of a development set over all its replies."""
    replies: dict[str, dict[str, set[str]]] = {}
    texts = set()
    for row in rows(data / f"{name}.jsonl", "dev"):
        text = row["text"].strip()
        if text:
            texts.add(text)
            claim = declarative(row["claim"].strip())
            replies.setdefault(claim, {"counters": set(), "supports": set()})[row["label"]].add(text)
    asked = [
        Question(
            claim=claim,
            counters=frozenset(by_stance["counters"]),
            supports=frozenset(by_stance["supports"]),
        )
        for claim, by_stance in sorted(replies.items())
        if half(claim) == part
    ]
    return QuestionSet(name=name, texts=tuple(sorted(texts)), questions=tuple(asked))


def own_questions(samples: Path, gold: Path) -> QuestionSet:
    """Our own questions over the samples."""
    quotes = [
        (path.name, claim.quote)
        for path in sorted(samples.glob("*/*.md"))
        for claim in understand(read(path.read_bytes(), name=path.name))
    ]
    asked = []
    for question in json.loads(gold.read_text(encoding="utf-8"))["queries"]:
        if question["command"] != "views":
            right, wrong = (_standing(question.get(name, []), quotes) for name in ("relevant", "wrong"))
            if question["command"] == "counter":
                found = Question(claim=question["query"], stance="counters", counters=right, supports=wrong)
            else:
                found = Question(claim=question["query"], stance="supports", counters=wrong, supports=right)
            asked.append(found)
    return QuestionSet(
        name="samples", texts=tuple(sorted({text for _, text in quotes})), questions=tuple(asked)
    )


def _standing(wanted: list[dict[str, Any]], quotes: list[tuple[str, str]]) -> frozenset[str]:
    return frozenset(
        text
        for name, text in quotes
        for one in wanted
        if one["source"] == name and squeeze(one["contains"]) in squeeze(text)
    )
