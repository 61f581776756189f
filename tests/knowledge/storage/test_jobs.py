"""What was taken to be added is added once, or refused with a reason, whenever the program ends."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.program.soundness import go_on_for_others, look_at_all
from bot.workers import Workers
from knowledge import adding
from knowledge.errors import DatabaseError
from knowledge.ingest import add
from knowledge.library import Library
from knowledge.storage.jobs import MOST_TRIES
from knowledge.types import File

ESSAYS = [
    File(
        name=f"{name}.txt",
        content=(
            f"Why the {name} matters\n\nThe {name} to Skerry is safe, because its master checks it every day. A longer "
            f"{name} would be far too expensive, and the county cannot afford it. Therefore the {name} should stay as "
            f"it is."
        ).encode(),
    )
    for name in ("ferry", "lighthouse", "causeway")
]
EMPTY = File(name="empty.txt", content=b"")


class Killed(BaseException):
    """What ends a program and is caught by nobody."""


def ended_at(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """Let adding end at the file with this number."""
    seen: list[object] = []

    def counted(*given: Any, **named: Any) -> Any:
        seen.append(given)
        if len(seen) == number:
            raise error
        return add(*given, **named)

    monkeypatch.setattr(adding, "add", counted)


def names(library: Library) -> list[str]:
    return [source.file for source in library.workspace("T1").sources()]


def killed(data: Path, places: Sequence[File], monkeypatch: pytest.MonkeyPatch, *, at: int) -> Library:
    """A library that was ended while it added, and is opened again."""
    ended_at(monkeypatch, at, Killed())
    library = Library(data)
    with pytest.raises(Killed):
        library.workspace("T1").ingest(places, topic="skerry", keep=True)
    library.close()
    monkeypatch.undo()
    return Library(data)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_was_taken_goes_on_after_a_restart_and_is_in_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    library = killed(tmp_path, ESSAYS, monkeypatch, at=at)
    assert names(library) == [one.name for one in ESSAYS[: at - 1]]
    assert library.unfinished() == ["T1"]
    done = library.workspace("T1").go_on()
    assert [source.file for source in done.added] == [one.name for one in ESSAYS[at - 1 :]]
    assert {source.topic for source in library.workspace("T1").sources()} == {"skerry"}
    assert names(library) == [one.name for one in ESSAYS]
    assert library.unfinished() == []
    assert library.workspace("T1").go_on().added == ()
    library.close()


def test_a_service_that_starts_goes_on_by_itself_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = killed(tmp_path, [*ESSAYS, EMPTY], monkeypatch, at=2)
    workers = Workers()
    with caplog.at_level(logging.INFO):
        asyncio.run(look_at_all(library, workers))
    workers.close()
    assert names(library) == [one.name for one in ESSAYS]
    assert library.unfinished() == []
    assert [record.getMessage() for record in caplog.records if record.name.startswith("adapters")] == [
        "T1: went on adding after a restart: 2 added, 1 there already or not to be added"
    ]
    library.close()


def test_what_is_done_or_refused_is_not_kept(tmp_path: Path) -> None:
    library = Library(tmp_path)
    result = library.workspace("T1").ingest([ESSAYS[0], EMPTY, ESSAYS[0]], keep=True)
    assert (len(result.added), len(result.skipped)) == (1, 2)
    assert library.unfinished() == []
    library.close()


def test_what_was_said_to_have_failed_is_not_done_behind_anybodys_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    ended_at(monkeypatch, 2, DatabaseError("The disk is full."))
    with pytest.raises(DatabaseError):
        library.workspace("T1").ingest(ESSAYS, keep=True)
    assert library.unfinished() == []
    library.close()


def test_on_a_command_line_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path)
    ended_at(monkeypatch, 1, Killed())
    with pytest.raises(Killed):
        library.workspace("T1").ingest(ESSAYS)
    assert library.unfinished() == []
    library.close()


def test_what_ends_the_program_again_and_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = killed(tmp_path, ESSAYS[:1], monkeypatch, at=1)
    for _ in range(MOST_TRIES - 1):
        ended_at(monkeypatch, 1, Killed())
        with pytest.raises(Killed):
            library.workspace("T1").go_on()
        monkeypatch.undo()
        library.close()
        library = Library(tmp_path)
    assert library.workspace("T1").go_on().added == ()
    assert library.unfinished() == []
    assert "they are given up" in caplog.text
    library.close()


def test_a_link_is_kept_as_a_link(tmp_path: Path) -> None:
    library = Library(tmp_path)
    jobs = library.workspace("T1").store.jobs
    numbers = jobs.keep(["https://skerry.example/ferry", ESSAYS[0]], {"topic": "skerry"})
    library.close()
    library = Library(tmp_path)
    jobs = library.workspace("T1").store.jobs
    assert [(job.number, job.place, job.options) for job in jobs.begun()] == [
        (numbers[0], "https://skerry.example/ferry", {"topic": "skerry"}),
        (numbers[1], ESSAYS[0], {"topic": "skerry"}),
    ]
    jobs.drop(numbers)
    assert jobs.begun() == []
    library.close()


def test_what_a_process_is_at_work_on_no_other_takes(tmp_path: Path) -> None:
    library, other = Library(tmp_path), Library(tmp_path)
    library.workspace("T1").store.jobs.keep(ESSAYS, {})
    assert other.unfinished() == []
    assert other.workspace("T1").store.jobs.begun() == []
    library.close()
    assert other.unfinished() == ["T1"]
    assert len(other.workspace("T1").store.jobs.begun()) == len(ESSAYS)
    third = Library(tmp_path)
    assert third.workspace("T1").store.jobs.begun() == []
    third.close()
    other.close()


def test_the_service_goes_on_with_what_another_process_left(tmp_path: Path) -> None:
    other, library, workers = Library(tmp_path), Library(tmp_path), Workers()
    other.workspace("T1").store.jobs.keep(ESSAYS[:1], {})
    asyncio.run(go_on_for_others(library, workers))
    assert names(library) == []
    other.close()
    asyncio.run(go_on_for_others(library, workers))
    assert names(library) == [ESSAYS[0].name]
    workers.close()
    library.close()


def test_what_a_process_that_was_killed_was_at_work_on_is_taken_over(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.workspace("T1").store.jobs.keep(ESSAYS[:1], {})
    keeping = f"""if True:
        from knowledge.storage.sqlite.store import SQLiteStore
        from pathlib import Path
        store = SQLiteStore(Path({str(tmp_path)!r}))
        store.workspace("T1").jobs.keep(["https://skerry.example/ferry"], {{}})
        print("kept", flush=True)
        input()
    """
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", keeping], stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        assert library.workspace("T1").store.jobs.begun() == []
        child.kill()
    found = library.workspace("T1").store.jobs.begun()
    assert [job.place for job in found] == ["https://skerry.example/ferry"]
    assert len(list((tmp_path / "processes").iterdir())) == 1
    library.close()
    assert list((tmp_path / "processes").iterdir()) == []


def test_a_workspace_that_is_not_there_or_older_has_nothing_to_go_on_with(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert library.unfinished() == []
    assert not (tmp_path / "workspaces").exists()
    library.close()
