"""Questions that were acknowledged are kept until they are answered, and found when their process is gone."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.storage.engines import opened
from knowledge.storage.in_flight import LIFE, InFlight, Left, Stage, Step
from knowledge.storage.installation import Installation
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.presence import Presence
from knowledge.storage.sealing import new_key
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import Store
from tests.knowledge.storage.engines import Kept

KEY = new_key()
CANARY = "zebrawolfram"


class Process:
    """A process of the program, as far as it keeps questions."""

    def __init__(self, store: Store, installation: Installation) -> None:
        assert installation.in_flight is not None
        self.store = store
        self.installation = installation
        self.in_flight: InFlight = installation.in_flight
        assert isinstance(store, SQLiteStore | PostgresStore)
        self.presence: Presence = store.presence

    def take(self, name: str, stage: Stage = Stage.BEGUN, content: str = CANARY) -> bool:
        return self.in_flight.take([Step(delivery=name, stage=stage, content=content)])[0]

    def end(self) -> None:
        self.store.close()
        self.installation.close()


@pytest.fixture
def process(kept: Kept) -> Iterator[Callable[[], Process]]:
    """Every engine in turn: another process on the same data."""
    made: list[Process] = []

    def another() -> Process:
        made.append(Process(*kept.both(keys=[KEY])))
        return made[-1]

    yield another
    for one in made:
        one.end()


def test_a_question_of_a_process_that_is_gone_is_found_once(process: Callable[[], Process]) -> None:
    first, second, third = process(), process(), process()
    assert first.take("slack:1")
    assert second.in_flight.left("slack") == []
    first.end()
    assert second.in_flight.left("slack") == [Left(delivery="slack:1", content=CANARY, in_doubt=False)]
    assert third.in_flight.left("slack") == []
    second.end()
    assert [one.delivery for one in third.in_flight.left("slack")] == ["slack:1"]


def test_whoever_asked_first_is_found_first(process: Callable[[], Process]) -> None:
    first, second = process(), process()
    for name in ("slack:3", "slack:1", "slack:2"):
        first.take(name)
    first.end()
    assert [one.delivery for one in second.in_flight.left("slack")] == ["slack:3", "slack:1", "slack:2"]


def test_what_is_answered_is_not_found_again(process: Callable[[], Process]) -> None:
    first, second = process(), process()
    assert first.take("slack:1")
    first.take("slack:1", Stage.DONE)
    first.end()
    assert second.in_flight.left("slack") == []
    assert not second.take("slack:1")


def test_an_answer_that_was_on_its_way_is_in_doubt(process: Callable[[], Process]) -> None:
    first, second = process(), process()
    first.take("slack:1")
    first.take("slack:1", Stage.DELIVERING)
    first.end()
    assert [one.in_doubt for one in second.in_flight.left("slack")] == [True]


def test_who_was_taken_for_gone_neither_answers_nor_ends_what_another_took_over(
    process: Callable[[], Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a cut connection to a database, by which the lock is gone while the process goes on."""
    first, second, third = process(), process(), process()
    assert first.take("slack:1")
    with monkeypatch.context() as cut:
        cut.setattr(second.presence, "is_there", lambda _: False)
        assert len(second.in_flight.left("slack")) == 1
    assert not first.take("slack:1", Stage.DELIVERING)
    first.take("slack:1", Stage.TAKEN_BACK)
    first.take("slack:1", Stage.DONE)
    assert not third.take("slack:1")
    assert second.take("slack:1", Stage.DELIVERING)
    second.end()
    assert [one.in_doubt for one in third.in_flight.left("slack")] == [True]


def test_processes_that_are_sent_the_same_at_once_in_other_orders_do_not_wait_in_a_circle(
    process: Callable[[], Process],
) -> None:
    names = [f"slack:{number}" for number in range(40)]
    processes = [process(), process()]
    orders = [names, names[::-1]]
    steps = [[Step(delivery=name, stage=Stage.BEGUN, content="x") for name in order] for order in orders]
    for one in processes:
        one.take("warm")
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda one, given: one.in_flight.take(given), processes, steps)
    assert [a != b for a, b in zip(first, second[::-1], strict=True)] == [True] * len(names)


def test_a_delivery_is_begun_once_unless_it_was_taken_back(process: Callable[[], Process]) -> None:
    first, second = process(), process()
    assert first.take("slack:1")
    assert not second.take("slack:1")
    assert not second.installation.first_time("slack:1")
    first.take("slack:1", Stage.TAKEN_BACK)
    assert second.take("slack:1")


def test_each_platform_finds_its_own(process: Callable[[], Process]) -> None:
    first, second = process(), process()
    first.in_flight.take(
        [Step(delivery=name, stage=Stage.BEGUN, content=name) for name in ("slack:1", "discord:1")]
    )
    first.end()
    assert [one.delivery for one in second.in_flight.left("discord")] == ["discord:1"]
    assert [one.delivery for one in second.in_flight.left("slack")] == ["slack:1"]


def test_nobody_answers_what_is_too_old(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, second = (Process(*opened(tmp_path, keys=[KEY])) for _ in range(2))
    first.take("slack:1")
    first.end()
    aged = (datetime.now(UTC) - LIFE - timedelta(minutes=1)).isoformat(timespec="microseconds")
    db = sqlite3.connect(tmp_path / "installation.db")
    db.execute("UPDATE in_flight SET at = ?", (aged,))
    db.commit()
    caplog.set_level(logging.WARNING)
    assert second.in_flight.left("slack") == []
    assert db.execute("SELECT count(*) FROM in_flight").fetchone() == (0,)
    assert "too old" in caplog.text
    db.close()
    second.end()


def test_what_people_asked_is_never_plain_on_the_disk(tmp_path: Path) -> None:
    process = Process(*opened(tmp_path, keys=[KEY]))
    process.take("slack:1")
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.glob("installation.db*"))
    process.end()


def test_without_a_key_nothing_is_kept(tmp_path: Path) -> None:
    store, installation = opened(tmp_path)
    assert installation.in_flight is None
    store.close()
    installation.close()
