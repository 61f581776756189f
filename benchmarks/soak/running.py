"""One round: people do things in every workspace while one fault after the other is made, and all is checked."""

import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.soak import doings
from benchmarks.soak.chat import Impossible
from benchmarks.soak.checks import LONGEST_WAIT
from benchmarks.soak.doings import MEMBERS, MODERATOR, Place
from benchmarks.soak.faults import fitting
from benchmarks.soak.scene import Scene, scene

SAMPLING: Final = 2.0
SETTLING: Final = 60.0
"""Seconds after the last thing was done in which its answer may come until all is judged."""
DOUBLING: Final = 1.5
"""Seconds that are always waited, in which an answer might come twice."""
COMPARING: Final = 3
"""After so many faults the data folder is compared with the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long, how much, how often."""

    seconds: float
    fault_every: float
    seed: int
    rate: float
    """Things done a second, by all people together."""
    on_each: int
    """How many workspaces on each platform."""
    endings: float = 0.5
    """In which first part of the time the program may be ended; after it memory is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round leaves: the scene, and when its second part began."""

    scene: Scene
    halfway: float


def run(plan: Plan, folder: Path) -> Round:
    """Do a whole round, with a check of everything at its end."""
    with scene(folder, on_each=plan.on_each) as made:
        stop = threading.Event()
        workers = [threading.Thread(target=made_work, args=(made, plan, stop)) for made_work in _work(made)]
        for worker in workers:
            worker.start()
        begun = time.monotonic()
        try:
            _faults(made, plan, begun)
        finally:
            stop.set()
            for worker in workers:
                worker.join()
            _tell(f"{time.monotonic() - begun:6.0f} s  everybody has stopped")
        _finish(made)
        return Round(scene=made, halfway=begun + plan.endings * plan.seconds)


def _work(made: Scene) -> list[Callable[[Scene, Plan, threading.Event], None]]:
    """What each thread does: one for the memory, one for each person."""
    work: list[Callable[[Scene, Plan, threading.Event], None]] = [_weigh]
    work += [_living(place, person) for place in made.places for person in (MODERATOR, *MEMBERS)]
    return work


def _living(place: Place, person: str) -> Callable[[Scene, Plan, threading.Event], None]:
    def live(made: Scene, plan: Plan, stop: threading.Event) -> None:
        rng = random.Random(f"{plan.seed} {place.account.workspace} {person} {len(made.places)}")
        pause = len(made.places) * (1 + len(MEMBERS)) / plan.rate
        while not stop.wait(rng.uniform(0.2, 1.8) * pause):
            if place.chat.is_open and made.program.is_running():
                try:
                    (doings.moderate if person == MODERATOR else doings.member)(place, person, rng)
                except Impossible:
                    made.ledger.count("not possible just then")
                except Exception as error:  # noqa: BLE001 - a thread that ends would hide what it would have found
                    made.ledger.violate("the soak itself", f"{type(error).__name__}: {error}"[:500])

    return live


def _weigh(made: Scene, _plan: Plan, stop: threading.Event) -> None:
    while not stop.wait(SAMPLING):
        made.program.weigh()


def _faults(made: Scene, plan: Plan, begun: float) -> None:
    rng = random.Random(plan.seed)
    end, number = begun + plan.seconds, 0
    while (left := begun + (number + 1) * plan.fault_every - time.monotonic()) < end - time.monotonic():
        time.sleep(max(0.0, left))
        number += 1
        may_end = time.monotonic() < begun + plan.endings * plan.seconds
        known = fitting(made, may_end=may_end)
        fault = rng.choices(known, [one.weight for one in known])[0]
        _tell(f"{time.monotonic() - begun:6.0f} s  {fault.name}")
        made.ledger.faults[fault.name] += 1
        fault.make(made, rng)
        if not made.program.is_running():
            made.ledger.violate("ended by itself", made.program.log.read_text(encoding="utf-8")[-500:])
            made.start()
        if number % COMPARING == 0:
            _compare(made)
        for line in made.ledger.violations[made.ledger.counts["told"] :]:
            _tell(f"          {line}")
            made.ledger.count("told")
    time.sleep(max(0.0, end - time.monotonic()))


def _compare(made: Scene) -> None:
    made.checks.judge_all(made.places, older_than=LONGEST_WAIT + 5)
    for place in made.places:
        if place.account.held():
            made.checks.compare(place, made.data)


def _waits(place: Place) -> bool:
    return not all(done.deed.outcome().texts for done in place.done)


def _finish(made: Scene) -> None:
    """Let the last answers come, then stop the program and look at everything."""
    _tell("the last answers …")
    end = time.monotonic() + SETTLING
    time.sleep(DOUBLING)
    while time.monotonic() < end and any(map(_waits, made.places)):
        time.sleep(0.5)
    made.checks.judge_all(made.places)
    _tell("all that was shown …")
    made.look_around()
    if status := made.program.end(kill=False):
        made.ledger.violate("did not stop in peace", f"status {status}")
    _tell("every database …")
    for place in made.places:
        made.checks.compare(place, made.data)
    made.checks.verify(made.places, made.data)
    for log in sorted(made.program.logs.iterdir()):
        made.checks.read_log(log)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
