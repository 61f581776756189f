"""Alerts and dashboard ask for metrics and labels that there are, and the operator finds what to do about each alert."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from adapters.program.metrics import Metrics
from bot.workers import Workers

ROOT = Path(__file__).parents[2]
ALERTS = ROOT / "deploy/prometheus/alerts.yaml"
DASHBOARD = ROOT / "deploy/grafana/dashboard.json"
ENDINGS = {
    "counter": ("_total",),
    "histogram": ("_bucket", "_count", "_sum"),
    "info": ("_info",),
    "gauge": ("",),
}
OF_PROMETHEUS = {"up": {"job"}}
"""What Prometheus measures by itself."""


def metrics() -> dict[str, set[str]]:
    """Every name that can be asked for, with its labels."""
    counted = Metrics()
    workers = Workers(answering=1)
    counted.watch(workers)
    found: dict[str, set[str]] = {}
    for collector in list(counted.registry._collector_to_names):
        labels = set(collector._labelnames) if isinstance(collector, MetricWrapperBase) else set()
        for family in collector.collect():
            own = labels | {label for sample in family.samples for label in sample.labels}
            for ending in ENDINGS[family.type]:
                found[family.name + ending] = own | {"le", "job", "instance"}
    workers.close()
    return found | OF_PROMETHEUS


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return list(json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"])


def queries() -> Iterator[tuple[str, str]]:
    """Each query, with the words that its result is shown in."""
    for rule in rules():
        yield rule["expr"], rule["annotations"]["summary"]
    for panel in panels():
        for target in panel["targets"]:
            yield target["expr"], target["legendFormat"]


def names_in(query: str) -> set[str]:
    return set(re.findall(r"\b((?:counterpoint|process|python)_\w+|up)\b", query))


def labels_in(query: str, words: str) -> set[str]:
    by = {one.strip() for group in re.findall(r"by \(([^)]*)\)", query) for one in group.split(",")}
    chosen = set(re.findall(r"[{,]\s*(\w+)\s*=~?\"", query))
    return by | chosen | set(re.findall(r"\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}", words))


@pytest.mark.parametrize(("query", "words"), list(queries()))
def test_every_query_asks_for_metrics_and_labels_that_there_are(query: str, words: str) -> None:
    known: Mapping[str, set[str]] = metrics()
    names = names_in(query)
    assert names
    assert names <= set(known)
    for name in names:
        assert labels_in(query, words) <= known[name], name


def test_everything_that_is_measured_is_on_the_dashboard() -> None:
    shown = {name for panel in panels() for one in panel["targets"] for name in names_in(one["expr"])}
    families = {re.sub(r"_(?:bucket|count|sum|total|info)$", "", name) for name in metrics()}
    ours = {name for name in families if name.startswith("counterpoint_")}
    shown_families = {re.sub(r"_(?:bucket|count|sum|total|info)$", "", name) for name in shown}
    assert ours - shown_families == {"counterpoint_store_looked_at_seconds"}


def test_the_dashboard_has_no_two_panels_in_one_place() -> None:
    places = [(one["gridPos"]["x"], one["gridPos"]["y"]) for one in panels()]
    assert len(set(places)) == len(places) == len({one["id"] for one in panels()})


def test_every_alert_has_its_section_and_every_section_its_alert() -> None:
    paper = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^### (Counterpoint\w+)$", paper, re.MULTILINE))
    assert sections == {rule["alert"] for rule in rules()}
    for rule in rules():
        assert rule["annotations"]["runbook"] == f"docs/operating.md#{rule['alert'].lower()}"


def test_every_metric_is_explained_and_no_other() -> None:
    paper = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(counterpoint_\w+)`", paper, re.MULTILINE))
    asked = {name.removesuffix("_bucket") for name in metrics() if not name.endswith(("_count", "_sum"))}
    assert explained == {name for name in asked if name.startswith("counterpoint_")}
