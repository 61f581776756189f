"""Debates as blocks: questions, documents, and which documents answer which question.

A block is one debate. Everything in it is about the same thing, so its documents are each other's hard negatives;
the documents of other blocks in a batch are the easy ones. Texts of the development halves that also stand in a
training corpus are left out.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pairs import rows
from splits import debate_of

Row: TypeAlias = dict[str, Any]

LEFT_OUT: Final = -1
"""A document that is neither right nor wrong for a question: most often the question itself."""

MOST_REPLIES: Final = 8
"""Replies of each stance taken from one claim, so that no long debate fills a batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One debate; rows of both tables are questions, columns documents, entries 1, 0 or `LEFT_OUT`."""

    questions: tuple[str, ...]
    documents: tuple[str, ...]
    answers: NDArray[np.int64]
    """Whether the document is the answer that was written to the question."""
    opposing: NDArray[np.int64]
    """Whether the document is on the other side of the debate."""


def argument_blocks(data: Path) -> list[Block]:
    """ArguAna: each debate that holds training questions, with all its points and rebuttals."""
    counters = {row["_id"]: row["counter"] for row in rows(data / "arguana.train.queries.jsonl")}
    debates = set(map(debate_of, counters))
    held = {row["text"] for row in rows(data / "arguana.dev.corpus.jsonl")}
    kept: dict[str, list[Row]] = {}
    for row in rows(data / "arguana.train.corpus.jsonl"):
        if debate_of(row["_id"]) in debates and row["text"] not in held:
            kept.setdefault(debate_of(row["_id"]), []).append(row)
    return [block for _, debate in sorted(kept.items()) for block in _argument_block(debate, counters)]


def _argument_block(debate: Sequence[Row], counters: dict[str, str]) -> Iterable[Block]:
    there = {row["_id"] for row in debate}
    asked = [row for row in debate if counters.get(row["_id"]) in there]
    if asked:
        yield Block(
            questions=tuple(row["text"] for row in asked),
            documents=tuple(row["text"] for row in debate),
            answers=_table(asked, debate, lambda one, other: counters[one["_id"]] == other["_id"]),
            opposing=_table(asked, debate, lambda one, other: _argues_for(one) != _argues_for(other)),
        )


def _argues_for(row: Row) -> bool:
    """Whether a text is for its motion: a point of that side, or a rebuttal of the other's."""
    return bool((row["side"] == "pro") == (row["kind"] == "point"))


def opinion_blocks(data: Path, *, asked_with: str) -> list[Block]:
    """MultiOpEd: the op-eds about one question; `asked_with` is the field that asks for the other side."""
    counters = {row["_id"]: row["counter"] for row in rows(data / "multioped.queries.jsonl", "train")}
    questions: dict[str, list[Row]] = {}
    for row in rows(data / "multioped.corpus.jsonl"):
        if row["_id"] in counters:
            questions.setdefault(row["query"], []).append(row)
    return [_opinion_block(op_eds, counters, asked_with) for _, op_eds in sorted(questions.items())]


def _opinion_block(op_eds: Sequence[Row], counters: dict[str, list[str]], asked_with: str) -> Block:
    answers = _table(op_eds, op_eds, lambda one, other: other["_id"] in counters[one["_id"]])
    return Block(
        questions=tuple(row[asked_with] for row in op_eds),
        documents=tuple(row["text"] for row in op_eds),
        answers=answers,
        opposing=answers,
    )


def claim_blocks(path: Path, chance: random.Random) -> list[Block]:
    """Debatepedia and Perspectrum: a claim, the replies against it, and those for it as hard negatives."""
    replies: dict[str, dict[str, list[str]]] = {}
    for row in rows(path, "train"):
        replies.setdefault(row["claim"].strip(), {}).setdefault(row["label"], []).append(row["text"].strip())
    return [block for claim, found in replies.items() for block in _claim_block(claim, found, chance=chance)]


def _claim_block(claim: str, replies: dict[str, list[str]], *, chance: random.Random) -> Iterable[Block]:
    against, agreeing = (
        chance.sample(texts, min(MOST_REPLIES, len(texts)))
        for texts in (replies.get("counters", []), replies.get("supports", []))
    )
    if against:
        labels = np.array([[1] * len(against) + [0] * len(agreeing)])
        yield Block(questions=(claim,), documents=(*against, *agreeing), answers=labels, opposing=labels)


def _table(
    asked: Sequence[Row], documents: Sequence[Row], right: Callable[[Row, Row], bool]
) -> NDArray[np.int64]:
    """A table of 1 and 0 by `right`, with the question's own document left out."""
    return np.array(
        [
            [LEFT_OUT if one["_id"] == other["_id"] else int(right(one, other)) for other in documents]
            for one in asked
        ]
    )
