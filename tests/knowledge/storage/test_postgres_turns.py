"""How often people ask is counted once for all processes of a database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.engines import Database, opened
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.postgres.turns import PostgresTurns
from knowledge.storage.turns import Granted, Wanted
from tests.cluster import Cluster

ADA, ALL = "person:club:ada", "workspace:club"


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.empty()


@pytest.fixture
def processes(url: str) -> Iterator[Callable[[], PostgresTurns]]:
    """Counting over a connection of its own, as each process does."""
    made: list[tuple[PostgresTurns, PostgresServer]] = []

    def another() -> PostgresTurns:
        server = PostgresServer(url)
        made.append((PostgresTurns(server), server))
        return made[-1][0]

    yield another
    for turns, server in made:
        turns.close()
        server.close()


def taken(turns: PostgresTurns, name: str, count: int, *, per_minute: int = 6) -> Granted:
    (granted,) = turns.take([Wanted(name=name, turns=count, per_minute=per_minute)])
    return granted


def test_two_processes_give_somebody_no_more_turns_than_one(processes: Callable[[], PostgresTurns]) -> None:
    one, other = processes(), processes()
    assert [taken(each, ADA, 2).turns for each in (one, other, one, other)] == [2, 2, 2, 0]
    assert taken(other, ALL, 1).turns == 1
    assert 8.0 < taken(other, ADA, 1).wait <= 10.0


def test_as_many_turns_are_given_as_there_are(processes: Callable[[], PostgresTurns]) -> None:
    turns = processes()
    assert taken(turns, ADA, 4).turns == 4
    assert taken(turns, ADA, 5).turns == 2
    assert taken(turns, ALL, 100).turns == 6
    assert taken(turns, ALL, 1).turns == 0


def test_turns_come_back_by_the_clock_of_the_server(url: str, processes: Callable[[], PostgresTurns]) -> None:
    turns = processes()
    assert taken(turns, ADA, 6).turns == 6
    with psycopg.connect(url) as connection:
        connection.execute(f"UPDATE {SCHEMA}.turns SET full_at = full_at - 20".encode())  # noqa: S608
    assert taken(turns, ADA, 6).turns == 2


def test_processes_that_ask_for_the_same_people_at_once_share_their_turns(
    processes: Callable[[], PostgresTurns],
) -> None:
    people = [f"person:club:{number}" for number in range(20)]

    def ask(turns: PostgresTurns) -> int:
        rounds = 10
        wanted = [Wanted(name=name, turns=1, per_minute=1) for name in people]
        return sum(one.turns for _ in range(rounds) for one in turns.take(wanted))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, [processes() for _ in range(4)])) == len(people)


def test_who_asks_is_kept_as_a_number_that_names_nobody(
    url: str, processes: Callable[[], PostgresTurns]
) -> None:
    taken(processes(), ADA, 1)
    with psycopg.connect(url) as connection:
        rows = connection.execute(f"SELECT name FROM {SCHEMA}.turns".encode()).fetchall()  # noqa: S608
    assert [type(name) for (name,) in rows] == [int]


def test_a_database_that_is_away_is_said_and_asked_again_when_it_is_back(
    url: str, processes: Callable[[], PostgresTurns]
) -> None:
    turns = processes()
    taken(turns, ADA, 6)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(DatabaseError):
        taken(turns, ADA, 1)
    assert taken(turns, ADA, 1).turns == 0


def test_only_a_database_counts_for_all_processes(url: str, tmp_path: Path) -> None:
    store, in_files = opened(tmp_path)
    other, in_database = opened(tmp_path, database=Database(url=url))
    assert in_files.turns is None
    assert isinstance(in_database.turns, PostgresTurns)
    for one in (store, in_files, other, in_database):
        one.close()


def test_nothing_is_set_for_whoever_has_the_connection_next(processes: Callable[[], PostgresTurns]) -> None:
    turns = processes()
    names = ("role", "search_path", "statement_timeout", "synchronous_commit")
    assert taken(turns, ADA, 1).turns == 1
    session = turns._session
    assert session is not None
    with psycopg.connect(session.info.dsn) as fresh:
        for name in names:
            shown = f"SHOW {name}".encode()
            assert session.execute(shown).fetchone() == fresh.execute(shown).fetchone()
