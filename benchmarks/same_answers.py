"""`python -m benchmarks.same_answers`: whether both engines give the same answers; status 1 where one differs.

A library of invented quotes is made in files and moved into a database. Claims that are put together as its quotes are
are asked of both, and each answer is compared as a whole: quotes, order, scores.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

import click

from benchmarks import clusters
from benchmarks.filling import WORKSPACE, filled
from benchmarks.quotes import quotes
from knowledge.library import Library, Workspace
from knowledge.storage.engines import Database, between

KEPT: Final = Path(".data/benchmarks")
SEED: Final = 20_000


def questions(number: int, *, workspace: Workspace) -> list[str]:
    """Claims to ask: half are quotes of the library, half are put together anew."""
    stored = [words for _, words in workspace.quotes()]
    chance = Random(number)
    theirs = chance.sample(stored, min(len(stored), number // 2))
    invented = [made.text for made in quotes(SEED + number)[SEED:]]
    return [*theirs, *invented[: number - len(theirs)]]


def differing(asked: Sequence[str], here: Workspace, there: Workspace) -> tuple[list[str], int]:
    """The claims that two workspaces answer otherwise, and how many quotes they gave."""
    found, given = [], 0
    for claim in asked:
        for method in ("counter", "support"):
            answers = [getattr(one, method)(claim) for one in (here, there)]
            given += len(answers[0].answers)
            if answers[0] != answers[1]:
                found.append(f"{method}: {claim}")
    return found, given


@click.command()
@click.option("--size", default=10_000, show_default=True, help="How many quotes the invented library has.")
@click.option("--questions", "number", default=200, show_default=True, help="How many claims are asked.")
@click.option("--store", metavar="URL", help="An empty database; one is made where none is named.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A library of your own instead, asked its own quotes."
)
def main(size: int, number: int, store: str | None, data: Path | None) -> None:
    """Compare the answers of both engines."""
    if store:
        compare(size, number, store, data)
        return
    with clusters.started(settings=("fsync = off",)) as server:
        compare(size, number, server.get_uri(), data)


def compare(size: int, number: int, url: str, data: Path | None) -> None:
    """Move the library, ask, and print what came of it."""
    place = data or filled(KEPT, size)
    begun = time.monotonic()
    with between(place, Database(url=url)) as (files, kept):
        names = files.workspaces() if data else [WORKSPACE]
        for name in names:
            kept.take(name, files)
    moving = time.monotonic() - begun
    here, there = Library(place), Library(place, database=Database(url=url))
    wrong: list[str] = []
    given = 0
    for name in names:
        asked = questions(number, workspace=here.workspace(name))
        found, quoted = differing(asked, here.workspace(name), there.workspace(name))
        wrong, given = wrong + found, given + quoted
    here.close()
    there.close()
    told = {
        "quotes": size if data is None else None,
        "questions": number,
        "quotes_given": given,
        "moved_in_seconds": round(moving, 1),
        "different": wrong,
    }
    print(json.dumps(told, ensure_ascii=False))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
