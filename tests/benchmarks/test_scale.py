"""Large libraries are made of realistic quotes, are sound, and what is asked of them is told as it was."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rich.console import Console

from benchmarks import recombined, scale, scale_figures, scale_tables
from benchmarks.asked import asked, opened, questions, recalls
from benchmarks.clusters import worked
from benchmarks.in_turn import in_turn as ask_in_turn
from benchmarks.large import WORKSPACE, fill, names_of
from benchmarks.lines import draw
from benchmarks.measures import percentile
from benchmarks.recombined import base_of, sentences, vectors_for
from benchmarks.scale_places import Places, moved
from knowledge.library import Library

if TYPE_CHECKING:
    from tests.cluster import Cluster


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


def child(_: str, what: str, number: int) -> dict[str, Any]:
    waits = {"counter": 200.0, "candidates": 40.0, "adding": 900.0, "removing": 70.0, "recall": 0.0}[what]
    return {
        "waited": [waits] * number,
        "worked": [waits / 2] * number,
        "first": 1000.0,
        "memory": 150,
        "shared": 900,
        "recall": [0.9, 1.0],
        "server": 60.0,
    }


def in_turn(*_: Any) -> dict[str, Any]:
    return {f"{whose}_{what}": [9.0, 10.0] for whose in ("one", "many") for what in ("waited", "worked")}


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """What would be measured of both engines if every process took as long as the next."""
    monkeypatch.setattr(scale_tables, "child", child)
    monkeypatch.setattr(scale_tables, "in_turn", in_turn)
    monkeypatch.setattr(
        scale_tables, "children", lambda place, what, number, clients: [child(place, what, number)] * clients
    )
    given = ["--sizes", "10,20", "--clients", "1,2", "--questions", "4", "--workspaces", "3"]
    for name in ("10", "20", "1000", "1000x3"):
        given += [f"--place=sqlite:{name}=somewhere", f"--place=postgresql:{name}=postgresql://here"]
    asked = scale.arguments(given)
    where = Places(folder=tmp_path, named=asked.place)
    found, good = scale.measured(asked, where, tables=Console(width=200), say=Console(stderr=True))
    assert good
    return found


def test_the_tables_say_what_the_processes_measured(tables: list[dict[str, Any]]) -> None:
    assert len(tables) == 10
    growth, clients, added, removed, workspaces = (list(one["rows"]) for one in tables[:5])
    assert list(growth[1].values()) == [20, 200.0, 200.0, 40.0, 40.0, 20.0, 160.0, 0.95, 150, 1.0]
    assert [row["answers a second"] for row in clients] == [5.0, 10.0]
    assert list(added[0].values()) == [10, 900.0, 900.0, 8.5, 1.0]
    assert list(removed[0].values()) == [10, 70.0, 70.0, 95.0, 60.0]
    assert [row["workspaces"] for row in workspaces] == [1, 3, 1, 3]
    assert "1.00 times" in tables[4]["note"]
    assert {one["engine"] for one in tables} == {"sqlite", "postgresql"}


def test_both_engines_stand_in_one_picture_and_one_table(
    tables: list[dict[str, Any]], tmp_path: Path
) -> None:
    figures = scale_figures.figures_of(tables)
    drawn = {figure.name: draw(figure, tmp_path).read_text(encoding="utf-8") for figure in figures}
    assert "PostgreSQL candidates p95" in drawn["scale-quotes"]
    assert "SQLite p50" in drawn["scale-processes"]
    document = (
        "# Scale\n\n<!-- measured: growth -->\nold\n<!-- end -->\n\n<!-- measured: other -->\n<!-- end -->\n"
    )
    written = scale_figures.document_with(document, tables)
    assert "old" not in written
    assert "| PostgreSQL | 20 | 200 | 200 | 40 | 40 | 20 | 160 | 0.95 | 150 | 1 |" in written
    assert written == scale_figures.document_with(written, tables)


def test_parts_that_are_measured_anew_replace_those_of_their_engine(
    tables: list[dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "scale.json"
    assert scale.kept(file, tables[7:]) == tables[7:]
    again = {**tables[0], "title": "measured anew"}
    assert [one["part"] for one in scale.kept(file, [again])] == [
        "growth",
        "adding",
        "removing",
        "workspaces",
    ]
    assert scale.kept(file, [tables[0]])[0] == tables[0]


def test_a_place_of_the_other_engine_is_not_taken(tmp_path: Path) -> None:
    where = Places(folder=tmp_path, named={"10": "postgresql://here", "sqlite:20": "there"})
    assert where.of("postgresql", 10) == "postgresql://here"
    assert where.of("sqlite", 20) == "there"
    (tmp_path / "large-10").mkdir()
    (tmp_path / "large-10" / "ready").touch()
    assert where.of("sqlite", 10) == str(tmp_path / "large-10")


def test_essays_are_added_and_removed_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert len(asked(library, "removing", questions(3)).waited) == 2
    assert len(library.workspace(WORKSPACE).sources()) == 0
    assert len(asked(library, "adding", questions(2)).waited) == 1
    assert len(library.workspace(WORKSPACE).sources()) == 2
    library.close()


def test_a_database_is_filled_once_and_both_are_asked_in_turn(
    tmp_path: Path, kept: Path, cluster: "Cluster"
) -> None:
    fill(tmp_path / "large-40", 40, kept=kept)
    url = cluster.empty()
    moved(tmp_path / "large-40", url, names_of(1))
    assert worked(url) > 0
    one, many = opened(str(tmp_path / "large-40")), opened(url)
    found = ask_in_turn(one, many, "candidates", questions(8), workspaces=1)
    assert len(found.one_waited) == len(found.many_worked) == 4
    one.close()
    many.close()
