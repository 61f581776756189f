"""What is counted, and that no label can hold a person, a workspace or somebody's words."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from aiohttp import ClientSession, web

from adapters.calls import traced
from adapters.program.metrics import Metrics
from bot import dispatch, observing, questions
from bot.host import Busy
from bot.request import Asker
from bot.workers import Workers
from knowledge.errors import UnreadableFile
from tests.bot.small_library import SmallWorkspace


def ada() -> Asker:
    return Asker(workspace=SmallWorkspace(), person="ada", chat=True)


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    counted = Metrics()
    observing.tell(counted)
    yield counted
    observing.tell(observing.Observer())


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"counterpoint_{name}", labels)


def test_a_question_is_counted_by_platform_command_and_outcome(metrics: Metrics) -> None:
    with questions.asked("discord") as question:
        question.acknowledged()
        dispatch.answer_line("/topics", ada())
        question.finish()
        question.finish()
    labels = {"platform": "discord", "command": "topics"}
    assert value(metrics, "questions_total", outcome="answered", **labels) == 1
    assert value(metrics, "answer_seconds_count", **labels) == 1
    assert value(metrics, "acknowledge_seconds_count", platform="discord") == 1


def test_what_somebody_typed_in_place_of_a_command_is_no_label(metrics: Metrics) -> None:
    with questions.asked("slack") as question:
        dispatch.answer_line("/archbishop hides the keys", ada())
        question.finish()
    labels = {"platform": "slack", "command": "unknown", "outcome": "refused"}
    assert value(metrics, "questions_total", **labels) == 1
    assert b"archbishop" not in metrics.written()


def test_a_question_that_found_no_room_is_counted_as_busy(metrics: Metrics) -> None:
    with questions.asked("discord") as question:
        dispatch.refused(Busy(7), "counter")
        question.finish()
    labels = {"platform": "discord", "command": "counter", "outcome": "busy"}
    assert value(metrics, "questions_total", **labels) == 1


def test_an_answer_without_quotes_is_told_apart_from_one_with_quotes(metrics: Metrics) -> None:
    with questions.asked("discord") as question:
        dispatch.answer_line("/counter everybody agrees on ferries", ada())
        question.finish()
    labels = {"platform": "discord", "command": "counter", "outcome": "empty"}
    assert value(metrics, "questions_total", **labels) == 1


def test_the_number_of_a_question_goes_with_it_into_the_worker_threads() -> None:
    seen: list[tuple[str, str]] = []

    def work() -> None:
        seen.append((threading.current_thread().name, questions.reference()))

    async def ask() -> str:
        with questions.asked("discord") as question:
            await workers.answer(work)
            await workers.add("discord-1", work)
        await workers.quickly(work)
        return question.reference

    workers = Workers(answering=1)
    number = asyncio.run(ask())
    workers.close()
    assert [name.split("_")[0] for name, _ in seen] == ["answer", "add", "quick"]
    assert [told for _, told in seen][:2] == [number, number]
    assert seen[2][1] != number


def test_the_number_people_are_shown_is_that_of_their_question() -> None:
    with questions.asked("discord") as question:
        reply = dispatch.answer_line("/quote XX-999", ada())
    assert reply.reference == question.reference


def test_the_queues_are_measured_when_somebody_asks(metrics: Metrics) -> None:
    workers = Workers(answering=1, most_answering=3)
    metrics.watch(workers)
    hold = threading.Event()

    async def crowd() -> float | None:
        waiting = [asyncio.ensure_future(workers.answer(hold.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        seen = value(metrics, "queue_waiting", lane="answer")
        hold.set()
        await asyncio.gather(*waiting)
        return seen

    assert asyncio.run(crowd()) == 2
    workers.close()
    assert value(metrics, "queue_limit", lane="answer") == 3


def test_every_answer_of_a_platforms_service_is_counted_by_its_kind(metrics: Metrics) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    async def ask() -> None:
        server = web.Application()
        server.router.add_get("/{status}", answer)
        runner = web.AppRunner(server)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        place = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with ClientSession(trace_configs=[traced("slack")]) as session:
            for status in (200, 204, 404, 429, 502):
                async with session.get(f"{place}/{status}"):
                    pass
            await runner.cleanup()
            with pytest.raises(OSError):  # noqa: PT011 - whatever the machine says of a closed port
                await session.get(place)

    asyncio.run(ask())
    counted = {
        kind: value(metrics, "platform_answers_total", platform="slack", answer=kind)
        for kind in ("2xx", "4xx", "429", "5xx", "broken")
    }
    assert counted == {"2xx": 2, "4xx": 1, "429": 1, "5xx": 1, "broken": 1}


def test_a_file_that_cannot_be_read_is_counted(metrics: Metrics) -> None:
    from bot.operator.outside import outside

    beyond = outside({})
    with pytest.raises(UnreadableFile):
        beyond.reader().read(b"\x00\x01\x02", name="noise.pdf")
    with pytest.raises(UnreadableFile):
        beyond.fetch("http://127.0.0.1/inside")
    beyond.close()
    assert value(metrics, "unreadable_total", step="read") == 1
    assert value(metrics, "unreadable_total", step="fetch") == 1


def test_what_runs_and_how_much_memory_it_takes_is_told(metrics: Metrics) -> None:
    written = metrics.written().decode()
    assert 'counterpoint_build_info{python="3.' in written
    assert metrics.registry.get_sample_value("process_resident_memory_bytes", {}) is not None
