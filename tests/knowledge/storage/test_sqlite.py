"""What is particular to the SQLite engine: its files, its connections, its speed at scale."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from knowledge.storage import changes, words
from knowledge.storage.sqlite.migrations import APPLICATION_ID
from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.types import Metadata
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, claim, new_source, unit_vectors

CANARY = "zebrawolfram"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data folder, 100% ?ours#"


def pragma(path: Path, name: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def test_a_workspace_is_one_file_made_when_it_is_first_used(data: Path) -> None:
    store = SQLiteStore(data)
    workspace = store.workspace("T0123-x_Y")
    assert not data.exists()
    assert workspace.count() == 0
    store.close()
    made = sorted(path.name for path in data.rglob("*") if path.is_file())
    assert made == ["T0123-x_Y.db", "T0123-x_Y.db-seal"]
    assert pragma(data / "workspaces" / "T0123-x_Y.db", "application_id") == APPLICATION_ID
    assert pragma(data / "workspaces" / "T0123-x_Y.db", "journal_mode") == "wal"


def test_a_relative_data_folder_stays_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = SQLiteStore(Path("data"))
    monkeypatch.chdir("/")
    store.workspace("local").add(new_source(TREATY))
    store.close()
    assert (tmp_path / "data" / "workspaces" / "local.db").exists()


def files_with(canary: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()]


def test_nothing_of_a_removed_source_stays_in_any_file(data: Path) -> None:
    store = SQLiteStore(data)
    workspace = store.workspace("local")
    kept = [f"{quote} {number}" for number in range(300) for quote in (TREATY, PIPELINES)]
    workspace.add(new_source(*kept, file="kept"))
    canaries = [
        claim(f"{CANARY.title()} {CANARY}s {CANARY}{number}.", entities=[CANARY]) for number in range(200)
    ]
    gone = workspace.add(
        new_source(*canaries, file=f"{CANARY}.txt", topic=CANARY, original=CANARY.encode() * 9999)
    )
    workspace.add(new_source(TRUST, file="later"))
    assert files_with(CANARY, data)
    assert workspace.remove(gone.id)
    assert files_with(CANARY, data) == []
    assert len(workspace.with_words(["treaty"], limit=999)) == 300
    store.close()
    assert files_with(CANARY, data) == []


def test_nothing_stays_either_when_sources_come_and_go(data: Path) -> None:
    workspace = SQLiteStore(data).workspace("local")
    for round_ in range(6):
        quotes = [f"{CANARY} {round_} {number} {'long ' * (number % 90)}" for number in range(60)]
        gone = workspace.add(new_source(*quotes, file=f"{CANARY}{round_}"))
        workspace.add(new_source(*(f"{TRUST} {round_} {n}" for n in range(30)), file=f"kept{round_}"))
        workspace.edit(gone.id, gone.metadata, topic=f"{CANARY}-{round_}")
        workspace.remove(gone.id)
    assert files_with(CANARY, data) == []
    workspace.close()


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_nothing_of_a_removed_source_stays_in_the_unused_part_of_a_page(data: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    workspace = SQLiteStore(data).workspace("local")
    added = []
    for name in (f"zebra{number:03}x" for number in range(20)):
        claims = [
            claim(
                f"{name} says {number} {'long ' * random.randrange(80)}",
                entities=[f"{random.random()}{name}"],
            )
            for number in range(random.randrange(5, 40))
        ]
        topics = [(f"{random.random()}{name}",)] * len(claims)
        metadata = Metadata(title=f"{name} {'t' * random.randrange(300)}")
        new = new_source(*claims, file=f"{name}.txt", topic=name, topics=topics, metadata=metadata)
        added.append((name, workspace.add(new).id))
        if len(added) % 3 == 1:
            edited = Metadata(title=f"{name} {'u' * random.randrange(900)}", author=f"{name} A")
            workspace.edit(added[-1][1], edited, topic=f"{name}-b")
    random.shuffle(added)
    for name, source in added:
        workspace.remove(source)
        assert files_with(name, data) == []
    workspace.close()


def test_adding_is_all_or_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = SQLiteStore(data).workspace("local")
    kept = workspace.add(new_source(TREATY, file="kept"))

    def broken(_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(changes, "changed", broken)
    with pytest.raises(RuntimeError):
        workspace.add(new_source(PIPELINES, TRUST, file="half"))
    monkeypatch.undo()
    assert workspace.sources() == [kept]
    assert workspace.count() == len(workspace.claims()) == 1
    assert workspace.with_words(["pipelines"], limit=5) == []
    workspace.add(new_source(PIPELINES, file="whole"))
    assert workspace.claims()[-1].id == "RC-002"
    workspace.close()


def test_another_process_sees_what_was_added_and_removed(data: Path) -> None:
    here, there = (SQLiteStore(data).workspace("local") for _ in range(2))
    vectors = unit_vectors(3)
    first = here.add(new_source(TREATY, vectors=vectors[:1], file="a"))
    for workspace in (here, there):
        assert len(workspace.nearest(vectors[0], limit=9)) == workspace.topics()[0].claims == 1
    here.add(new_source(PIPELINES, vectors=vectors[1:2], file="b"))
    for workspace in (here, there):
        assert [round(hit.value, 2) for hit in workspace.nearest(vectors[1], limit=1)] == [1]
        assert workspace.topics()[0].claims == 2
    there.remove(first.id)
    there.add(new_source(TRUST, vectors=vectors[2:], file="c"))
    for workspace in (here, there):
        assert [workspace.nearest(vector, limit=1)[0].value > 0.99 for vector in vectors] == [
            False,
            True,
            True,
        ]
        assert workspace.speakers() == [("Ada Kern", 2)]
        workspace.close()


def test_vectors_fill_blocks_across_sources(data: Path) -> None:
    workspace = SQLiteStore(data).workspace("local")
    vectors = unit_vectors(2500)
    quotes = [f"Claim {number} holds." for number in range(2500)]
    for start, end in ((0, 1000), (1000, 1001), (1001, 2500)):
        workspace.add(new_source(*quotes[start:end], vectors=vectors[start:end], file=f"{start}"))
        assert len(workspace.nearest(vectors[0], limit=9999)) == end
    keys = [stored.key for stored in workspace.claims()]
    for row in (0, 999, 1000, 1023, 1024, 2047, 2048, 2499):
        assert workspace.nearest(vectors[row], limit=1)[0].key == keys[row]
    assert abs(workspace.vectors(keys) - vectors).max() < 1e-3
    workspace.close()


def test_common_words_are_left_out_where_reading_them_would_take_long(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = SQLiteStore(data).workspace("local")
    workspace.add(new_source(*(f"A common thing, number {number}." for number in range(50)), TREATY))
    assert len(workspace.with_words(["common", "treaty", "thing"], limit=99)) == 51
    monkeypatch.setattr(words, "POSTINGS", 20)
    assert len(workspace.with_words(["common", "treaty", "thing"], limit=99)) == 1
    assert len(workspace.with_words(["common"], limit=99)) == 50
    workspace.close()


def test_many_threads_read_and_write_one_workspace(data: Path) -> None:
    store = SQLiteStore(data)
    vectors = unit_vectors(40)

    def work(number: int) -> int:
        workspace: SQLiteWorkspace = store.workspace("local")
        workspace.add(
            new_source(f"Claim {number} holds.", vectors=vectors[number : number + 1], file=f"{number}")
        )
        assert workspace.nearest(vectors[number], limit=1)[0].value > 0.99
        return len(workspace.with_words([str(number)], limit=9))

    with ThreadPoolExecutor(max_workers=8) as pool:
        assert sum(pool.map(work, range(40))) == 40
    workspace = store.workspace("local")
    assert workspace.count() == len({stored.id for stored in workspace.claims()}) == 40
    store.close()
