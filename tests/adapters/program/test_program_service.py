"""`counterpoint run` with invented platforms: who is served, what is tried again, how it stops."""

import asyncio
import errno
import logging
import socket
import threading
from collections.abc import Sequence
from contextlib import closing

import pytest

from adapters.program import supervision
from adapters.program.service import Chosen, chosen, closed_in_time, serve_all
from bot.host import CannotStart, Host
from bot.workers import Workers
from knowledge.errors import InputError
from tests.adapters.program.invented_platform import Invented, Ready, failing, no_host, until_stopped


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.0)


def served(*platforms: Invented, stop_after: int = 1, grace: float = 10.0) -> list[str]:
    """Serve until so many lines were said, then stop; return the lines."""
    lines: list[str] = []

    async def whole() -> None:
        stop = asyncio.Event()

        def say(line: str) -> None:
            lines.append(line)
            if len(lines) >= stop_after:
                stop.set()

        host = no_host()
        with closing(host.workers):
            picked = [Chosen(platform=one.platform, settings="a-token") for one in platforms]
            await serve_all(picked, host, stop=stop, say=say, grace=grace)

    asyncio.run(whole())
    return lines


class Refused(Exception):
    """What a platform's library raises for an answer that is none."""

    def __init__(self, status: int) -> None:
        self.status = status


def both(error: Exception) -> Sequence[Invented]:
    return Invented(turns=[failing(error)], name="Lighthouse"), Invented(turns=[until_stopped])


def test_run_serves_every_platform_that_is_set_up() -> None:
    platforms = [Invented().platform, Invented(name="Lighthouse").platform]
    found = chosen(platforms, {"HARBOUR_TOKEN": "a-token"})
    assert [(one.platform.name, one.settings) for one in found] == [("Harbour", "a-token")]


def test_run_says_what_to_set_when_no_token_is_set() -> None:
    with pytest.raises(InputError, match=r"for Harbour set HARBOUR_TOKEN \(docs/setup-harbour.md says how\)"):
        chosen([Invented().platform], {})


def test_run_does_not_start_with_a_platform_set_up_by_half() -> None:
    platforms = [Invented().platform, Invented(name="Lighthouse").platform]
    with pytest.raises(InputError, match="set LIGHTHOUSE_TOKEN too"):
        chosen(platforms, {"HARBOUR_TOKEN": "a-token", "LIGHTHOUSE_HALF": "yes"})


def test_run_says_a_line_for_each_platform_that_is_ready() -> None:
    harbour, lighthouse = Invented(turns=[until_stopped]), Invented(turns=[until_stopped], name="Lighthouse")
    assert len(served(harbour, lighthouse, stop_after=2)) == 2
    assert (harbour.starts, lighthouse.starts) == (["a-token"], ["a-token"])


def test_a_platform_that_cannot_start_ends_the_program_with_its_sentence() -> None:
    refused = Invented(turns=[failing(CannotStart("The token is not valid; make a new one."))])
    with pytest.raises(CannotStart, match=r"^The token is not valid; make a new one\.$"):
        served(refused)
    assert len(refused.starts) == 1


def test_when_no_platform_can_start_each_says_why() -> None:
    refused = [
        Invented(turns=[failing(CannotStart("No harbour."))]),
        Invented(turns=[failing(CannotStart("No light."))], name="Lighthouse"),
    ]
    with pytest.raises(CannotStart, match=r"^No harbour\. No light\.$"):
        served(*refused)


