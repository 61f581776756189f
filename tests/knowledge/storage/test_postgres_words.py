"""The index of words on PostgreSQL: as SQLite's after every change, and nothing left of what was removed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from knowledge.storage.engines import Database, opened
from knowledge.storage.postgres import words as postgres_words
from knowledge.storage.store import NewSource, WorkspaceStore
from tests.knowledge.storage.invented import new_source

ASKED = (["treaty"], ["treaty", "pipelines", "Ruvia's"], ["number", "the"], ["don't", "hold"], ["zzz"])


@pytest.fixture(params=(2_048, 3), ids=("in rows", "in blocks"))
def both(
    request: pytest.FixtureRequest, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[WorkspaceStore]]:
    """The same workspace on each engine, words kept in rows of sources, or folded into blocks at once."""
    monkeypatch.setattr(postgres_words, "MOST_FRESH", request.param)
    stores = [opened(tmp_path)[0], opened(tmp_path, database=Database(url=database))[0]]
    yield [store.workspace("local") for store in stores]
    for store in stores:
        store.close()


def made(number: int) -> NewSource:
    quotes = [
        f"The treaty number {number * 10 + i} of Ruvia's allies will hold, don't you think?" for i in range(4)
    ]
    return new_source(*quotes, f"Pipelines of {number} bind.", f"{number} 💥", file=f"{number}.txt")


def assert_same(both: list[WorkspaceStore]) -> None:
    for words in ASKED:
        for limit in (1, 1_000):
            sqlite, postgres = (workspace.with_words(words, limit=limit) for workspace in both)
            assert sqlite == postgres, words


def test_words_are_found_as_in_sqlite_after_every_change(both: list[WorkspaceStore]) -> None:
    for number in range(6):
        ids = [workspace.add(made(number)).id for workspace in both]
        assert ids[0] == ids[1]
    assert_same(both)
    second, third = (both[0].sources()[place] for place in (1, 2))
    dropped = [stored.key for stored in both[0].claims(source_id=third.id)][:2]
    for workspace in both:
        assert workspace.remove(second.id)
        workspace.reviews.drop(third.id, dropped, dropped=True)
    assert_same(both)
    for workspace in both:
        workspace.reviews.drop(third.id, dropped, dropped=False)
        workspace.add(made(9))
    assert_same(both)


def test_a_word_without_end_is_found_and_keeps_no_later_source_out(both: list[WorkspaceStore]) -> None:
    """An index of PostgreSQL takes no key of three thousand bytes, unless it repeats itself."""
    endless = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(15))
    for workspace in both:
        workspace.add(new_source(f"The word {endless} holds.", f"{endless}x holds, too.", file="endless"))
        workspace.add(made(1))
        workspace.add(made(2))
    for words in ([endless], [f"{endless}x", "treaty"], [endless[:500]]):
        found = [workspace.with_words(words, limit=20) for workspace in both]
        assert found[0] == found[1]
    assert [hit.key for hit in both[1].with_words([endless], limit=9)] == [1]


def test_nothing_stays_of_the_words_of_what_was_removed(both: list[WorkspaceStore], database: str) -> None:
    workspace = both[1]
    for number in range(3):
        workspace.add(made(number))
    for source in workspace.sources():
        workspace.remove(source.id)
    with psycopg.connect(database) as db:
        for table in ("fresh_words", "terms", "term_blocks"):
            assert db.execute(f"SELECT count(*) FROM counterpoint.{table}".encode()).fetchone() == (0,)  # noqa: S608


def test_a_word_in_many_quotes_is_kept_in_several_blocks(
    both: list[WorkspaceStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_words, "BLOCK", 5)
    for number in range(4):
        for workspace in both:
            workspace.add(made(number))
    assert_same(both)
