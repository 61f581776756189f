"""What is particular to the engine for PostgreSQL: who sees which rows, many processes, a server that comes and goes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.audit import broken_at
from knowledge.storage.postgres.connections import PostgresConnections
from knowledge.storage.postgres.index import PostgresIndex
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.store import WorkspaceStore
from tests.knowledge.storage.every_method import CANARY, fill
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

SHOWN_BY_SIGHT = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, (
        SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisprimary), (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid)
    FROM pg_class c JOIN pg_attribute w ON w.attrelid = c.oid AND w.attname = 'workspace'
    WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'departures' ORDER BY 1"""


@pytest.fixture
def server(database: str) -> Iterator[PostgresServer]:
    made = PostgresServer(database, pool=1)
    yield made
    made.close()


@pytest.fixture
def store(server: PostgresServer) -> Iterator[PostgresStore]:
    """A store whose workspaces share one connection."""
    made = PostgresStore(server)
    yield made
    made.close()


def quotes(workspace: WorkspaceStore) -> list[str]:
    return [stored.claim.quote for stored in workspace.claims()]


def test_workspaces_that_share_a_connection_find_nothing_of_each_other(store: PostgresStore) -> None:
    names = ("mine", "other", "third")
    for name in names:
        store.workspace(name).add(new_source(f"The treaty of {name} will hold."))
    for _ in range(3):
        for name in names:
            workspace = store.workspace(name)
            assert quotes(workspace) == [f"The treaty of {name} will hold."]
            assert len(workspace.with_words(["treaty"], limit=9)) == 1
            assert len(workspace.nearest(unit_vectors(1)[0], limit=9)) == 1
            with pytest.raises(InputError):
                workspace.add(new_source(f"The treaty of {name} will hold."))


def test_a_transaction_that_names_no_workspace_sees_nothing_and_writes_nothing(
    server: PostgresServer, store: PostgresStore
) -> None:
    fill(store.workspace("mine"), CANARY)
    unnamed = PostgresConnections(server, None, PostgresIndex())
    with unnamed.reading() as db:
        tables = [row[0] for row in db.execute(SHOWN_BY_SIGHT.replace("%s", "?"), (SCHEMA,))]
        assert {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables} == (  # noqa: S608
            dict.fromkeys(tables, 0)
        )
    with unnamed.writing() as db:
        assert db.execute("UPDATE settings SET value = 'x'").rowcount == 0
        assert db.execute("DELETE FROM claims").rowcount == 0
    with pytest.raises(DatabaseError), unnamed.writing() as db:
        db.execute("INSERT INTO settings (name, value, workspace) VALUES ('a', 'b', 'mine')")
    assert store.workspace("mine").records.settings() == {"language": CANARY}


def test_a_workspace_cannot_write_into_another(server: PostgresServer, store: PostgresStore) -> None:
    store.workspace("mine").add(new_source(TREATY))
    other = PostgresConnections(server, "other", PostgresIndex())
    with pytest.raises(DatabaseError), other.writing() as db:
        db.execute("INSERT INTO settings (name, value, workspace) VALUES ('a', 'b', 'mine')")
    with pytest.raises(DatabaseError), other.writing() as db:
        db.execute("UPDATE meta SET workspace = 'mine'")


def test_every_table_of_workspaces_rows_shows_the_rows_of_one(database: str, store: PostgresStore) -> None:
    store.workspaces()
    with psycopg.connect(database) as connection:
        found = connection.execute(SHOWN_BY_SIGHT, (SCHEMA,)).fetchall()
    assert len(found) > 20
    assert found == [(name, True, "workspace", 1) for name, *_ in found]


def test_the_program_works_as_somebody_who_is_bound_by_row_security(store: PostgresStore) -> None:
    store.workspace("mine").add(new_source(TREATY))
    with store.workspace("mine")._connections.reading() as db:
        name, free = db.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert (name, free) == ("counterpoint_app", False)


@pytest.fixture
def login(database: str) -> Iterator[str]:
    """The address of a database for a login of no rights that owns it, which is deleted afterwards."""
    with psycopg.connect(database, autocommit=True) as connection:
        for statement in (
            "DROP DATABASE IF EXISTS plain",
            "DROP ROLE IF EXISTS plain",
            "CREATE ROLE plain LOGIN NOSUPERUSER NOBYPASSRLS",
            "CREATE DATABASE plain OWNER plain TEMPLATE template0",
        ):
            connection.execute(statement.encode())
        parts = connection.info.get_parameters()
    with psycopg.connect(f"host={parts['host']} user={parts['user']} dbname=plain") as admin:
        admin.execute("CREATE EXTENSION vector")
    yield f"postgresql://plain:hunter2@/plain?host={parts['host']}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP DATABASE plain WITH (FORCE)")
        connection.execute("DROP ROLE plain")


