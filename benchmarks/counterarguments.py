"""Finding the counterargument among thousands: simpler ways and the stance model, on two collections."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measures import ndcg, recall
from benchmarks.peers import Ranker, by_likeness, by_meaning, by_stance, by_words, fused, remembered
from benchmarks.report import Cell, Order, Table
from knowledge.encoder import Encoder
from knowledge.stance import StanceModel

DEPTH = 10
MOST_QUERIES = 400
"""ArguAna asks with whole arguments of 200 words, which takes long and says no more with more of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text to argue against, the document it stands in itself, and the documents that answer it."""

    id: str
    text: str
    counters: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Documents with their ids, and queries over them."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    queries: tuple[Query, ...]


def measure(order: Order) -> list[Table]:
    """Let every way look for the counterarguments of both collections."""
    encoder = Encoder.load()
    stance = StanceModel.load()
    op_eds = read_collection(order, "MultiOpEd", "multioped", split="dev")
    op_ed_ways = _ways(op_eds, encoder)
    op_ed_ways["rapidfuzz alone"] = by_likeness(op_eds.texts)
    op_ed_ways["fused, 20 by stance"] = by_stance(op_ed_ways["fused"], op_eds.texts, stance)
    debates = read_collection(order, "ArguAna", "arguana.dev")
    debate_ways = _ways(debates, encoder)
    rows = [_row(op_eds, name, rank) for name, rank in op_ed_ways.items()]
    rows += [_row(debates, name, rank) for name, rank in debate_ways.items()]
    return [
        Table(
            title="Counterarguments found among all documents of a collection",
            columns=("collection", "ranked by", "queries", "recall@1", "recall@5", "ndcg@10"),
            rows=tuple(rows),
            note="the query's own document is left out of the results",
        )
    ]


def _ways(collection: Collection, encoder: Encoder) -> dict[str, Ranker]:
    words = remembered(by_words(collection.texts))
    meaning = remembered(by_meaning(collection.texts, encoder))
    return {"BM25 alone": words, "embeddings alone": meaning, "fused": fused(meaning, words)}


def read_collection(order: Order, title: str, name: str, *, split: str | None = None) -> Collection:
    """Read a collection's documents, and its queries of one split where it has splits."""
    documents = order.rows(f"{name}.corpus.jsonl")
    asked = order.some(order.rows(f"{name}.queries.jsonl", split=split), limit=MOST_QUERIES)
    return Collection(
        name=title,
        ids=tuple(row["_id"] for row in documents),
        texts=tuple(row["text"] for row in documents),
        queries=tuple(Query(id=row["_id"], text=row["text"], counters=_ids(row["counter"])) for row in asked),
    )


def _ids(counter: str | list[str]) -> frozenset[str]:
    return frozenset([counter] if isinstance(counter, str) else counter)


def _row(collection: Collection, name: str, rank: Ranker) -> tuple[Cell, ...]:
    found = [(query, found_ids(collection, query, rank)) for query in collection.queries]
    count = len(found)
    return (
        collection.name,
        name,
        count,
        sum(recall(ids, query.counters, at=1) for query, ids in found) / count,
        sum(recall(ids, query.counters, at=5) for query, ids in found) / count,
        sum(_ndcg(ids, query.counters) for query, ids in found) / count,
    )


def found_ids(collection: Collection, query: Query, rank: Ranker) -> list[str]:
    """Return the ids of the documents that a way finds for a query, without the query's own."""
    ids = [collection.ids[place] for place in rank(query.text, DEPTH + 1)]
    return [found for found in ids if found != query.id][:DEPTH]


def _ndcg(ids: Sequence[str], relevant: frozenset[str]) -> float:
    return ndcg([float(found in relevant) for found in ids], [1.0] * len(relevant), at=DEPTH)
