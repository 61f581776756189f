"""`counterpoint models`, and what `counterpoint doctor` says of the chosen judge, as an operator sees them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.console.main import run
from adapters.program.judge_check import judge
from adapters.program.main import command_line
from adapters.program.settings import secrets_in
from knowledge.judges import choosing, shelf
from tests.doubles.hub.service import HubService
from tests.doubles.language_model.service import LanguageModelService
from tests.knowledge.judges.tiny_model import written
from tests.program import Run, counterpoint

CLAIM = "The bridge to Skerry Island is too expensive"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "MODEL", "KEY", "KEY_FILE", "PRICES", "CAP", "TIMEOUT", "TEMPERATURE"):
        monkeypatch.delenv(f"COUNTERPOINT_JUDGE_{name}", raising=False)


Models = Callable[..., Run]


@pytest.fixture
def models(capsys: pytest.CaptureFixture[str]) -> Models:
    """The command in this process."""

    def call(*words: str, data: Path) -> Run:
        status = run(["--data", str(data), "models", *words], program=command_line())
        printed = capsys.readouterr()
        return Run(status=status, out=printed.out, err=printed.err)

    return call


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[LanguageModelService]:
    with LanguageModelService.started(key="canary-key") as started:
        monkeypatch.setenv("COUNTERPOINT_JUDGE_URL", started.address)
        monkeypatch.setenv("COUNTERPOINT_JUDGE_MODEL", "skerry-7b")
        monkeypatch.setenv("COUNTERPOINT_JUDGE_KEY", "canary-key")
        yield started


def listed(models: Models, data: Path) -> dict[str, bool]:
    shown = models("list", "--json", data=data)
    assert (shown.status, shown.err) == (0, "")
    return {one["name"]: one["chosen"] for one in shown.object["models"]}


def test_the_shipped_model_judges_until_another_is_chosen(models: Models, tmp_path: Path) -> None:
    assert listed(models, tmp_path / "data") == {"shipped": True, "language-model": False}
    assert not (tmp_path / "data").exists()
    shown = models("list", data=tmp_path / "data").out.splitlines()
    assert shown[0].split() == ["*", "shipped", "ships", "with", "Counterpoint"]
    assert "not set up" in shown[1]


def test_a_pair_model_is_added_used_and_removed(models: Models, tmp_path: Path) -> None:
    source = written(tmp_path / "model")
    added = models("add", "tiny", str(source), data=tmp_path)
    assert added.out == "tiny was added. To let it judge: counterpoint models use tiny\n"
    assert listed(models, tmp_path) == {"shipped": True, "tiny": False, "language-model": False}
    assert models("use", "tiny", data=tmp_path).status == 0
    assert listed(models, tmp_path)["tiny"]
    refused = models("remove", "tiny", data=tmp_path)
    assert (refused.status, "choose another first" in refused.complaint) == (2, True)
    models("use", "shipped", data=tmp_path)
    assert models("remove", "tiny", data=tmp_path).out == "tiny was removed.\n"
    assert listed(models, tmp_path) == {"shipped": True, "language-model": False}


def test_a_pair_model_that_reads_the_other_way_round_is_noticed(models: Models, tmp_path: Path) -> None:
    source = written(tmp_path / "model")
    done = models("add", "tiny", str(source), "--order", "claim-quote", "--json", data=tmp_path)
    assert done.status == 0
    assert (done.object["right"], done.object["of"]) == (1, 2)
    assert "check its labels and its order" in done.object["sentence"]


def test_a_pair_model_comes_from_a_hub_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with HubService.started(tiny=written(tmp_path / "model")) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        done = counterpoint("models", "add", "tiny", "skerry/tiny", "--json", data=tmp_path / "data")
    assert done.status == 0, done.err
    assert done.object["right"] == 2


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("add", "tiny", "./nowhere"), "give a folder, or owner/name"),
        (("add", "tiny", "nowhere"), "give a folder, or owner/name"),
        (("use", "tiny"), "counterpoint models list"),
        (("use", "language-model"), "set COUNTERPOINT_JUDGE_URL"),
        (("remove", "shipped"), "choose another first"),
        (("remove", "tiny"), "counterpoint models list"),
        (("lst",), "There is no command"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    words: tuple[str, ...], complaint: str, models: Models, tmp_path: Path
) -> None:
    done = models(*words, data=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.complaint


def test_whoever_chooses_a_language_model_is_told_what_it_will_see(
    service: LanguageModelService, models: Models, tmp_path: Path
) -> None:
    done = models("use", "language-model", data=tmp_path)
    assert done.status == 0
    assert f"are sent to {service.address.split('/')[2]} from now on" in done.out
    assert "PRIVACY.md" in done.out
    shown = models("list", data=tmp_path).out
    assert "* language-model   skerry-7b at 127.0.0.1" in shown
    assert "canary-key" not in done.out + shown


def test_a_question_is_judged_by_the_language_model_and_costs_what_it_says(
    service: LanguageModelService, models: Models, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPOINT_JUDGE_PRICES", "1,10")
    monkeypatch.setenv("COUNTERPOINT_JUDGE_CAP", "2")
    choosing.choose(own_library, shelf.LANGUAGE_MODEL_NAME)
    done = counterpoint("counter", CLAIM, "--json", data=own_library)
    assert (done.status, done.err) == (0, "")
    assert service.seen
    assert {claim for claim, _ in service.asked} == {CLAIM}
    assert "is not too expensive" in done.object["answers"][0]["quote"]
    assert "of 2 spent" in models("list", data=own_library).out


def test_what_a_language_model_says_beside_its_labels_is_seen_by_nobody(
    service: LanguageModelService, own_library: Path
) -> None:
    usual = counterpoint("counter", CLAIM, "--json", data=own_library)
    choosing.choose(own_library, shelf.LANGUAGE_MODEL_NAME)
    service.turns, service.says = ["talks inside"] * 30, "A canary sings."
    done = counterpoint("counter", CLAIM, "--json", data=own_library)
    assert (done.status, done.out, done.err) == (0, usual.out, "")


def test_the_key_of_a_language_model_is_one_of_the_secrets_that_the_log_hides() -> None:
    assert secrets_in({"COUNTERPOINT_JUDGE_KEY": "canary-key"}) == ("canary-key",)


def test_the_check_up_says_that_the_shipped_model_judges(tmp_path: Path) -> None:
    found = judge(tmp_path, {})
    assert (found.name, found.good, found.sentence) == ("Judge", True, "The model that ships judges stance.")


def test_the_check_up_asks_the_language_model_each_time(
    service: LanguageModelService, tmp_path: Path
) -> None:
    choosing.choose(tmp_path, shelf.LANGUAGE_MODEL_NAME)
    environment = {
        "COUNTERPOINT_JUDGE_URL": service.address,
        "COUNTERPOINT_JUDGE_MODEL": "skerry-7b",
        "COUNTERPOINT_JUDGE_KEY": "canary-key",
    }
    for _ in range(2):
        found = judge(tmp_path, environment)
        assert (found.good, found.sentence) == (True, "language-model judges, and answers.")
    assert len(service.seen) == 2
    refused = judge(tmp_path, {**environment, "COUNTERPOINT_JUDGE_KEY": "wrong-canary"})
    assert not refused.good
    assert "check COUNTERPOINT_JUDGE_KEY); until it does, the model that ships judges." in refused.sentence
    assert "wrong-canary" not in refused.sentence


def test_the_check_up_names_settings_that_are_missing_or_wrong(tmp_path: Path) -> None:
    choosing.choose(tmp_path, shelf.LANGUAGE_MODEL_NAME)
    assert "are not set" in judge(tmp_path, {}).sentence
    wrong = judge(tmp_path, {"COUNTERPOINT_JUDGE_URL": "here", "COUNTERPOINT_JUDGE_MODEL": "skerry-7b"})
    assert not wrong.good
    assert "is an address up to /v1" in wrong.sentence


def test_the_check_up_tries_a_pair_model(tmp_path: Path) -> None:
    fetch = shelf.from_folder(written(tmp_path / "model"))
    shelf.add(tmp_path, "tiny", fetch)
    shelf.add(tmp_path, "turned", fetch, order="claim-quote")
    choosing.choose(tmp_path, "tiny")
    assert judge(tmp_path, {}).good
    choosing.choose(tmp_path, "turned")
    assert "check its labels and order" in judge(tmp_path, {}).sentence
    (tmp_path / "judges" / "turned" / "model.onnx").write_bytes(b"no graph")
    broken = judge(tmp_path, {})
    assert (broken.good, json.dumps(broken.sentence).count("cannot be loaded")) == (False, 1)
