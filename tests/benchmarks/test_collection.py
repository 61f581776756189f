"""Collections of counterarguments: which side of a debate a document takes, and how a ranking is graded."""

import json
from pathlib import Path

import pytest

from benchmarks.collection import Query, debates, op_eds, outcome, stands, toward
from benchmarks.report import Order

POINT, REBUTTAL = "validation-ports-tax-pro01a", "validation-ports-tax-pro01b"


@pytest.mark.parametrize(
    ("document", "side"), [("pro01a", "pro"), ("pro01b", "con"), ("con02a", "con"), ("con02b", "pro")]
)
def test_a_rebuttal_stands_on_the_other_side_than_its_point(document: str, side: str) -> None:
    assert stands(f"validation-ports-tax-{document}") == ("validation-ports-tax", side)


@pytest.mark.parametrize(
    ("document", "side"),
    [("pro02a", "same"), ("con01b", "same"), ("pro01b", "opposing"), ("con03a", "opposing")],
)
def test_sides_are_told_within_the_debate_of_the_query(document: str, side: str) -> None:
    assert toward(POINT, f"validation-ports-tax-{document}") == side
    assert toward(POINT, f"validation-other-debate-{document}") is None


def test_an_id_that_names_no_side_takes_none() -> None:
    assert stands("mo0001") is None
    assert toward("mo0001", "mo0002") is None


def test_the_own_document_is_dropped_before_a_ranking_is_graded() -> None:
    query = Query(id=POINT, text="", counters=frozenset([REBUTTAL]), group="")
    found = outcome(query, [POINT, REBUTTAL, "validation-ports-tax-pro02a", "elsewhere-pro01a"])
    assert (found.ndcg, found.recall) == (1.0, 1.0)
    assert (found.same, found.opposing) == (0.2, 0.2)


def test_a_way_that_finds_nothing_scores_nothing() -> None:
    query = Query(id=POINT, text="", counters=frozenset([REBUTTAL]), group="")
    found = outcome(query, [])
    assert (found.ndcg, found.recall, found.same, found.opposing) == (0, 0, 0, 0)


def test_collections_are_read_with_the_debate_or_question_of_each_query(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    rows: dict[str, list[dict[str, object]]] = {
        "arguana.dev.corpus": [{"_id": POINT, "text": "Tax it."}, {"_id": REBUTTAL, "text": "Do not."}],
        "arguana.dev.queries": [{"_id": POINT, "text": "Tax it.", "counter": REBUTTAL}],
        "multioped.corpus": [{"_id": "m1", "text": "Aye.", "query": "Tax the port?"}],
        "multioped.queries": [
            {"_id": "m1", "text": "Tax it", "counter": ["m2"], "split": "dev"},
            {"_id": "m2", "text": "Spare it", "counter": ["m1"], "split": "train"},
        ],
    }
    for name, each in rows.items():
        lines = "\n".join(json.dumps(row) for row in each)
        (tmp_path / "data" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    order = Order(shared=tmp_path)
    assert [query.group for query in debates(order).queries] == ["validation-ports-tax"]
    assert [(query.id, query.group) for query in op_eds(order).queries] == [("m1", "Tax the port?")]
