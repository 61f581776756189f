"""Two processes of the program, killed in turn and restarted while people ask, vote and add sources in both chats.

What was acknowledged is answered once, and what it changed is stored once; where nobody can know whether an answer has
arrived, whoever asked may be told to ask again, which is counted.
"""

import random
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import clusters
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.worker_scene import scene


def in_files(folder: Path, rounds: int, *, over_socket: bool) -> str:
    """Kill workers that share a data folder."""
    return _killed(folder, rounds, {}, over_socket=over_socket)


def in_a_database(folder: Path, rounds: int, *, over_socket: bool) -> str:
    """Kill workers that share a database."""
    with clusters.started() as server:
        return _killed(folder, rounds, {"COUNTERPOINT_STORE": server.get_uri()}, over_socket=over_socket)


def _killed(folder: Path, rounds: int, environment: Mapping[str, str], *, over_socket: bool) -> str:
    with scene(folder, environment, over_socket=over_socket) as here:
        chance = random.Random(rounds)
        for _ in range(rounds):
            here.going_on(chance.uniform(0.5, 2.0))
            worker = here.workers[0]
            here.end(worker, kill=True)
            here.begin(worker.shard)
        before = len(here.deeds.done)
        # a rolling restart: the successor is there first
        for worker in list(here.workers):
            here.begin(worker.shard)
            here.going_on(0.5)
            here.end(worker, kill=False)
        here.going_on(1.0)
        seen = here.deeds.judged(rolling=before)
        for worker in here.workers:
            here.let_go(worker)
        must(here.taken_over > 0, "nothing was in flight when a worker ended, so that nothing was tried")
        complaints = [*here.discord.complaints, *here.slack.complaints]
        must(not complaints, f"against a platform's rules: {complaints[:3]}")
        return f"{seen}; {here.taken_over} taken over"


MUST: Final = "acknowledged is answered, once"
FAULTS = tuple(
    Fault(
        name=f"kill -9 of workers {where} in turn, {engine}",
        must=MUST,
        rounds=20,
        run=partial(run, over_socket=where == "over sockets"),
        quick=False,
    )
    for where in ("over HTTP", "over sockets")
    for engine, run in (("files", in_files), ("PostgreSQL", in_a_database))
)
