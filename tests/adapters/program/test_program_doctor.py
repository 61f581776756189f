"""`counterpoint doctor`: what it finds, what it says to do, and that it always comes to an end."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.program import checks, models, report
from adapters.program.doctor import examine
from bot.host import CannotStart, Finding
from knowledge.errors import DatabaseError
from knowledge.library import Library
from tests.adapters.program.invented_platform import Invented
from tests.knowledge.storage.invented import TREATY, new_source

SET = {"HARBOUR_TOKEN": "a-token"}
LOCAL = len(("Secret key", "Data folder", "Disk", "Databases", "Models", "Judge"))


async def silent() -> list[Finding]:
    """Answer never."""
    await asyncio.Event().wait()
    return []


def raising(error: Exception) -> Callable[[], Any]:
    async def found() -> list[Finding]:
        raise error

    return found


def sentences(findings: Sequence[Finding]) -> dict[str, tuple[bool, str]]:
    return {one.name: (one.good, one.sentence) for one in findings}


def asked(
    *platforms: Invented, patience: float = 20.0, environment: Mapping[str, str] = SET
) -> list[Finding]:
    """What is found out about platforms, without the rest."""
    shapes = [one.platform for one in platforms]
    return list(examine(shapes, environment, Path("nowhere"), patience=patience))[LOCAL:]


def looked_at(data: Path) -> list[Finding]:
    library = Library(data)
    try:
        return checks.databases(library)
    finally:
        library.close()


def test_a_platform_tells_what_it_found() -> None:
    found = sentences(asked(Invented()))
    assert found == {"Harbour token": (True, "a-token is known.")}


def test_without_any_token_the_operator_is_told_what_to_set() -> None:
    (found,) = asked(Invented(), Invented(name="Lighthouse"), environment={})
    assert not found.good
    assert "set HARBOUR_TOKEN (docs/setup-harbour.md says how)" in found.sentence
    assert "set LIGHTHOUSE_TOKEN (docs/setup-lighthouse.md says how)" in found.sentence


def test_a_platform_that_nobody_set_up_is_no_fault_beside_one_that_is() -> None:
    found = sentences(asked(Invented(), Invented(name="Lighthouse")))
    assert found["Lighthouse"] == (True, "not set up; docs/setup-lighthouse.md says how.")


def test_settings_by_half_are_a_finding_and_the_other_platforms_are_still_asked() -> None:
    found = sentences(
        asked(Invented(name="Lighthouse"), Invented(), environment={**SET, "LIGHTHOUSE_HALF": "yes"})
    )
    assert found["Lighthouse settings"][0] is False
    assert found["Harbour token"][0] is True


def test_a_service_that_does_not_answer_is_not_waited_for() -> None:
    (found,) = asked(Invented(found=silent), patience=0.01)
    assert not found.good
    assert found.sentence.startswith("Harbour did not answer within 0.01 seconds; check the network")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ConnectionResetError("gone"),
            "Harbour could not be reached (ConnectionResetError); check the network",
        ),
        (CannotStart("The token was refused; make a new one."), "The token was refused; make a new one."),
        (KeyError("tide"), "Harbour met something that should not have happened (KeyError)"),
    ],
)
def test_what_goes_wrong_on_the_way_is_a_sentence(error: Exception, sentence: str) -> None:
    (found,) = asked(Invented(found=raising(error)))
    assert not found.good
    assert found.sentence.startswith(sentence)


def test_a_data_folder_that_can_be_written_is_good_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    assert checks.data_folder(tmp_path).good
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_is_not_there_yet_is_good_and_not_made(tmp_path: Path) -> None:
    found = checks.data_folder(tmp_path / "not" / "yet")
    assert found.good
    assert "will be made" in found.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["", "data"])
def test_a_data_folder_that_is_a_file_or_below_one_is_not_good(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")
    found = checks.data_folder(tmp_path / "file" / below)
    assert not found.good
    assert "--data" in found.sentence


def test_a_full_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.free_space(tmp_path / "not yet").good == checks.free_space(tmp_path).good
    monkeypatch.setattr(checks, "LEAST_FREE", 1 << 80)
    assert checks.free_space(tmp_path).sentence.startswith("Only ")


def test_every_workspace_is_looked_at_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert sentences(looked_at(tmp_path)) == {
        "Databases": (True, "There is none yet; each server or team gets its own with its first use.")
    }
    library = Library(tmp_path)
    for name in ("discord-1", "slack-T2"):
        library.workspace(name).store.add(new_source(TREATY))
    library.close()
    path = tmp_path / "workspaces" / "slack-T2.db"
    path.write_bytes(path.read_bytes().replace(b"treaty", b"traety", 1))
    found = sentences(looked_at(tmp_path))
    assert found["Databases"] == (True, "1 workspace opened, and all in it is sound.")
    good, said = found["Workspace slack-T2"]
    assert (good, said.partition(";")[0]) == (False, f"“{path}” is damaged")
    # looking changed nothing; using it sets it aside, and that is named from then on
    library = Library(tmp_path)
    with pytest.raises(DatabaseError):
        library.workspace("slack-T2").sources()
    library.close()
    good, said = sentences(looked_at(tmp_path))["Workspace slack-T2"]
    assert not good
    assert "was found damaged and set aside" in said
    (tmp_path / "workspaces" / "discord-1.db").unlink()
    assert [one.good for one in looked_at(tmp_path)] == [False]


def test_a_damaged_database_of_the_installation_is_named(tmp_path: Path) -> None:
    (tmp_path / checks.INSTALLATION).write_bytes(b"no database at all " * 100)
    found = sentences(list(examine([Invented().platform], SET, tmp_path)))
    assert found["Databases"][0] is True
    assert found["Installation"][0] is False
    assert checks.INSTALLATION in found["Installation"][1]


@pytest.mark.parametrize(
    ("token", "key", "good", "words"),
    [
        ("a-token", "", True, "not needed"),
        ("many-teams", "", False, "counterpoint doctor --new-key"),
        ("many-teams", "Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2E=", True, "Set."),
    ],
)
def test_a_key_is_asked_for_where_tokens_of_others_are_stored(
    token: str, key: str, good: bool, words: str, tmp_path: Path
) -> None:
    environment = {"HARBOUR_TOKEN": token, "COUNTERPOINT_SECRET_KEY": key}
    found = next(examine([Invented().platform], environment, tmp_path))
    assert (found.name, found.good) == ("Secret key", good)
    assert words in found.sentence


def test_both_models_answer() -> None:
    assert checks.models().good


def test_a_model_that_does_not_load_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("Protobuf parsing failed")

    monkeypatch.setattr(models, "_ask", broken)
    (found,) = checks.guarded("Models", checks.models)
    assert (found.good, found.sentence) == (
        False,
        "The models cannot be used (RuntimeError); install Counterpoint again.",
    )


def test_the_whole_check_goes_through_everything_in_order(tmp_path: Path) -> None:
    found = list(
        examine([Invented().platform], {**SET, "COUNTERPOINT_SECRET_KEY": "canary"}, tmp_path / "data")
    )
    assert [one.name for one in found] == [
        *("Settings", "Data folder", "Disk", "Databases", "Models", "Judge", "Harbour token")
    ]
    assert [one.name for one in found if not one.good] == ["Settings"]
    assert "canary" not in repr(found)
    assert list(tmp_path.iterdir()) == []


FOUND = (
    Finding(name="Disk", good=True, sentence="Much is free."),
    Finding(name="Harbour token", good=False, sentence="It is old; make a new one."),
)


def test_findings_are_a_list_with_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert not report.show(FOUND, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["✓", "Disk", "Much", "is", "free."]
    assert lines[1].startswith("✗ Harbour token")
    assert lines[-1] == "1 thing is not as it should be."
    assert report.show(FOUND[:1], as_json=False)
    assert capsys.readouterr().out.splitlines()[-1] == "All is good: counterpoint run can start."


def test_findings_are_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert not report.show(FOUND, as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["command"], shown["good"]) == ("doctor", False)
    assert shown["findings"][1] == {
        "name": "Harbour token",
        "good": False,
        "sentence": "It is old; make a new one.",
    }
