"""`counterpoint run` and `counterpoint doctor` as an operator starts them, as processes of their own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.console import main as console
from adapters.program import platforms
from adapters.program.main import command_line
from tests.program import Run, counterpoint

LOOK = """
import sys
from adapters.program.main import command_line
command_line()
heavy = ("discord", "slack_bolt", "slack_sdk", "aiohttp", "cryptography", "onnxruntime")
print([name for name in heavy if name in sys.modules])
"""
SERVE = """
import asyncio, sys, threading
from pathlib import Path
from adapters.program import logs, service
from adapters.program.settings import ProgramSettings
from tests.adapters.program.invented_platform import Invented

async def answering(host, stop, ready):
    release = threading.Event()
    answer = asyncio.create_task(host.workers.answer(release.wait))
    ready("Harbour: ready")
    await stop.wait()
    release.set()
    await answer
    service.say("answered")

async def for_ever(host, stop, ready):
    ready("Harbour: ready")
    await asyncio.Event().wait()

logs.set_up(level=20, secrets=["a-token"])
turn = {"answering": answering, "for ever": for_ever}[sys.argv[2]]
platform = Invented(turns=[turn]).platform
settings = ProgramSettings(data=Path(sys.argv[1]))
service.GRACE = 0.1
service.run(settings, service.chosen([platform], {"HARBOUR_TOKEN": "a-token"}))
"""


@pytest.fixture(autouse=True)
def no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("DISCORD_", "SLACK_", "COUNTERPOINT_")):
            monkeypatch.delenv(name)


def python(*words: str) -> list[str]:
    return [sys.executable, "-c", *words]


def test_help_names_run_and_doctor_beside_the_commands_of_the_console() -> None:
    assert {"run", "doctor", "counter", "chat"} <= set(command_line().commands)
    assert "run" not in console.counterpoint.commands


def test_plain_commands_load_no_chat_library() -> None:
    done = subprocess.run(python(LOOK), capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_every_platform_has_a_guide_and_says_what_it_needs() -> None:
    assert [one.name for one in platforms.known()] == ["Discord", "Slack", "Pages"]
    for one in platforms.known():
        guide = Path(one.guide).read_text(encoding="utf-8")
        assert all(f"`{name}`" in guide for name in one.needs.split(" and "))


def test_run_without_a_token_says_what_to_do_in_one_line(tmp_path: Path) -> None:
    done = counterpoint("run", data=tmp_path / "data")
    assert (done.status, done.out) == (2, "")
    assert "set DISCORD_TOKEN (docs/setup-discord.md says how)" in done.complaint
    assert "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/setup-slack.md says how)" in done.complaint
    assert not (tmp_path / "data").exists()


def test_run_with_a_wrong_setting_says_so_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPOINT_WORKERS", "many")
    done = counterpoint("run", "--data", str(tmp_path), data=tmp_path)
    assert done.status == 2
    assert done.complaint == 'COUNTERPOINT_WORKERS is a whole number from 1 to 64, not "many".'


def test_a_slip_in_the_command_is_answered_with_what_was_meant(tmp_path: Path) -> None:
    assert "doctor" in counterpoint("docter", data=tmp_path).complaint


def test_a_new_key_is_a_key_and_nothing_else_is_printed(tmp_path: Path) -> None:
    done = counterpoint("doctor", "--new-key", data=tmp_path / "data")
    assert Fernet(done.out.strip()).encrypt(b"words")
    assert done == Run(status=0, out=done.out.strip() + "\n", err="")
    assert done.out != counterpoint("doctor", "--new-key", data=tmp_path / "data").out


def test_doctor_without_a_token_finds_all_good_but_that(tmp_path: Path) -> None:
    done = counterpoint("doctor", "--json", data=tmp_path)
    assert (done.status, done.err) == (1, "")
    assert [one["name"] for one in done.object["findings"] if not one["good"]] == ["Platforms"]
    shown = counterpoint("doctor", data=tmp_path)
    assert shown.status == 1
    assert json.dumps(done.object["findings"][-1]["sentence"])[1:-1] in " ".join(shown.out.split())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("turn", "left"), [("answering", "answered\n"), ("for ever", "")])
def test_a_signal_ends_the_service_in_peace(
    tmp_path: Path, number: signal.Signals, turn: str, left: str
) -> None:
    with subprocess.Popen(
        python(SERVE, str(tmp_path), turn), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout
        assert service.stderr
        assert service.stdout.readline() == "Harbour: ready\n"
        service.send_signal(number)
        rest, log = service.stdout.read(), service.stderr.read()
    assert (service.returncode, rest) == (0, left)
    assert "Traceback" not in log
    assert "INFO adapters.program.service: stopping" in log
