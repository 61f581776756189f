"""What goes wrong with a server of PostgreSQL is one sentence that says what to do, and shows no password."""

import psycopg
import pytest
from psycopg import errors

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.engines import Database
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.postgres.trouble import advice


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('FATAL:  password authentication failed for user "ada"', "refuses the password"),
        ("fe_sendauth: no password supplied", "wants a password"),
        ('FATAL:  database "library" does not exist', "no such database"),
        ("FATAL:  sorry, too many clients already", "takes no more connections"),
        ('FATAL:  too many connections for role "ada"', "takes no more connections"),
        ('FATAL:  role "ada" is not permitted to log in', "may not log in"),
        (
            'could not translate host name "db.exmaple" to address: Name or service not known',
            "no such server",
        ),
        ('root certificate file "/etc/nosuch.pem" does not exist', "certificate"),
        ('invalid sslmode value: "hunter2"', "behind its question mark"),
        ("server does not support SSL, but SSL was required", "encrypted"),
        (
            'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection refused',
            "cannot be reached",
        ),
    ],
)
def test_a_refused_connection_is_explained(said: str, expected: str) -> None:
    sentence = advice(psycopg.OperationalError(said), "“library” on db.example", connecting=True)
    assert expected in sentence
    assert sentence.count("“library” on db.example") == ("COUNTERPOINT_STORE has no value" not in sentence)
    assert "hunter2" not in sentence


@pytest.mark.parametrize(
    "kind", [errors.DiskFull, errors.LockNotAvailable, errors.ReadOnlySqlTransaction, errors.UndefinedTable]
)
def test_what_a_server_reports_is_one_sentence(kind: type[psycopg.Error]) -> None:
    sentence = advice(kind("line one\nline two"), "“library”")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "line two" not in sentence


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (errors.QueryCanceled, "raise its statement_timeout"),
        (errors.IdleInTransactionSessionTimeout, "was lost"),
        (errors.ProgramLimitExceeded, "shorten it"),
        (errors.LockNotAvailable, "busy"),
    ],
)
def test_limits_of_a_server_are_named(kind: type[psycopg.Error], expected: str) -> None:
    assert expected in advice(kind("x"), "“library”")


def test_a_server_that_is_away_is_named_without_the_password() -> None:
    store = PostgresStore(PostgresServer("postgresql://ada:hunter2@127.0.0.1:1/library"))
    with pytest.raises(DatabaseError, match=r"“library” on 127\.0\.0\.1 cannot be reached") as error:
        store.workspace("mine").claims()
    assert "hunter2" not in f"{error.value}{error.value.__cause__}{Database(url='hunter2')}"
    store.close()


def test_a_database_that_is_not_there_is_named(database: str) -> None:
    with psycopg.connect(database) as connection:
        host = connection.info.host
    store = PostgresStore(PostgresServer(f"postgresql://postgres@/nowhere?host={host}"))
    with pytest.raises(DatabaseError, match="no such database"):
        store.workspaces()
    store.close()


def test_an_address_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_STORE is no address"):
        PostgresServer("hunter2 is my password")
