"""Which processes are still there, as PostgreSQL knows it: whoever loses the connection is gone."""

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