def test_one_platform_goes_on_when_another_cannot_start(caplog: pytest.LogCaptureFixture) -> None:
    refused, good = both(CannotStart("The light is out; ask for a new lamp."))
    assert served(refused, good) == ["Harbour: as Counterpoint in 3 ports"]
    assert "The light is out; ask for a new lamp. The other platforms go on." in caplog.messages
    assert len(refused.starts) == 1


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("no route"),
        TimeoutError(),
        OSError(errno.ENETUNREACH, "no network"),
        CannotStart("Not reachable; check the network."),
        CannotStart("The harbour is full; try again.", passing=True),
    ],
)
def test_what_the_network_did_is_tried_again(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    if isinstance(error, CannotStart) and not error.passing:
        error.__cause__ = socket.gaierror("no such name")
    shaky = Invented(turns=[failing(error), failing(error), until_stopped])
    assert served(shaky) == ["Harbour: as Counterpoint in 3 ports"]
    assert len(shaky.starts) == 3
    assert sum("Trying again in" in message for message in caplog.messages) == 2
    assert not any(record.exc_info for record in caplog.records)


def test_a_platform_that_breaks_after_it_was_ready_is_served_again(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_: Host, __: asyncio.Event, ready: Ready) -> None:
        ready("Harbour: there for a moment")
        raise KeyError("tide")

    async def gone(*_: object) -> None:
        """End as if nobody had asked for anything."""

    platform = Invented(turns=[broken, gone, until_stopped])
    assert served(platform, stop_after=2) == [
        "Harbour: there for a moment",
        "Harbour: as Counterpoint in 3 ports",
    ]
    assert any("(KeyError)" in message for message in caplog.messages)
    assert any(message.startswith("Harbour ended by itself.") for message in caplog.messages)


def test_a_fault_before_it_was_ever_ready_is_not_tried_for_ever() -> None:
    broken = Invented(turns=[failing(KeyError("tide"))])
    with pytest.raises(CannotStart, match=r"Harbour met something .* \(KeyError\)"):
        served(broken)
    assert len(broken.starts) == supervision.MOST_FAULTS


@pytest.mark.parametrize(("status", "passes"), [(503, True), (429, True), (401, False), (404, False)])
def test_a_service_that_cannot_answer_now_is_the_network_and_one_that_refuses_is_not(
    status: int, passes: bool
) -> None:
    refused = CannotStart("Harbour does not answer.")
    refused.__context__ = Refused(status)
    assert supervision.of_the_network(refused) is passes


def test_a_port_that_is_taken_is_not_the_network() -> None:
    taken = CannotStart("Port 3000 is taken; set another.")
    taken.__cause__ = OSError(errno.EADDRINUSE, "in use")
    platform = Invented(turns=[failing(taken)])
    with pytest.raises(CannotStart, match="Port 3000 is taken"):
        served(platform)
    assert len(platform.starts) == 1


def test_pauses_grow_to_five_minutes_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 2.0)
    waits = [wait for wait, _ in zip(supervision.pauses(), range(12), strict=False)]
    assert 1.6 <= waits[0] <= 2.4
    assert 240 <= waits[-1] <= 360


def test_what_is_in_flight_is_finished_before_the_program_ends() -> None:
    finished: list[str] = []

    async def slow(host: Host, stop: asyncio.Event, ready: Ready) -> None:
        release = threading.Event()
        answer = asyncio.create_task(host.workers.answer(release.wait))
        ready("Harbour: at work")
        await stop.wait()
        release.set()
        await answer
        finished.append("answer")

    served(Invented(turns=[slow]))
    assert finished == ["answer"]


def test_what_does_not_end_in_time_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    async def deaf(_: Host, __: asyncio.Event, ready: Ready) -> None:
        ready("Harbour: at work")
        await asyncio.Event().wait()

    caplog.set_level(logging.INFO)
    served(Invented(turns=[deaf]), grace=0.01)
    assert "Harbour: stopped before everything was finished" in caplog.messages


def test_threads_that_do_not_end_are_not_waited_for() -> None:
    workers, release = Workers(answering=1, quick=1), threading.Event()

    async def begin() -> None:
        answer = asyncio.ensure_future(workers.answer(release.wait))
        await asyncio.sleep(0)
        assert not closed_in_time(workers, seconds=0.01)
        release.set()
        await answer

    asyncio.run(begin())
    assert closed_in_time(workers, seconds=10)
