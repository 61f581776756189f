"""The bot's threads: a queue with an end, and lanes that do not wait for each other."""

import asyncio
import threading
from collections.abc import Coroutine
from functools import partial
from typing import Any

import pytest

from bot import adding, chat_texts, dispatch
from bot.commands import COMMANDS, find
from bot.host import Busy
from bot.workers import Workers


async def begun(*waiting: Coroutine[Any, Any, object]) -> list[asyncio.Task[object]]:
    """Let them all come as far as they get by themselves."""
    tasks = [asyncio.create_task(one) for one in waiting]
    for _ in range(5):
        await asyncio.sleep(0)
    return tasks


def test_more_than_may_wait_is_told_when_to_try_again() -> None:
    async def crowd() -> None:
        release = threading.Event()
        workers = Workers(answering=1, quick=1, most_answering=2, most_quick=1)
        held = await begun(*(workers.answer(release.wait) for _ in range(3)))
        with pytest.raises(Busy, match=r"^The bot is busy; try again in 2 s\.$"):
            await workers.answer(release.wait)
        held += await begun(*(workers.quickly(release.wait) for _ in range(2)))
        with pytest.raises(Busy, match=r"try again in 1 s\.$"):
            await workers.quickly(release.wait)
        release.set()
        assert await asyncio.gather(*held) == [True] * 5
        assert await workers.answer(release.wait)
        workers.close()

    asyncio.run(crowd())


def test_what_is_no_longer_waited_for_takes_no_place() -> None:
    async def crowd() -> None:
        release = threading.Event()
        workers = Workers(answering=1, most_answering=1)
        first, second = await begun(*(workers.answer(release.wait) for _ in range(2)))
        second.cancel()
        (third,) = await begun(workers.answer(release.wait))
        release.set()
        assert [await first, await third] == [True, True]
        workers.close()

    asyncio.run(crowd())


def test_questions_are_answered_while_sources_are_added() -> None:
    async def crowd() -> None:
        release = threading.Event()
        workers = Workers(answering=1, adding=2)
        held = await begun(*(workers.add(f"T{number}", release.wait) for number in range(9)))
        assert await workers.answer(lambda: "at once") == "at once"
        release.set()
        assert await asyncio.gather(*held) == [True] * 9
        workers.close()

    asyncio.run(crowd())


def test_a_workspace_adds_one_thing_after_the_other_and_keeps_no_thread_from_others() -> None:
    async def crowd() -> None:
        release, order = threading.Event(), []
        workers = Workers(answering=1, adding=2)

        def add(name: str) -> None:
            order.append(name)
            release.wait()

        held = await begun(*(workers.add("T1", partial(add, name)) for name in "ab"))
        assert await workers.add("T2", lambda: "not kept waiting") == "not kept waiting"
        assert order == ["a"]
        release.set()
        await asyncio.gather(*held)
        assert order == ["a", "b"]
        workers.close()

    asyncio.run(crowd())


def test_too_much_to_add_is_told_too() -> None:
    async def crowd() -> None:
        release = threading.Event()
        workers = Workers(answering=1, adding=1, most_adding=1)
        held = await begun(*(workers.add("T1", release.wait) for _ in range(2)))
        with pytest.raises(Busy):
            await workers.add("T2", release.wait)
        release.set()
        await asyncio.gather(*held)
        workers.close()

    asyncio.run(crowd())


def test_closing_finishes_what_was_begun_and_drops_what_was_not() -> None:
    async def crowd() -> None:
        release = threading.Event()
        workers = Workers(answering=1, adding=1)
        first, second = await begun(*(workers.add(name, release.wait) for name in ("T1", "T2")))
        closing = threading.Thread(target=workers.close)
        closing.start()
        while not second.done():
            await asyncio.sleep(0.001)
        release.set()
        assert await first
        assert second.cancelled()
        closing.join()

    asyncio.run(crowd())


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", chat_texts.busy(4)), ("de-AT", "Der Bot ist beschäftigt; versuche es in 4 s noch einmal.")],
)
def test_somebody_who_comes_when_it_is_full_reads_so_in_their_language(locale: str, said: str) -> None:
    reply = dispatch.refused(Busy(4), "help", locale=locale)
    assert (reply.outcome, reply.error) == ("failed", said)


def test_only_adding_sources_goes_to_the_threads_that_add() -> None:
    assert [command.name for command in COMMANDS if adding.adds(command)] == ["ingest"]
    assert not adding.adds(find("nosuch"))
    assert adding.form_adds("form:ingest")
    assert not any(map(adding.form_adds, ("form:counter", "form:nosuch", "")))
    assert adding.words_add(" /source add https://example.org/a.pdf")
    assert adding.words_add("", files=True)
    assert not any(map(adding.words_add, ("/sources", "source add to the fire", "The bridge holds.", "")))
