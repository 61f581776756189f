"""A map as Argdown: its own parser gives back every quote, whatever signs are in it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.maps.argdown import argdown, escaped
from knowledge.maps.graph import ArgumentMap
from tests.knowledge.maps.invented_map import AWKWARD, invented_map

READER = Path(__file__).parent / "parse_argdown.js"
MODULES = Path(__file__).parents[3] / ".venv" / "node_modules"
NODE = shutil.which("node")
PIECES = st.sampled_from(
    [*'[]<>#@*_{}/\\.:|%^~`()=+-!?"“”,; ', "foo", "U.S.", "--", "/*", "<!--", ":smile:", ".->.", "1."]
)

with_parser = pytest.mark.skipif(
    not (NODE and (MODULES / "@argdown" / "core").is_dir()),
    reason="the Argdown parser is not installed: npm install --prefix .venv @argdown/core",
)


def parsed(graph: ArgumentMap) -> Any:
    text = argdown(graph, title='Ferry {or} "bridge": a map')
    environment = {**os.environ, "NODE_PATH": str(MODULES)}
    done = subprocess.run(
        [str(NODE), str(READER)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return json.loads(done.stdout)


def in_marks(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def test_relations_are_signs_and_indents() -> None:
    lines = argdown(invented_map(["Yes.", "No.", "Perhaps."]), title="x").splitlines()
    assert [line.split("]")[0] for line in lines if "[" in line] == [
        "[claim", "  + [FB-001", "    - [FB-002", "  - [FB-003"
    ]  # fmt: skip


def test_plain_prose_is_not_escaped() -> None:
    plain = "It’s well-known (they said): ferries, at 1,200 a day, pay; e.g. “now”!"
    assert escaped(plain) == plain


@with_parser
@pytest.mark.parametrize("about_topic", [False, True])
def test_the_parser_gives_back_every_quote_word_for_word(about_topic: bool) -> None:
    graph = invented_map(AWKWARD, about_topic=about_topic)
    found = parsed(graph)
    assert found["errors"] == []
    assert found["head"] == {"title": 'Ferry {or} "bridge": a map'}
    for node in graph.nodes:
        (words,) = found["statements"][node.key]["words"]
        assert words == (in_marks(node.words) if node.stored else node.words)
        assert found["statements"][node.key]["data"]["quote"] is (node.stored is not None)


@with_parser
def test_the_parser_finds_every_stance() -> None:
    graph = invented_map(AWKWARD)
    kinds = {"supports": "support", "counters": "attack"}
    wanted = sorted([kinds[edge.stance], edge.child, edge.parent] for edge in graph.edges)
    assert sorted(parsed(graph)["relations"]) == wanted


@with_parser
@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=12).map("".join), min_size=40, max_size=40))
def test_no_sign_breaks_out_of_a_quote(quotes: list[str]) -> None:
    graph = invented_map([f"{words} x" for words in quotes])
    found = parsed(graph)
    assert found["errors"] == []
    for node in graph.nodes[1:]:
        assert found["statements"][node.key]["words"] == [in_marks(node.words)]
