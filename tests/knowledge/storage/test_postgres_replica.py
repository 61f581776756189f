"""A streaming replica stands by: the program can be pointed at it, reads what has arrived, and writes nothing."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from benchmarks import clusters
from knowledge.errors import DatabaseError
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.store import WorkspaceStore
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

PATIENCE = 30.0


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[str, str]]:
    """The addresses of a server and of its replica."""
    with clusters.started(settings=("fsync = off",)) as server, clusters.replica(server) as standby:
        yield server.get_uri(), standby.get_uri()


def arrived(first: str, second: str) -> None:
    """Wait until the replica has replayed what the server has written."""
    with (
        psycopg.connect(first, autocommit=True) as server,
        psycopg.connect(second, autocommit=True) as standby,
    ):
        ((written,),) = server.execute("SELECT pg_current_wal_flush_lsn()::text").fetchall()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ((done,),) = standby.execute(
                "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", (written,)
            ).fetchall()
            if done:
                return
            time.sleep(0.02)
    raise TimeoutError("the replica does not follow")


def store_at(url: str) -> PostgresStore:
    return PostgresStore(PostgresServer(url))


def told(workspace: WorkspaceStore) -> list[Any]:
    return [
        workspace.sources(),
        workspace.claims(),
        workspace.topics(),
        workspace.with_words(["treaty", "pipelines"], limit=9),
        workspace.nearest(unit_vectors(2)[0], limit=9),
        workspace.revision(),
    ]


def test_a_replica_answers_what_the_server_answers(pair: tuple[str, str]) -> None:
    here = store_at(pair[0])
    here.workspace("local").add(new_source(TREATY, PIPELINES))
    arrived(*pair)
    there = store_at(pair[1])
    assert told(here.workspace("local")) == told(there.workspace("local"))
    here.close()
    there.close()


def test_what_has_to_be_kept_is_refused_in_one_sentence(pair: tuple[str, str]) -> None:
    here = store_at(pair[0])
    here.workspace("kept").add(new_source(TREATY))
    arrived(*pair)
    there = store_at(pair[1])
    workspace = there.workspace("kept")
    with pytest.raises(DatabaseError, match="read-only"):
        workspace.add(new_source(PIPELINES))
    assert workspace.count() == 1
    here.close()
    there.close()


def test_a_replica_that_was_promoted_takes_what_is_added() -> None:
    with clusters.started(settings=("fsync = off",)) as server, clusters.replica(server) as standby:
        first = store_at(server.get_uri())
        first.workspace("local").add(new_source(TREATY))
        arrived(server.get_uri(), standby.get_uri())
        first.close()
        with psycopg.connect(standby.get_uri(), autocommit=True) as connection:
            connection.execute("SELECT pg_promote()")
        second = store_at(standby.get_uri())
        second.workspace("local").add(new_source(PIPELINES, file="b.txt"))
        assert [stored.claim.quote for stored in second.workspace("local").claims()] == [TREATY, PIPELINES]
        second.close()
