"""The whole program on a database of PostgreSQL, which is named in one setting or in a file of its own."""

from pathlib import Path

import pytest

from tests.program import counterpoint

QUESTION = ("counter", "the bridge is too expensive", "--json")


def test_a_library_moves_into_a_database_and_answers_the_same(
    own_library: Path, tmp_path: Path, database: str
) -> None:
    address = tmp_path / "address"
    address.write_text(f"{database}\n", encoding="utf-8")
    there = {"COUNTERPOINT_STORE_FILE": str(address)}
    moved = counterpoint("migrate-store", "database", "--json", data=own_library, environment=there)
    assert moved.status == 0, moved.err
    assert [one["workspace"] for one in moved.object["workspaces"]] == ["local"]
    nowhere = tmp_path / "nowhere"
    answers = [
        counterpoint(*QUESTION, data=own_library),
        counterpoint(*QUESTION, data=nowhere, environment=there),
    ]
    assert answers[0].status == answers[1].status == 0, answers[1].err
    assert "SB-" in answers[0].out
    assert answers[0].object == answers[1].object
    assert not nowhere.exists()
    back = counterpoint("migrate-store", "files", data=nowhere, environment=there)
    assert back.status == 0, back.err
    assert "1 workspace copied, every row compared" in back.out
    assert counterpoint(*QUESTION, data=nowhere).object == answers[0].object


def test_a_source_is_added_to_a_database(sources: list[str], tmp_path: Path, database: str) -> None:
    there = {"COUNTERPOINT_STORE": database}
    added = counterpoint(
        "ingest", *sources, "--topic", "skerry", "--json", data=tmp_path / "x", environment=there
    )
    assert added.status == 0, added.err
    assert len(added.object["added"]) == 2
    assert counterpoint("verify", data=tmp_path / "x", environment=there).status == 0
    doctor = counterpoint("doctor", "--json", data=tmp_path / "x", environment=there)
    (found,) = [one for one in doctor.object["findings"] if one["name"] == "PostgreSQL"]
    assert found["good"]
    assert "the program works as counterpoint_app" in found["sentence"]
    assert "a plain login is safer" in found["sentence"]


@pytest.mark.parametrize("command", [("backup", "x.tar"), ("restore", "x.tar")])
def test_a_database_is_backed_up_by_its_own_tools(command: tuple[str, str], tmp_path: Path) -> None:
    said = counterpoint(
        *command, data=tmp_path, environment={"COUNTERPOINT_STORE": "postgresql://ada@db.example/x"}
    )
    assert said.status == 2
    assert "pg_dump" in said.complaint


@pytest.mark.parametrize(
    "address", ["hunter2", "mysql://ada:hunter2@db.example/x", "postgresql://ada:hunter2@[/x"]
)
def test_an_address_that_is_none_is_refused_without_showing_it(address: str, tmp_path: Path) -> None:
    said = counterpoint("sources", data=tmp_path, environment={"COUNTERPOINT_STORE": address})
    assert said.status == 2
    assert "COUNTERPOINT_STORE is no address" in said.complaint
    assert "hunter2" not in said.complaint


def test_a_server_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    away = {"COUNTERPOINT_STORE": "postgresql://ada:hunter2@127.0.0.1:1/library"}
    said = counterpoint("sources", data=tmp_path, environment=away)
    assert said.status == 1
    assert "cannot be reached" in said.complaint
    assert "hunter2" not in said.complaint
    doctor = counterpoint("doctor", data=tmp_path, environment=away)
    assert "cannot be reached" in doctor.out
    assert "hunter2" not in doctor.out + doctor.err


def test_moving_wants_a_database_and_a_workspace_that_is_there(tmp_path: Path, database: str) -> None:
    without = counterpoint("migrate-store", "database", data=tmp_path, environment={"COUNTERPOINT_STORE": ""})
    assert without.status == 2
    assert "COUNTERPOINT_STORE" in without.complaint
    missing = counterpoint(
        "migrate-store", "files", "nosuch", data=tmp_path, environment={"COUNTERPOINT_STORE": database}
    )
    assert missing.status == 2
    assert "no workspace “nosuch”" in missing.complaint
