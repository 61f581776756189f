"""A run over two tiny invented collections: every way is graded, and none is praised for noise."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.counterarguments import measure
from benchmarks.product import NAME
from benchmarks.report import Order

DEBATE = "validation-ports-ferry"
ARGUMENTS = {
    f"{DEBATE}-pro01a": "Ferries should be free, because fares keep poor people from seeing the island.",
    f"{DEBATE}-pro01b": "Fares do not keep poor people away; free ferries would only fill with tourists.",
    f"{DEBATE}-pro02a": "Free ferries save cars, fuel and time for everybody on the coast.",
    f"{DEBATE}-con01a": "Free ferries would cost the county more than its schools.",
    f"{DEBATE}-con01b": "The county can afford free ferries if it drops the new bridge.",
}


@pytest.fixture
def order(tmp_path: Path) -> Order:
    documents = [{"_id": name, "text": text, "query": "Free ferries?"} for name, text in ARGUMENTS.items()]
    asked = {"_id": f"{DEBATE}-pro01a", "text": ARGUMENTS[f"{DEBATE}-pro01a"], "split": "dev"}
    sets: dict[str, Sequence[Mapping[str, object]]] = {
        "arguana.dev.corpus": documents,
        "arguana.dev.queries": [{**asked, "counter": f"{DEBATE}-pro01b"}],
        "multioped.corpus": documents,
        "multioped.queries": [{**asked, "counter": [f"{DEBATE}-pro01b", f"{DEBATE}-con01a"]}],
    }
    (tmp_path / "data").mkdir()
    for name, rows in sets.items():
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / "data" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return Order(shared=tmp_path)


def test_every_way_is_asked_the_same_queries_and_compared(order: Order) -> None:
    op_eds, debates = measure(order)
    for section in (op_eds, debates):
        table, compared = section.tables
        ways = [row[0] for row in table.rows]
        assert ways[:2] == ["BM25", "rapidfuzz"]
        assert ways[-1] == NAME
        assert {row[1] for row in table.rows} == {1}
        assert {row[1] for row in compared.rows} == set(ways) - {NAME}
    assert debates.tables[0].columns[-2:] == ("same side @5", "opposing @5")
    assert len(debates.findings) == 8


def test_ways_that_rank_everything_find_the_counter_of_a_tiny_debate(order: Order) -> None:
    table = measure(order)[1].tables[0]
    recalls = {row[0]: row[3] for row in table.rows}
    recall = recalls["rapidfuzz"]
    assert not isinstance(recall, str | int | float)
    assert recall is not None
    assert recall.mean == 1.0
