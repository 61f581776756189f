"""Pair models from a hub, tried against a double of one."""

from pathlib import Path

import pytest

from knowledge.errors import CounterpointError, InputError
from knowledge.judges import shelf
from knowledge.judges.hub import from_hub
from knowledge.judges.pair_model import PairModel
from tests.doubles.hub.service import COMMIT, HubService
from tests.knowledge.judges.judging import stances
from tests.knowledge.judges.tiny_model import written

PAIR = ("the ferry is safe", "the ferry is not safe")


@pytest.fixture(autouse=True)
def no_home_on_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)


def test_a_model_comes_from_a_hub_at_one_commit_and_nothing_that_runs_comes_with_it(tmp_path: Path) -> None:
    source = written(tmp_path / "model", graph="onnx/model_quantized.onnx")
    (source / "modeling_tiny.py").write_text("raise SystemExit", encoding="utf-8")
    (source / "pytorch_model.bin").write_bytes(b"a pickle")
    data = tmp_path / "data"
    with HubService.started(tiny=source) as hub:
        one = shelf.add(data, "tiny", from_hub("skerry/tiny", endpoint=hub.address))
    assert one.right == len(shelf.PLAIN)
    assert one.kept.settings.source == f"skerry/tiny@{COMMIT[:12]}"
    assert hub.files == {"onnx/model_quantized.onnx", "tokenizer.json", "config.json"}
    assert sorted(path.name for path in shelf.folder_of(data, "tiny").iterdir()) == [
        *("config.json", "judge.json", "model_quantized.onnx", "tokenizer.json")
    ]
    assert stances(PairModel.load(shelf.folder_of(data, "tiny")).probabilities([PAIR])) == ["counters"]


@pytest.mark.parametrize(
    ("name", "revision", "words"),
    [
        ("skerry/none", None, "no model .skerry/none. that everybody may read"),
        ("skerry/tiny", "v9", "check the name and the revision"),
        ("a name / of none", None, "one looks like owner/name"),
    ],
)
def test_what_the_hub_does_not_have_is_said_in_a_sentence(
    name: str, revision: str | None, words: str, tmp_path: Path
) -> None:
    source = written(tmp_path / "model")
    with HubService.started(tiny=source) as hub, pytest.raises(InputError, match=words):
        shelf.add(tmp_path / "data", "tiny", from_hub(name, revision=revision, endpoint=hub.address))
    assert list((tmp_path / "data" / shelf.FOLDER).iterdir()) == []


def test_a_hub_in_trouble_or_out_of_reach_is_said_in_a_sentence(tmp_path: Path) -> None:
    with HubService.started() as hub:
        hub.broken = True
        with pytest.raises(InputError, match="status 418"):
            shelf.add(tmp_path, "tiny", from_hub("skerry/tiny", endpoint=hub.address))
    with pytest.raises(CounterpointError, match="HF_ENDPOINT"):
        shelf.add(tmp_path, "tiny", from_hub("skerry/tiny", endpoint=hub.address))
