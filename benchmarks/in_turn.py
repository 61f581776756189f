"""Asks one workspace and many others in turn, so that what else a machine does lengthens the answers of both alike.

    python -m benchmarks.in_turn ONE MANY WHAT QUESTIONS WORKSPACES

ONE is a place with a workspace, MANY a place with so many of that size; WHAT is `counter` or `candidates`. Prints JSON.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from benchmarks.asked import WARMING, WHATS, measured, opened, questions
from benchmarks.large import names_of
from knowledge.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class InTurn:
    """Of each question the milliseconds until its answer and those of work, asked of one workspace and of many."""

    one_waited: tuple[float, ...]
    one_worked: tuple[float, ...]
    many_waited: tuple[float, ...]
    many_worked: tuple[float, ...]


def in_turn(one: Library, many: Library, what: str, claims: Sequence[str], *, workspaces: int) -> InTurn:
    """Ask one half of the claims of the one workspace, the other of the many, which of them first changes in turn."""
    half = len(claims) // 2
    asking = WHATS[what](claims)
    (alone,), names = names_of(1), names_of(workspaces)
    places = np.random.default_rng(half).permutation(np.arange(half) % len(names)).tolist()
    for at in range(min(WARMING, half)):
        measured(asking, one, alone, at)
        measured(asking, many, names[places[at]], half + at)
    here, there = [], []
    for at in range(half):
        for first in (at % 2 == 0, at % 2 == 1):
            if first:
                here.append(measured(asking, one, alone, at))
            else:
                there.append(measured(asking, many, names[places[at]], half + at))
    return InTurn(
        one_waited=tuple(waited for waited, _ in here),
        one_worked=tuple(worked for _, worked in here),
        many_waited=tuple(waited for waited, _ in there),
        many_worked=tuple(worked for _, worked in there),
    )


def main() -> None:
    """Measure what the command line names."""
    place, places, what, number, workspaces = sys.argv[1:]
    one, many = opened(place), opened(places)
    found = in_turn(one, many, what, questions(2 * int(number)), workspaces=int(workspaces))
    print(json.dumps(asdict(found)))
    one.close()
    many.close()


if __name__ == "__main__":
    main()
