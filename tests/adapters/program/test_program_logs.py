"""No secret reaches the log: not in a message, not in an exception, not in what libraries write at debug level."""

import io
import json
import logging
import random
import re
import string
import threading
from collections.abc import Callable

import pytest

from adapters.program import logs
from adapters.program.settings import secrets_in
from bot import questions

# Put together from parts: no token of anybody, and none that a scanner of repositories takes for one.
BOT = "xoxb-" + "1234567890123-1234567890123-" + "CanaryCanaryCanaryCanary"
APP = "xapp-1-" + "A0CANARY-1234567890123-" + "c0ffee" * 8
DISCORD = "MTA0Q2FuYXJ5Q2FuYXJ5Q2FuYX" + ".GcAnRy." + "Canary_Canary-Canary_Canary-Canary_Ca"
SIGNING = "0123canary4567canary89abcanary00"
KEY = "Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2E="
ENVIRONMENT = {
    "SLACK_BOT_TOKEN": BOT,
    "SLACK_APP_TOKEN": APP,
    "SLACK_SIGNING_SECRET": SIGNING,
    "SLACK_CLIENT_SECRET": "client-canary-secret",
    "DISCORD_TOKEN": DISCORD,
    "COUNTERPOINT_SECRET_KEY": f"{KEY},older-canary-key",
    "DISCORD_API_URL": "https://discord.example/api",
    "COUNTERPOINT_PROXY": "http://proxy-user:canary%2Fproxy@proxy.example:3128",
    "PGPASSWORD": "canary-of-the-database",
    "HOME": "/home/ada",
}


