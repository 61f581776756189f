"""No question reads a whole table of claims: what a statement does is read from SQLite's own plan of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, claim, new_source, unit_vectors

Ask = Callable[[SQLiteWorkspace], Any]

QUESTIONS: dict[str, Ask] = {
    "revision": lambda workspace: workspace.revision(),
    "by words": lambda workspace: workspace.with_words(["treaty", "pipelines"], limit=9),
    "by meaning": lambda workspace: workspace.nearest(unit_vectors(1)[0], limit=9),
    "vectors": lambda workspace: workspace.vectors([1, 2]),
    "quotes": lambda workspace: workspace.claims_by_key([1, 2]),
    "a quote": lambda workspace: workspace.claim("RC-001"),
    "a source": lambda workspace: workspace.source("abc123"),
    "a source's quotes": lambda workspace: workspace.claims(source_id="abc123"),
    "a text": lambda workspace: workspace.document("abc123"),
    "the same file": lambda workspace: workspace.find_sha256("0" * 64),
    "votes": lambda workspace: workspace.records.disputes([1, 2]),
    "a topic": lambda workspace: workspace.with_topic("russia-china", limit=9),
    "entities": lambda workspace: workspace.with_entities(["russia", "china"], limit=9),
    "topics of quotes": lambda workspace: workspace.claim_topics([1, 2]),
    "a speaker": lambda workspace: workspace.said_by("Ada Kern"),
}
SMALL: Final = ("json_each", "meta", "words", "main.words_config")
"""What may be read whole: the keys that were given, a few numbers, and the index of words where it was searched."""
FEW: Final = "USING INDEX claims_withheld"
"""The index that holds nothing but the claims that are withheld."""


@pytest.fixture(params=[10**9, 1], ids=["all vectors", "lists"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SQLiteWorkspace]:
    store = SQLiteStore(tmp_path, indexed_from=request.param)
    made = store.workspace("local")
    made.add(new_source(TREATY, claim(PIPELINES, entities=["russia", "china"]), TRUST))
    made.nearest(unit_vectors(1)[0], limit=1)
    made._lists.wait()
    made.nearest(unit_vectors(1)[0], limit=1)
    yield made
    store.close()


def read_whole(workspace: SQLiteWorkspace, ask: Ask) -> list[str]:
    """The tables that a question reads from the first row to the last, with the statement."""
    asked: list[str] = []
    with workspace._file.reading() as db:
        connection = db.conn
    connection.set_trace_callback(asked.append)
    ask(workspace)
    connection.set_trace_callback(None)
    statements = [sql for sql in asked if sql.lstrip().upper().startswith("SELECT")]
    assert statements
    return [
        f"{detail}: {sql}"
        for sql in statements
        for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if detail.startswith("SCAN ") and detail.split()[1] not in SMALL and FEW not in detail
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_whole_table(workspace: SQLiteWorkspace, question: str) -> None:
    assert read_whole(workspace, QUESTIONS[question]) == []


def test_a_whole_table_that_is_read_is_seen(workspace: SQLiteWorkspace) -> None:
    assert "SCAN" in read_whole(workspace, lambda one: one.quotes())[0]
