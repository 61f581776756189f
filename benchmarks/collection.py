"""Collections to find counterarguments in: their documents and queries, and which side of a debate each stands on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from benchmarks.measures import ndcg, recall
from benchmarks.report import Order

Side: TypeAlias = Literal["same", "opposing"]

DEPTH: Final = 10
FIRST: Final = 5
"""Answers that people read before they decide what the bot is worth."""

_DEBATE: Final = re.compile(r"(?P<debate>.+)-(?P<side>pro|con)\d\d(?P<part>[ab])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text to argue against, the document it stands in itself, and the documents that answer it."""

    id: str
    text: str
    counters: frozenset[str]
    group: str
    """The debate or question it belongs to; queries of one group are easy or hard together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Documents with their ids, and queries over them."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How well one query was answered, each number 0 to 1."""

    ndcg: float
    recall: float
    same: float
    """Share of the first five places that hold a document of the query's own side of its own debate."""
    opposing: float


def op_eds(order: Order) -> Collection:
    """MultiOpEd: one-line perspectives against the abstracts of op-eds (Liu et al. 2021)."""
    documents = order.rows("multioped.corpus.jsonl")
    questions = {row["_id"]: str(row["query"]) for row in documents}
    asked = order.some(order.rows("multioped.queries.jsonl", split="dev"))
    queries = (_query(row, row["counter"], group=questions.get(row["_id"], row["_id"])) for row in asked)
    return _collection("MultiOpEd", documents, queries)


def debates(order: Order) -> Collection:
    """ArguAna: arguments against all arguments of the development debates (Wachsmuth et al. 2018)."""
    documents = order.rows("arguana.dev.corpus.jsonl")
    asked = order.some(order.rows("arguana.dev.queries.jsonl"))
    groups = ((stands(row["_id"]) or (row["_id"], ""))[0] for row in asked)
    queries = (_query(row, [row["counter"]], group=group) for row, group in zip(asked, groups, strict=True))
    return _collection("ArguAna", documents, queries)


def _query(row: dict[str, Any], counters: Iterable[str], *, group: str) -> Query:
    return Query(id=row["_id"], text=row["text"], counters=frozenset(counters), group=group)


def _collection(name: str, documents: Sequence[dict[str, Any]], queries: Iterable[Query]) -> Collection:
    return Collection(
        name=name,
        ids=tuple(row["_id"] for row in documents),
        texts=tuple(row["text"] for row in documents),
        queries=tuple(queries),
    )


def stands(document: str) -> tuple[str, str] | None:
    """Return the debate of an argument and its side there, `pro` or `con`; None where its id does not say.

    A point is `<debate>-pro01a`, what rebuts it `<debate>-pro01b`, which argues for the other side.
    """
    read = _DEBATE.fullmatch(document)
    if read is None:
        return None
    side = read["side"] if read["part"] == "a" else {"pro": "con", "con": "pro"}[read["side"]]
    return read["debate"], side


def toward(query: str, document: str) -> Side | None:
    """Tell whether a document takes the same side as a query's own document; None outside its debate."""
    asked, found = stands(query), stands(document)
    if asked is None or found is None or asked[0] != found[0]:
        return None
    return "same" if asked[1] == found[1] else "opposing"


def outcome(query: Query, ranked: Sequence[str]) -> Outcome:
    """Grade the documents found for a query, its own left out, which may be among them."""
    found = [document for document in ranked if document != query.id][:DEPTH]
    sides = [toward(query.id, document) for document in found[:FIRST]]
    return Outcome(
        ndcg=ndcg(
            [float(document in query.counters) for document in found], [1.0] * len(query.counters), at=DEPTH
        ),
        recall=recall(found, query.counters, at=FIRST),
        same=sides.count("same") / FIRST,
        opposing=sides.count("opposing") / FIRST,
    )
