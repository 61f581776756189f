"""A server of PostgreSQL that is killed while sources are added: what was acknowledged is there when it is back."""

import random
import threading
import time
from pathlib import Path
from typing import Final

from benchmarks import clusters
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, check_source, invented
from knowledge.errors import DatabaseError
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore

LONGEST: Final = 0.8
PATIENCE: Final = 5.0


def while_adding(_: Path, rounds: int) -> str:
    """Kill the server at a random moment; the same program goes on when it is back."""
    acknowledged: list[str] = []
    with clusters.started() as server:
        store = PostgresStore(PostgresServer(server.get_uri(), patience=PATIENCE))
        store.workspace(NAME).sources()
        for round_ in range(rounds):
            new = _killed(server, store, round_)
            clusters.start_again(server)
            workspace = store.workspace(NAME)
            sources = [source.id for source in workspace.sources()]
            acknowledged += new
            lost = set(acknowledged) - set(sources)
            must(not lost, f"{len(lost)} of {len(acknowledged)} acknowledged sources are lost")
            # one more may be in than was said: the word of it was lost
            must(len(sources) <= len(acknowledged) + round_ + 1, "there are other sources than were added")
            for source in sources[-3:]:
                check_source(workspace, source)
        store.close()
    return f"{len(acknowledged)} acknowledged sources: 0 lost, 0 by half"


def _killed(server: object, store: PostgresStore, round_: int) -> list[str]:
    """Kill a server that something is added to, and give what it had acknowledged until then."""
    acknowledged: list[str] = []
    said: list[str] = []

    def add() -> None:
        try:
            for number in range(round_ * 1000, round_ * 1000 + 1000):
                source = store.workspace(NAME).add(invented(number))
                acknowledged.append(source.id)
        except DatabaseError as error:
            said.append(str(error))

    adding = threading.Thread(target=add)
    adding.start()
    time.sleep(random.Random(round_).uniform(0.05, LONGEST))
    clusters.kill(server)
    adding.join(timeout=60)
    must(len(said) == 1, "somebody was told nothing when the server was killed")
    return acknowledged


FAULTS = (
    Fault(
        name="kill -9 of the database server",
        must="acknowledged is kept, none by half, the program goes on",
        rounds=100,
        run=while_adding,
    ),
)
