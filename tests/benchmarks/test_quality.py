"""A run of the quality benchmark over a folder of invented sets."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.quality import run
from benchmarks.report import Order, Section, Table, as_json, show
from benchmarks.resampling import Interval

CLAIMS = [
    {"text": "The harbour tax should be scrapped because it ruins small fishers.", "is_claim": True},
    {"text": "Further reading", "is_claim": False},
    {"text": "The committee met on Monday.", "is_claim": False},
]


def console() -> Console:
    return Console(file=io.StringIO(), width=120)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def order(tmp_path: Path) -> Order:
    (tmp_path / "data").mkdir()
    lines = "\n".join(json.dumps({"topic": "harbours", **row}) for row in CLAIMS)
    (tmp_path / "data" / "iam-claims.jsonl").write_text(lines + "\n", encoding="utf-8")
    return Order(shared=tmp_path)


def test_a_part_is_printed_as_a_table_and_kept_for_scripts(order: Order) -> None:
    tables, words = console(), console()
    done = run(["claims"], order, tables=tables, words=words)
    assert not done.failed
    assert "Counterpoint" in printed(tables)
    (section,) = done.sections
    assert as_json(section.tables)[0]["rows"][0]["sentences"] == 3


def test_a_part_without_its_data_is_skipped_by_name_and_the_rest_goes_on(order: Order) -> None:
    words = console()
    done = run(["documents", "claims"], order, tables=console(), words=words)
    assert not done.failed
    assert len(done.sections) == 1
    assert len(done.skipped) == 1
    assert "skipped documents" in printed(words)
    assert "seeds-public.json is not there" in printed(words)


def test_a_part_with_a_fault_is_named_and_the_rest_goes_on(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_order: Order) -> list[Section]:
        raise KeyError("label")

    monkeypatch.setattr("benchmarks.stance.measure", broken)
    words = console()
    done = run(["stance", "claims"], order, tables=console(), words=words)
    assert done.failed == ["failed stance: 'label'"]
    assert len(done.sections) == 1
    assert "failed stance" in printed(words)


def test_a_sample_is_the_same_in_every_run_and_keeps_the_order(order: Order) -> None:
    some = Order(shared=order.shared, sample=5).some(range(100))
    assert some == Order(shared=order.shared, sample=5).some(range(100))
    assert some == sorted(some)
    assert len(some) == 5


def test_an_interval_is_shown_with_its_bounds() -> None:
    out = console()
    table = Table(
        title="Stance", columns=("set", "right"), rows=(("ports", Interval(mean=0.5, low=0.4, high=0.6)),)
    )
    show(table, out)
    assert "0.500 [0.400, 0.600]" in printed(out)
    assert as_json([table])[0]["rows"] == [{"set": "ports", "right": {"mean": 0.5, "low": 0.4, "high": 0.6}}]
