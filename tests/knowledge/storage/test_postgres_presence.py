"""Which processes are still there, as PostgreSQL knows it: whoever loses the connection is gone."""

import time

import psycopg

from knowledge.storage.postgres.presence import PostgresPresence
from knowledge.storage.postgres.server import PostgresServer


def presence(database: str) -> PostgresPresence:
    return PostgresPresence(PostgresServer(database, pool=1))


def test_a_process_is_there_until_it_ends(database: str) -> None:
    one, other = presence(database), presence(database)
    name = one.name()
    assert name == one.name() != other.name()
    assert one.is_there(name)
    assert other.is_there(name)
    assert not other.is_there("")
    assert not other.is_there("0123456789abcdef")
    one.close()
    assert not other.is_there(name)
    other.close()


def test_who_lost_the_connection_is_there_again_with_the_next_work(database: str) -> None:
    one, other = presence(database), presence(database)
    name = one.name()
    with psycopg.connect(database, autocommit=True) as connection:
        ending = (
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks "
            "WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert connection.execute(ending).fetchone() == (1,)
    assert not other.is_there(name)
    assert one.name() == name
    assert other.is_there(name)
    one.close()
    other.close()


def test_a_process_that_rests_is_still_there_whatever_the_server_ends(database: str) -> None:
    limits = ("idle_session_timeout", "idle_in_transaction_session_timeout", "statement_timeout")
    with psycopg.connect(database, autocommit=True) as connection:
        called = connection.info.dbname
        for limit in limits:
            connection.execute(f"ALTER DATABASE \"{called}\" SET {limit} = '100ms'".encode())
        one, other = presence(database), presence(database)
        name = one.name()
        time.sleep(0.5)
        assert other.is_there(name)
        for limit in limits:
            connection.execute(f'ALTER DATABASE "{called}" RESET {limit}'.encode())
    one.close()
    other.close()


def test_the_lock_of_a_process_is_nobody_elses_behind_a_pool_of_transactions(database: str) -> None:
    """Such a pool gives a session to another process as soon as no transaction is open in it."""
    one = presence(database)
    one.name()
    held = (
        "SELECT state FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND granted "
        "AND datname = current_database()"
    )
    with psycopg.connect(database) as connection:
        assert connection.execute(held).fetchall() == [("idle in transaction",)]
        horizon = held.replace("state", "backend_xmin")
        assert connection.execute(horizon).fetchall() == [(None,)]
    one.close()


def test_who_looks_for_others_is_there_itself_again(database: str) -> None:
    one, other = presence(database), presence(database)
    name = one.name()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )
    assert not one.is_there("0123456789abcdef")
    assert other.is_there(name)
    one.close()
    other.close()