def test_an_owner_without_rights_is_bound_by_row_security_as_well(login: str) -> None:
    store = PostgresStore(PostgresServer(login))
    fill(store.workspace("mine"), CANARY)
    assert quotes(store.workspace("other")) == []
    with psycopg.connect(login) as connection:
        assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.claims").fetchone() == (0,)  # noqa: S608
    assert store.delete("mine")
    store.close()


def test_a_login_that_could_see_all_rows_is_refused(database: str, login: str) -> None:
    PostgresStore(PostgresServer(login)).workspaces()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("ALTER ROLE plain BYPASSRLS")
    store = PostgresStore(PostgresServer(login))
    with pytest.raises(DatabaseError, match="bound by no row security") as error:
        store.workspace("mine").claims()
    assert "hunter2" not in str(error.value)
    store.close()


def test_what_another_process_loaded_of_a_deleted_workspace_is_found_no_more(database: str) -> None:
    here, there = PostgresStore(PostgresServer(database)), PostgresStore(PostgresServer(database))
    here.workspace("mine").add(new_source(TREATY, PIPELINES))
    held = there.workspace("mine")
    before = held.revision()
    assert (
        len(held.nearest(unit_vectors(1)[0], limit=9))
        == len(held.with_words(["treaty", "pipelines"], limit=9))
        == 2
    )
    assert here.delete("mine")
    assert held.claims() == []
    here.workspace("mine").add(new_source("A tunnel is dark."))
    assert held.revision() > before
    assert [hit.key for hit in held.nearest(unit_vectors(1)[0], limit=9)] == [1]
    assert held.with_words(["treaty"], limit=9) == []
    assert quotes(held) == ["A tunnel is dark."]
    here.close()
    there.close()


def test_processes_that_write_at_once_wait_for_each_other(database: str) -> None:
    stores = [PostgresStore(PostgresServer(database, pool=2)) for _ in range(3)]

    def write(number: int) -> None:
        workspace = stores[number % 3].workspace("mine")
        workspace.add(new_source(f"Treaty {number} holds.", file=f"{number}"))
        workspace.audit.add(person="ada", action="ingest", subject=f"{number}")

    with ThreadPoolExecutor(max_workers=9) as pool:
        list(pool.map(write, range(30)))
    workspace = stores[0].workspace("mine")
    assert sorted(stored.key for stored in workspace.claims()) == list(range(1, 31))
    assert len({stored.id for stored in workspace.claims()}) == 30
    entries = workspace.audit.entries()
    assert len(entries) == 30
    assert broken_at(entries) is None
    for store in stores:
        store.close()


def test_connections_that_the_server_ended_are_replaced_unnoticed(database: str) -> None:
    store = PostgresStore(PostgresServer(database, pool=4))
    store.workspace("mine").add(new_source(TREATY))
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda _: store.workspace("mine").claims(), range(20)))
    with psycopg.connect(database, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'counterpoint' "
            "AND datname = current_database()"
        ).fetchone()
    assert ended
    assert ended[0] > 0
    assert quotes(store.workspace("mine")) == [TREATY]
    store.workspace("mine").records.set_setting("language", "de")
    store.close()


def test_what_the_server_undid_is_not_said_to_be_kept(store: PostgresStore) -> None:
    workspace = store.workspace("mine")
    workspace.add(new_source(TREATY))

    def go_on_after_an_error() -> None:
        with workspace._connections.writing() as db, suppress(psycopg.Error):
            db.execute("DELETE FROM claims")
            db.execute("SELECT 1 / 0")

    with pytest.raises(DatabaseError, match="Nothing was changed"):
        go_on_after_an_error()
    assert quotes(workspace) == [TREATY]


def test_a_pool_that_is_all_in_use_is_said_to_be(database: str) -> None:
    server = PostgresServer(database, pool=1, patience=0.2)
    connections = PostgresConnections(server, "mine", PostgresIndex())
    with (
        connections.reading(),
        pytest.raises(DatabaseError, match="raise COUNTERPOINT_STORE_POOL"),
        connections.reading(),
    ):
        pass
    server.close()


def test_what_is_written_is_on_the_disk_even_where_the_database_would_not_wait(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
        store = PostgresStore(PostgresServer(database))
        with store.workspace("mine")._connections.writing() as db:
            assert db.execute("SHOW synchronous_commit").fetchone() == ("on",)
        connection.execute(f'ALTER DATABASE "{name}" RESET synchronous_commit'.encode())
    store.close()


def test_a_character_that_the_database_cannot_hold_comes_back(store: PostgresStore) -> None:
    text = "A \0 NUL, the mark \ufdd0 that stands for it, \ufdd0\0 both, \ufdd00 and 1."
    workspace = store.workspace("mine")
    workspace.add(new_source(text))
    assert quotes(workspace) == [text]
    document = workspace.document(workspace.sources()[0].id)
    assert document
    assert document.text == text
    workspace.records.set_setting(text, text)
    assert workspace.records.settings() == {text: text}
