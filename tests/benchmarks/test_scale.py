"""Large libraries are made of realistic quotes, are sound, and what is asked of them is told as it was."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from benchmarks import recombined, scale
from benchmarks.asked import asked, questions, recalls
from benchmarks.large import WORKSPACE, fill, names_of
from benchmarks.lines import draw
from benchmarks.measures import percentile
from benchmarks.recombined import base_of, sentences, vectors_for
from benchmarks.report import CannotMeasureError
from knowledge.library import Library


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("halves")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.recombined.SENTENCES", 150)
    monkeypatch.setattr("benchmarks.recombined.NEAR", 20)
    monkeypatch.setattr(sentences, "__kwdefaults__", {"number": 150})


def test_quotes_are_distinct_and_their_vectors_lie_between_those_of_their_halves(kept: Path) -> None:
    base = base_of(sentences(()), kept)
    made = recombined.recombined(base, 1000)
    texts = [made.text(base, at) for at in range(1000)]
    assert len(set(texts)) == 1000
    vectors = np.concatenate(list(vectors_for(base, made)))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    of_halves = (vectors * base.first_vectors[made.first]).sum(axis=1).mean()
    assert of_halves > 3 * abs((vectors @ base.first_vectors.T).mean())
    with pytest.raises(ValueError, match="sentences make at most"):
        recombined.recombined(base, 10_000)


def test_sentences_are_taken_from_files(tmp_path: Path) -> None:
    whole = "The ferry to Skerry is safe because the harbour master checks it every day."
    (tmp_path / "essay.md").write_text(f"# Title\n\n{whole} It is.\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(
        f'{{"text": "{whole.replace("ferry", "bridge")}"}}\n', encoding="utf-8"
    )
    assert sentences([tmp_path]) == [whole, whole.replace("ferry", "bridge")]


def test_workspaces_are_filled_as_adding_would_and_can_be_asked(tmp_path: Path, kept: Path) -> None:
    fill(tmp_path, 300, workspaces=2, kept=kept)
    library = Library(tmp_path)
    for name in names_of(2):
        workspace = library.workspace(name)
        assert workspace.store.count() == 300
        assert not workspace.verify().faults
        assert len(workspace.topics()) > 1
    assert library.workspaces() == names_of(2)
    found = asked(library, "candidates", questions(6), workspaces=2)
    assert len(found.waited) == len(found.worked) == 6
    assert recalls(library.workspace(names_of(2)[0]).store, questions(3)) == (1.0, 1.0, 1.0)
    library.close()
    assert names_of(1) == [WORKSPACE]


def test_percentiles_are_values_that_were_measured() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (50, 95, 100)] == [2, 4, 4]


def child(_: str, what: str, number: int, **__: int) -> dict[str, Any]:
    waits = {"counter": 200.0, "candidates": 40.0, "adding": 900.0, "recall": 0.0}[what]
    return {
        "waited": [waits] * number,
        "worked": [waits / 2] * number,
        "first": 1000.0,
        "memory": 150,
        "shared": 900,
        "recall": [0.9, 1.0],
    }


def test_the_tables_and_figures_say_what_the_processes_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scale, "_child", child)
    monkeypatch.setattr(
        scale, "_children", lambda place, what, number, clients: [child(place, what, number)] * clients
    )
    given = ["--sizes", "10,20", "--clients", "1,2", "--questions", "4", "--workspaces", "3"]
    given += [f"--place={name}=somewhere" for name in ("10", "20", "1000", "1000x3")]
    tables, good = scale.measured(scale.arguments(given), tables=Console(width=200), say=Console(stderr=True))
    assert good
    growth, clients, added, workspaces = tables
    assert growth.rows[1] == (20, 200.0, 200.0, 40.0, 40.0, 20.0, 100.0, 0.95, 150, 1.0)
    assert [row[3] for row in clients.rows] == [5.0, 10.0]
    assert added.rows[0] == (10, 900.0, 900.0, 7.5)
    assert workspaces.note
    assert "1.00 times" in workspaces.note
    drawn = [
        draw(figure, tmp_path).read_text(encoding="utf-8") for figure in scale.figures_of(tables, "sqlite")
    ]
    assert len(drawn) == 2
    assert "candidates p95" in drawn[0]
    assert "recall@64" in capsys.readouterr().out


def test_a_database_has_to_be_named() -> None:
    chosen: Namespace = scale.arguments(["--engine", "postgresql", "--place", "10=postgresql://here"])
    assert scale.place_of(chosen, 10) == "postgresql://here"
    with pytest.raises(CannotMeasureError, match="--place 20="):
        scale.place_of(chosen, 20)
