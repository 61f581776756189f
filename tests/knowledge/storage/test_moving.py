"""Workspaces move between the engines with everything in them, and nothing is overwritten or left by half."""

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest

from knowledge.drafts import Framing, Picks
from knowledge.errors import DatabaseError, InputError
from knowledge.storage import moving
from knowledge.storage.engines import Database, Kept, between
from knowledge.storage.moving import OF_ALL, OF_SOURCE, OF_WORKSPACE, digest_of
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.postgres.transactions import PostgresTransaction
from knowledge.storage.sealing import new_key
from knowledge.storage.sql.installation import SQLInstallation
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Speaker
from tests.knowledge.storage.every_method import CANARY, card_of, fill
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

REBUILT = {
    "meta",
    "numbers",
    "totals",
    "turns",
    "in_flight",
    "fresh_words",
    "workspaces",
    "versions",
    "digests",
    "undigested",
    "sqlite_sequence",
}
"""Made anew where a workspace arrives, and so are the tables of the indexes."""
INDEXES = ("words", "fresh_words", "term", "partition", "claim_vectors")


def filled(workspace: WorkspaceStore) -> None:
    """Put something into every table."""
    named = fill(workspace, CANARY)
    source = workspace.add(
        new_source(f"{TREATY} \0 \ufdd0", PIPELINES, file="b", vectors=unit_vectors(2, seed=2))
    )
    first, second = workspace.claims(source_id=source.id)
    workspace.reviews.correct(source.id, {first.key: "direct"}, Speaker(name="Bo Lind"))
    workspace.reviews.drop(source.id, [second.key], dropped=True)
    workspace.records.cards.keep(card_of("ada-17", named))
    workspace.records.cards.set_drill("ada-17", None)
    workspace.records.keep_draft(
        person="ada-17", source=source.id, picks=Picks(), framing=Framing(title=CANARY)
    )
    workspace.records.save("ada-17", first.key, CANARY)
    workspace.audit.add(person="ada-17", action="edit", subject=source.id)
    gone = workspace.add(new_source("A tunnel is dark.", file="gone"))
    workspace.remove(gone.id)


def told(workspace: WorkspaceStore) -> list[Any]:
    """What can be asked of a workspace."""
    records = workspace.records
    return [
        workspace.sources(),
        workspace.claims(withheld=True),
        [workspace.document(source.id) for source in workspace.sources()],
        [workspace.original(source.id) for source in workspace.sources()],
        workspace.resembling((1, 2**32 - 1, 2**64 - 1), least=1.0),
        workspace.topics(),
        workspace.speakers(),
        workspace.with_words(["treaty", CANARY, "bridge"], limit=9),
        workspace.nearest(unit_vectors(1)[0], limit=9),
        workspace.with_entities(["skerry"], limit=9),
        records.about("ada-17"),
        records.settings(),
        records.votes(),
        workspace.audit.entries(),
        workspace.answers.stale(limit=9),
        [workspace.reviews.steps(source.id) for source in workspace.sources()],
    ]


def test_a_workspace_goes_into_a_database_and_back_as_it_was(tmp_path: Path, database: str) -> None:
    with between(tmp_path / "first", Database(url=database)) as (files, kept):
        here = files.store.workspace("mine")
        filled(here)
        before = told(here)
        there = kept.take("mine", files)
        assert (there.sources, there.claims, there.before) == (2, 5, False)
        assert told(kept.store.workspace("mine")) == before
        assert kept.take("mine", files).before
    with between(tmp_path / "second", Database(url=database)) as (files, kept):
        back = files.take("mine", kept)
        assert back.sha256 == there.sha256
        assert told(files.store.workspace("mine")) == before
        for one in (files, kept):
            workspace = one.store.workspace("mine")
            added = workspace.add(new_source("Another tunnel is dark.", file="late"))
            assert [stored.key for stored in workspace.claims(source_id=added.id)] == [7]
            assert workspace.reviews.undo(workspace.sources()[1].id)
            jobs = workspace.jobs.keep(["https://skerry.example/"], {})
            assert jobs == [2]


