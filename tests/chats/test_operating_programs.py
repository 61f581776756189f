"""What an operator sees of the program while it serves: health, readiness, metrics, and its log as JSON."""

import json
import re
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.chats.discord_program import CLAIM, Club, DiscordProgram, discord_program
from tests.chats.shelving import Shelve
from tests.program import counterpoint

WORDS = "the archbishop hides the lighthouse keys"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def watched(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DiscordProgram]:
    over = {"COUNTERPOINT_OPERATOR_PORT": str(free_port()), "COUNTERPOINT_LOG_FORMAT": "json"}
    with discord_program(tmp_path_factory.mktemp("watched"), shelve, over=over) as program:
        yield program


def get(program: DiscordProgram, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", int(program.over["COUNTERPOINT_OPERATOR_PORT"]), timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def until_ready(program: DiscordProgram, *, ready: bool = True) -> dict[str, Any]:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        status, told = get(program, "/readyz")
        if (status == 200) is ready:
            return dict(json.loads(told))
        time.sleep(0.05)
    raise AssertionError(told)


def records(program: DiscordProgram) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.running.written.splitlines() if line.startswith("{")]


def measured(program: DiscordProgram) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(get(program, "/metrics")[1]):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def test_the_program_is_ready_once_it_is_connected_and_not_while_it_is_cut_off(
    watched: DiscordProgram,
) -> None:
    assert until_ready(watched)["platforms"] == {"discord": "connected"}
    with watched.service.resumes_held():
        watched.service.disturb("cut")
        assert until_ready(watched, ready=False)["missing"] == ["discord"]
        assert get(watched, "/healthz")[0] == 200
    until_ready(watched)
    assert measured(watched)["counterpoint_platform_reconnects_total"] == {(("platform", "discord"),): 1.0}


def test_questions_are_counted_and_timed_and_nothing_of_them_is_told(watched: DiscordProgram) -> None:
    club = Club.founded(watched)
    ada = club.member()
    assert "SB-001" in ada.slash("counter", claim=CLAIM).text
    ada.slash("counter", claim=WORDS)
    ada.slash("quote", id="XX-999")
    seen = measured(watched)
    asked = seen["counterpoint_questions_total"]
    assert {key[1:] for key in asked} >= {(("outcome", "refused"), ("platform", "discord"))}
    taken = seen["counterpoint_acknowledge_seconds_count"][(("platform", "discord"),)]
    assert taken >= 3
    assert seen["counterpoint_platform_answers_total"][(("answer", "2xx"), ("platform", "discord"))] > 0
    everything = get(watched, "/metrics")[1]
    for private in ("archbishop", str(club.server.id), str(ada.id), ada.name):
        assert private not in everything


def test_the_log_is_json_with_the_number_that_people_are_shown(watched: DiscordProgram) -> None:
    club = Club.founded(watched)
    shown = club.member().slash("quote", id="XX-999")
    number = re.findall(r"give the number ([0-9a-f]{6})", shown.text)[0]
    about = [one for one in records(watched) if one.get("question") == number]
    answered = [one for one in about if "outcome" in one]
    assert [(one["command"], one["outcome"]) for one in answered] == [("quote", "refused")]
    assert {one["workspace"] for one in about if "workspace" in one} == {club.workspace}


def test_neither_words_nor_secrets_nor_people_are_in_the_log(watched: DiscordProgram) -> None:
    club = Club.founded(watched)
    ada = club.member()
    ada.slash("counter", claim=WORDS)
    ada.mention(WORDS)
    own = club.own_library_of(ada).slash("counter", claim=WORDS)
    assert own.text
    for private in ("archbishop", watched.service.environment["DISCORD_TOKEN"], str(ada.id)):
        assert private not in watched.running.written


def test_healthcheck_asks_the_running_program(watched: DiscordProgram, tmp_path: Path) -> None:
    until_ready(watched)
    for words, told in (((), "Alive."), (("--ready",), "Ready.")):
        done = counterpoint("healthcheck", *words, data=tmp_path, environment=watched.over)
        assert (done.status, done.out.strip()) == (0, told)
    done = counterpoint("healthcheck", "--ready", "--json", data=tmp_path, environment=watched.over)
    assert done.object["missing"] == []
    with watched.service.resumes_held():
        watched.service.disturb("cut")
        until_ready(watched, ready=False)
        done = counterpoint("healthcheck", "--ready", data=tmp_path, environment=watched.over)
        assert (done.status, done.out.strip()) == (1, "Not ready; missing: discord.")


def test_systemd_is_told_that_the_program_is_ready_alive_and_being_stopped(
    shelve: Shelve, tmp_path: Path
) -> None:
    place = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(place))
        channel.settimeout(60)
        with discord_program(tmp_path / "data", shelve, over={"NOTIFY_SOCKET": str(place)}) as program:
            told = [channel.recv(64)]
            while told.count(b"WATCHDOG=1") < 2 or b"READY=1" not in told:
                told.append(channel.recv(64))
            assert program.stop() == 0
        while told[-1] != b"STOPPING=1":
            told.append(channel.recv(64))
    assert set(told) == {b"WATCHDOG=1", b"READY=1", b"STOPPING=1"}