def logged(message: str, *values: object, error: BaseException | None = None) -> str:
    """What one record looks like in the log of a program with these secrets."""
    record = logging.LogRecord("slack_sdk", logging.DEBUG, "client.py", 1, message, values, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    lines = logs.RedactingJson(secrets_in(ENVIRONMENT)).format(record)
    assert lines.count("\n") == 0
    told = json.loads(lines)
    shown = logs.Redacting(secrets_in(ENVIRONMENT)).format(record)
    # what one way of writing shows, the other shows too
    assert told["message"] in shown
    assert told.get("error", "") in shown
    return shown


def test_every_secret_of_the_environment_is_known_and_nothing_else() -> None:
    assert set(secrets_in(ENVIRONMENT)) == {
        *(BOT, APP, SIGNING, "client-canary-secret", DISCORD, KEY, "older-canary-key"),
        *("canary%2Fproxy", "canary/proxy", "canary-of-the-database"),
    }


@pytest.mark.parametrize("secret", sorted(secrets_in(ENVIRONMENT)))
def test_a_known_secret_is_hidden_wherever_it_stands(secret: str) -> None:
    for shown in (
        logged("connecting with %s", secret),
        logged("headers: %r", {"Authorization": f"Bot {secret}"}),
        logged("body: %s", json.dumps({"nested": [secret]})),
        logged("GET /oauth?x=%s&y=1", secret.replace("=", "%3D")),
        logged(f"text before {secret}, and after"),
    ):
        assert secret.rstrip("=") not in shown
        assert "[hidden]" in shown


def test_a_secret_in_an_exception_and_in_its_cause_is_hidden() -> None:
    error = RuntimeError(f"cannot log in as {DISCORD}")
    error.__cause__ = ValueError(f"bad token {BOT}")
    shown = logged("failed", error=error)
    assert "RuntimeError: cannot log in as [hidden]" in shown
    assert "ValueError: bad token [hidden]" in shown


@pytest.mark.parametrize(
    ("line", "canary"),
    [
        ("'token': 'xoxe.xoxb-1-CanaryCanary'", "Canary"),
        ('{"bot_token": "canary-of-another-team"}', "canary"),
        ("wss://wss.slack.example/link/?ticket=canary-ticket&app_id=A1", "canary"),
        ("https://hooks.slack.com/commands/T1/2/canary", "canary"),
        ("POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246Canary/messages", "Canary"),
        ("POST https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb246Canary/callback", "Canary"),
        ("GET /slack/oauth_redirect?code=canary-code&state=canary-state HTTP/1.1", "canary"),
        ("WebSocket Event: {'op': 2, 'd': {'token': 'canary.of.nobody'}}", "canary"),
        ("Bot MTA5OTk5OTk5OTk5OTk5OTk5OQ.Gabcde.CanaryCanaryCanaryCanaryCanary_", "Canary"),
        ("authorization: Bearer canary-bearer", "canary"),
        ("postgresql://counterpoint:canary@database:5432/quotes", "canary"),
        ("connecting with host=database user=bot password=canary dbname=quotes", "canary"),
        ("x-api-key: canary", "canary"),
        ("refused " + "sk-" + "canary-canary-canary-canary", "canary"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_though_nobody_set_it(line: str, canary: str) -> None:
    assert canary not in logged("%s", line)


@pytest.mark.parametrize(
    "line",
    [
        "Discord: as Counterpoint#0001 in 3 servers",
        "POST https://slack.com/api/chat.postMessage has returned 200",
        "took 0.123456 s for workspace slack-T0123456789ABCDEF",
        "the token of the budget is the code of the state",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert line in logged("%s", line)


def test_a_record_of_a_question_carries_its_number_and_nothing_that_was_asked() -> None:
    record = logging.LogRecord("bot", logging.INFO, "x.py", 1, "a thing", (), None)
    with questions.asked("slack") as question:
        questions.within("slack-T1")
        told = json.loads(logs.RedactingJson().format(record))
        assert f"INFO bot [{question.reference}]: a thing" in logs.Redacting().format(record)
    about = {"question": question.reference, "platform": "slack", "workspace": "slack-T1"}
    assert {name: told[name] for name in about} == about
    assert set(told) == {"time", "level", "logger", "message", *about}


def test_a_record_that_does_not_fit_its_values_is_told_of_without_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = written(monkeypatch, lambda: logging.getLogger("adapters.slack").warning("%d tokens", BOT))
    assert "Canary" not in shown
    assert re.fullmatch(r"a record of adapters.slack, line \d+, could not be written\n", shown)


def test_what_a_thread_dies_of_is_logged_and_redacted(monkeypatch: pytest.MonkeyPatch) -> None:
    def die() -> None:
        raise RuntimeError(f"no luck with {BOT}")

    def in_thread() -> None:
        thread = threading.Thread(target=die)
        thread.start()
        thread.join()

    shown = written(monkeypatch, in_thread)
    assert "RuntimeError: no luck with [hidden]" in shown
    assert "Canary" not in shown


def test_a_very_long_line_is_no_trouble() -> None:
    chosen = random.Random(7)  # noqa: S311
    line = "".join(chosen.choices(string.ascii_letters + "._-/?='\"", k=200_000))
    assert len(logged("%s", line)) > 150_000


def test_the_log_says_when_how_grave_and_who(monkeypatch: pytest.MonkeyPatch) -> None:
    def write() -> None:
        logging.getLogger("adapters.slack").warning("signed with %s", SIGNING)
        logging.getLogger("adapters.slack").debug("too much")
        logging.getLogger("aiohttp.access").info("GET /")

    (line,) = written(monkeypatch, write).splitlines()
    assert line.split(" ", 2)[2] == "WARNING adapters.slack: signed with [hidden]"


def written(monkeypatch: pytest.MonkeyPatch, write: Callable[[], None]) -> str:
    """What the program's log holds after something was written into it."""
    stream = io.StringIO()
    for name in ("sys.stderr", "sys.excepthook", "sys.unraisablehook", "threading.excepthook"):
        monkeypatch.setattr(name, stream)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    # basicConfig(force=True) closes what it takes away, and pytest's own handlers must not be closed
    root.handlers.clear()
    try:
        logs.set_up(level=logging.INFO, secrets=[SIGNING, BOT])
        write()
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    return stream.getvalue()