def digest(kept: Kept) -> str:
    with kept.store.connections("mine").reading() as db:
        return digest_of(db)


def test_a_workspace_that_holds_something_else_is_left_alone(tmp_path: Path, database: str) -> None:
    with between(tmp_path, Database(url=database)) as (files, kept):
        filled(files.store.workspace("mine"))
        kept.store.workspace("mine").records.set_setting("language", "de")
        before = digest(kept)
        with pytest.raises(InputError, match="holds something else"):
            kept.take("mine", files)
        assert digest(kept) == before
        assert kept.store.delete("mine")
        assert not kept.take("mine", files).before


@pytest.mark.parametrize("table", ["claims", "answer_quotes"])
def test_a_move_that_is_cut_short_leaves_nothing_and_can_be_made_again(
    table: str, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = PostgresTransaction.insert_all

    def fails(self: PostgresTransaction, name: str, rows: Any) -> None:
        if name == table:
            raise KeyboardInterrupt
        insert(self, name, rows)

    with between(tmp_path, Database(url=database)) as (files, kept):
        filled(files.store.workspace("mine"))
        monkeypatch.setattr(PostgresTransaction, "insert_all", fails)
        with pytest.raises(KeyboardInterrupt):
            kept.take("mine", files)
        assert not kept.store.holds("mine")
        monkeypatch.undo()
        assert kept.take("mine", files).claims == 5


@pytest.mark.parametrize("target", ["database", "files"])
def test_a_workspace_that_somebody_changes_meanwhile_is_not_said_to_be_moved(
    target: str, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = moving._copy
    with between(tmp_path, Database(url=database, pool=1)) as (files, kept):
        origin, to = (files, kept) if target == "database" else (kept, files)
        workspace = origin.store.workspace("mine")
        filled(workspace)

        def meanwhile(*given: Any) -> None:
            copy(*given)
            workspace.records.set_setting("language", "de")

        with monkeypatch.context() as running:
            running.setattr(moving, "_copy", meanwhile)
            with pytest.raises(DatabaseError, match="stop the bot"):
                to.take("mine", origin)
        assert to.store.workspace("mine").sources() == []
        assert to.take("mine", origin).claims == 5
        assert to.store.workspace("mine").records.settings()["language"] == "de"


def test_secrets_and_departures_move_sealed_and_open_with_the_same_key(tmp_path: Path, database: str) -> None:
    key = new_key()
    with between(tmp_path, Database(url=database)) as (files, kept):
        old = SQLInstallation(files.installation.connections, keys=[key])
        old.seal("slack", "T1", "xoxb-secret")
        old.set_mark("commands", "a1")
        old.depart("slack-T1")
        assert kept.take_installation(files) == 3
        assert kept.take_installation(files) == 0
        new = SQLInstallation(kept.installation.connections, keys=[key])
        assert new.unseal("slack", "T1") == "xoxb-secret"
        assert new.mark("commands") == "a1"


def test_no_table_is_left_behind(tmp_path: Path, database: str) -> None:
    with between(tmp_path, Database(url=database)) as (files, kept):
        files.store.workspace("mine").sources()
        files.installation.set_mark("a", "b")
        kept.store.workspaces()
    found = set()
    for path in (tmp_path / "workspaces" / "mine.db", tmp_path / "installation.db"):
        with sqlite3.connect(path) as connection:
            found |= {
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
        connection.close()
    with psycopg.connect(database) as connection_:
        tables = (
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')"
        )
        found |= {name for (name,) in connection_.execute(tables, (SCHEMA,))}
    left = {name for name in found - REBUILT if not name.startswith(INDEXES)}
    assert left == {"sources", *OF_SOURCE, *OF_WORKSPACE, *OF_ALL}
