from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from benchmarks import filling, speed
from benchmarks.filling import WORKSPACE, filled
from benchmarks.quotes import quotes
from benchmarks.report import CannotMeasureError
from benchmarks.warm import WAYS, measured
from knowledge.library import Library
from knowledge.storage.store import Vectors


@pytest.fixture
def phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors that nobody had to wait for."""

    def quick(_: Path) -> dict[str, Vectors]:
        random = np.random.default_rng(1)
        parts = sorted({part for made in quotes(20_000) for part in made.parts})
        return {part: random.standard_normal(384).astype(np.float32) for part in parts}

    monkeypatch.setattr(filling, "vectors_of_phrases", quick)


@pytest.mark.usefixtures("phrases")
def test_a_filled_folder_holds_the_quotes_and_is_made_once(tmp_path: Path) -> None:
    data = filled(tmp_path, 1200)
    library = Library(data)
    workspace = library.workspace(WORKSPACE)
    assert [source.claims for source in workspace.sources()] == [1000, 200]
    assert not workspace.verify().faults
    library.close()
    made = (data / "ready").stat().st_mtime_ns
    assert filled(tmp_path, 1200) == data
    assert (data / "ready").stat().st_mtime_ns == made


def test_the_percentiles_are_of_all_claims_asked() -> None:
    asked: list[str] = []
    warm = measured(asked.append, [str(number) for number in range(20)])
    assert len(asked) == 3 + 20
    assert warm.p50 <= warm.p95


def test_a_way_that_cannot_be_measured_is_named_and_the_others_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def child(_: str, way: str, *__: str) -> dict[str, float]:
        if way == "counter":
            raise CannotMeasureError("there is no model")
        return {"p50": 1.0, "p95": 2.0, "first": 3.0, "memory": 4}

    monkeypatch.setattr(speed, "_child", child)
    monkeypatch.setattr(speed, "filled", lambda folder, size: folder / str(size))
    asked = speed.arguments(["--sizes", "10,20", "--only", "warm", "--folder", str(tmp_path)])
    (table,), good = speed.measured(asked, tables=Console(), words=Console(stderr=True))
    assert not good
    assert [row[1] for row in table.rows] == [*WAYS, *WAYS]
    assert table.rows[0][2:] == (None,) * 4
    assert table.rows[1][2:] == (1.0, 2.0, 3.0, 4)
    assert "failed counter: there is no model" in capsys.readouterr().err


def test_sizes_that_are_no_numbers_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        speed.arguments(["--sizes", "many"])
    assert "invalid sizes value: 'many'" in capsys.readouterr().err
