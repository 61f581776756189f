"""Any pair model in ONNX as judge: its labels, its order, what is added to the data folder and what is refused."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge import inference
from knowledge.errors import InputError
from knowledge.inference import MODELS
from knowledge.judges import shelf
from knowledge.judges.contract import LABELS, JudgeFailed
from knowledge.judges.labels import columns
from knowledge.judges.pair_model import PairModel
from knowledge.judges.pair_settings import Order
from knowledge.stance import StanceModel
from tests.knowledge.judges.judging import stances
from tests.knowledge.judges.tiny_model import INFERENCE, written

CLAIM = "the ferry is safe in winter"
DENIED, AFFIRMED, BESIDE = "the ferry is not safe", "safe in winter", "the winter"


def added(
    data: Path,
    source: Path,
    name: str = "tiny",
    *,
    graph: str | None = None,
    labels: Sequence[str] | None = None,
    order: Order = "quote-claim",
    temperature: float = 1.0,
) -> shelf.Added:
    fetch = shelf.from_folder(source, graph=graph)
    return shelf.add(data, name, fetch, labels=labels, order=order, temperature=temperature)


def judged(data: Path, name: str = "tiny") -> list[str]:
    model = PairModel.load(shelf.folder_of(data, name))
    return stances(model.probabilities([(CLAIM, quote) for quote in (DENIED, AFFIRMED, BESIDE)]))


@pytest.mark.parametrize(
    "labels",
    [
        INFERENCE,
        ("entailment", "neutral", "contradiction"),
        ("neutral", "contradiction", "entailment"),
        ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO"),
        ("supports", "undermines", "neither"),
    ],
)
def test_a_model_is_read_in_the_order_of_its_own_labels(labels: tuple[str, ...], tmp_path: Path) -> None:
    one = added(tmp_path / "data", written(tmp_path / "model", labels=labels))
    assert one.kept.settings.labels == labels
    assert one.right == len(shelf.PLAIN)
    assert judged(tmp_path / "data") == ["counters", "supports", "neither"]


def test_a_model_of_two_labels_never_says_neither(tmp_path: Path) -> None:
    added(tmp_path, written(tmp_path / "model", labels=("undermines", "supports")))
    rows = PairModel.load(shelf.folder_of(tmp_path, "tiny")).probabilities([(CLAIM, DENIED), (CLAIM, BESIDE)])
    assert rows[:, 2].tolist() == [0, 0]
    assert rows.sum(axis=1) == pytest.approx([1, 1])


def test_the_quote_is_read_first_unless_it_is_said_otherwise(tmp_path: Path) -> None:
    source = written(tmp_path / "model")
    added(tmp_path, source, "usual")
    turned = added(tmp_path, source, "turned", order="claim-quote")
    assert turned.right < len(shelf.PLAIN)
    assert judged(tmp_path, "usual") == ["counters", "supports", "neither"]
    assert judged(tmp_path, "turned") == ["supports", "supports", "supports"]


def test_a_temperature_makes_a_model_less_sure(tmp_path: Path) -> None:
    source = written(tmp_path / "model")
    sure, unsure = (
        PairModel.load(shelf.folder_of(tmp_path, added(tmp_path, source, name, temperature=t).kept.name))
        for name, t in (("one", 1.0), ("two", 2.0))
    )
    first, second = (one.probabilities([(CLAIM, DENIED)])[0].tolist() for one in (sure, unsure))
    scores = np.array([4.0, 2.0, 1.0])
    assert first == pytest.approx(np.exp(scores) / np.exp(scores).sum())
    assert second == pytest.approx(np.exp(scores / 2) / np.exp(scores / 2).sum())


@pytest.mark.parametrize("padding", [0, 1])
def test_a_model_without_token_types_and_with_a_padding_of_its_own_gives_the_same_in_any_company(
    padding: int, tmp_path: Path
) -> None:
    added(tmp_path, written(tmp_path / "model", token_types=False, padding=padding))
    model = PairModel.load(shelf.folder_of(tmp_path, "tiny"))
    long = (CLAIM, " ".join([AFFIRMED] * 30))
    alone, beside = model.probabilities([(CLAIM, DENIED)]), model.probabilities([(CLAIM, DENIED), long])
    assert beside[0].tolist() == pytest.approx(alone[0].tolist())


def test_a_model_is_kept_in_the_data_folder_and_needs_its_origin_no_more(tmp_path: Path) -> None:
    data, source = tmp_path / "data", written(tmp_path / "model")
    (source / "model.onnx_data").write_bytes(b"weights beside the graph")
    (source / "run_me.py").write_text("raise SystemExit", encoding="utf-8")
    added(data, source)
    shutil.rmtree(source)
    assert judged(data) == ["counters", "supports", "neither"]
    assert sorted(path.name for path in shelf.folder_of(data, "tiny").iterdir()) == [
        *("config.json", "judge.json", "model.onnx", "model.onnx_data", "tokenizer.json")
    ]
    assert [one.name for one in shelf.kept(data)] == ["tiny"]
    shelf.remove(data, "tiny")
    assert shelf.kept(data) == []


def test_the_small_graph_is_taken_where_there_are_several(tmp_path: Path) -> None:
    source = written(tmp_path / "model", graph="onnx/model.onnx")
    shutil.copy(source / "onnx/model.onnx", source / "onnx/model_quantized.onnx")
    assert added(tmp_path, source, "small").kept.settings.graph == "model_quantized.onnx"
    named = added(tmp_path, source, "named", graph="onnx/model.onnx")
    assert named.kept.settings.graph == "model.onnx"


def test_graphs_of_unusual_names_have_to_be_named(tmp_path: Path) -> None:
    source = written(tmp_path / "model", graph="one.onnx")
    shutil.copy(source / "one.onnx", source / "two.onnx")
    with pytest.raises(InputError, match=r"--graph; there are one.onnx, two.onnx"):
        added(tmp_path, source)
    with pytest.raises(InputError, match=r'no graph "three.onnx"'):
        added(tmp_path, source, graph="three.onnx")


def test_labels_that_say_nothing_are_named_by_the_operator(tmp_path: Path) -> None:
    source = written(tmp_path / "model", told=("LABEL_0", "LABEL_1", "LABEL_2"))
    with pytest.raises(InputError, match="--labels counters,neither,supports"):
        added(tmp_path, source)
    assert shelf.kept(tmp_path) == []
    added(tmp_path, source, labels=["counters", "supports", "neither"])
    assert judged(tmp_path) == ["counters", "supports", "neither"]


def test_several_labels_may_mean_the_same() -> None:
    found = columns(["agree", "disagree", "discuss", "unrelated"])
    assert (found.counters, found.supports, found.neither) == ((1,), (0,), (2, 3))


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["entailment", "neutral"], "no label that means counters"), (["refutes", "nei"], "means supports")],
)
def test_a_model_that_cannot_tell_both_stances_is_refused(labels: list[str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        columns(labels)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda source: (source / "tokenizer.json").unlink(), "has no tokenizer.json"),
        (lambda source: (source / "config.json").unlink(), "has no config.json"),
        (lambda source: (source / "config.json").write_text("[]"), "The model's config.json cannot be read"),
        (lambda source: (source / "config.json").write_text("{}"), "no id2label"),
        (lambda source: (source / "model.onnx").unlink(), "no file that ends in .onnx"),
        (lambda source: (source / "model.onnx").write_bytes(b"no graph"), "its files cannot be loaded"),
        (lambda source: (source / "tokenizer.json").write_text("{}"), "its files cannot be loaded"),
    ],
)
def test_a_folder_that_holds_no_whole_model_is_refused_and_leaves_nothing_behind(
    spoil: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    source = written(tmp_path / "model")
    spoil(source)
    with pytest.raises(InputError, match=words):
        added(tmp_path / "data", source)
    assert list((tmp_path / "data" / shelf.FOLDER).iterdir()) == []


@pytest.mark.parametrize("name", ["shipped", "language-model", "../escape", "Big", "", "."])
def test_a_name_that_is_none_or_taken_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot name a model"):
        added(tmp_path, written(tmp_path / "model"), name)
    added(tmp_path, tmp_path / "model")
    with pytest.raises(InputError, match="models remove tiny"):
        added(tmp_path, tmp_path / "model")


def test_a_model_whose_files_broke_later_fails_as_a_judge_may(tmp_path: Path) -> None:
    added(tmp_path, written(tmp_path / "model"))
    settings = shelf.folder_of(tmp_path, "tiny") / "judge.json"
    settings.write_text(json.dumps({"graph": "model.onnx"}), encoding="utf-8")
    with pytest.raises(JudgeFailed, match="cannot be loaded"):
        PairModel.load(shelf.folder_of(tmp_path, "tiny"))
    assert shelf.kept(tmp_path) == []


def test_the_shipped_model_added_as_a_pair_model_judges_as_it_does_itself(tmp_path: Path) -> None:
    source = tmp_path / "model"
    source.mkdir()
    shutil.copy(MODELS / "stance.onnx", source / "model.onnx")
    shutil.copy(MODELS / "tokenizer.json", source)
    labels = {"id2label": dict(enumerate(LABELS))}
    (source / "config.json").write_text(json.dumps(labels), encoding="utf-8")
    temperature = inference.settings("stance")["temperature"]
    one = added(tmp_path, source, order="claim-quote", temperature=temperature)
    assert one.right == len(shelf.PLAIN)
    pairs = [pair for pair, _ in shelf.PLAIN]
    found = PairModel.load(shelf.folder_of(tmp_path, "tiny")).probabilities(pairs)
    assert found.tolist() == StanceModel.load().probabilities(pairs).tolist()
