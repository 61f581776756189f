"""`python -m benchmarks.same_answers`: whether both engines give the same answers; status 1 where one differs.

A library of invented quotes is made in files and moved into a database; `--data` or `--files` takes another one. Claims are
asked of both, and then everything else that can be asked of the topics and speakers there are. Each answer is compared as
a whole: quotes, order, scores to the last bit, and what is said where there are none.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from random import Random
from typing import Any, Final

import click

from benchmarks import clusters
from benchmarks.filling import WORKSPACE, filled
from benchmarks.quotes import quotes
from knowledge.library import Library, Workspace
from knowledge.storage.engines import Database, between

KEPT: Final = Path(".data/benchmarks")
SEED: Final = 20_000
NAMED: Final = 40
"""How many topics, and how many speakers, are asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to ask of a workspace: which command it stands for, about what, and how it is asked."""

    command: str
    about: str
    ask: Callable[[Workspace], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How often each command was asked, how often the answer was that there is none, what was quoted, what differs."""

    asked: Counter[str]
    silent: int
    given: int
    different: tuple[str, ...]


def questions(number: int, *, workspace: Workspace) -> list[str]:
    """Claims to ask: half are quotes of the library, half are put together anew."""
    stored = [words for _, words in workspace.quotes()]
    chance = Random(number)
    theirs = chance.sample(stored, min(len(stored), number // 2))
    invented = [made.text for made in quotes(SEED + number)[SEED:]]
    return [*theirs, *invented[: number - len(theirs)]]


def every_question(claims: Sequence[str], workspace: Workspace) -> Iterator[Question]:
    """What is asked: claims to counter and support, then the topics and speakers of the workspace, then lists."""
    topics = [topic.name for topic in workspace.topics()[:NAMED]]
    speakers = [name for name, _ in workspace.speakers()[:NAMED]]
    for claim in claims:
        yield _about(claim, "counter", claim)
        yield _about(claim, "support", claim)
    for claim, topic in zip(claims, topics, strict=False):
        yield _about(claim, "counter", claim, topic=topic)
    for topic in topics:
        yield _about(topic, "views", topic)
        yield _about(topic, "clash", topic)
    for name in speakers:
        yield _about(name, "who", name)
        # misspelt, so that it has to be looked for among all names
        yield _about(name, "who", name[:-1])
    for listed in ("topics", "speakers", "sources", "claims"):
        yield _about("", listed)


def _about(about: str, command: str, *parts: str, **options: str) -> Question:
    return Question(command=command, about=about, ask=methodcaller(command, *parts, **options))


def compared(asked: Sequence[str], here: Workspace, there: Workspace) -> Compared:
    """Ask two workspaces everything, and tell which answers are not equal in all that they hold."""
    counted, different, given, silent = Counter[str](), [], 0, 0
    for question in every_question(asked, here):
        answers = [question.ask(one) for one in (here, there)]
        counted[question.command] += 1
        given += len(getattr(answers[0], "answers", ()))
        silent += getattr(answers[0], "notice", None) is not None
        # what is written says more than what is equal: a number that is none, or one of another type
        if answers[0] != answers[1] or repr(answers[0]) != repr(answers[1]):
            different.append(f"{question.command}: {question.about}")
    return Compared(asked=counted, silent=silent, given=given, different=tuple(different))


@click.command()
@click.option("--size", default=10_000, show_default=True, help="How many quotes the invented library has.")
@click.option("--questions", "number", default=200, show_default=True, help="How many claims are asked.")
@click.option("--store", metavar="URL", help="An empty database; one is made where none is named.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A library of your own instead, asked its own quotes."
)
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder whose files are added to a library first, which is asked then.",
)
@click.option(
    "--json", "to", type=click.Path(path_type=Path), help="Also write what came of it to this file."
)
def main(
    size: int, number: int, store: str | None, data: Path | None, files: Path | None, to: Path | None
) -> None:
    """Compare the answers of both engines."""
    with tempfile.TemporaryDirectory() as folder:
        if files:
            data = Path(folder)
            added(data, files)
        if store:
            told = compare(size, number, store, data)
        else:
            with clusters.started(settings=("fsync = off",)) as server:
                told = compare(size, number, server.get_uri(), data)
    written = json.dumps(told, ensure_ascii=False)
    print(written)
    if to:
        to.write_text(written + "\n", encoding="utf-8")
    sys.exit(1 if told["different"] else 0)


def added(data: Path, files: Path) -> None:
    """Make a library of the files of a folder."""
    library = Library(data)
    places = sorted(str(file) for file in files.iterdir() if file.is_file())
    library.workspace(WORKSPACE).ingest(places)
    library.close()


def compare(size: int, number: int, url: str, data: Path | None) -> dict[str, Any]:
    """Move the library, ask, and tell what came of it."""
    place = data or filled(KEPT, size)
    begun = time.monotonic()
    with between(place, Database(url=url)) as (files, kept):
        names = files.workspaces() if data else [WORKSPACE]
        for name in names:
            kept.take(name, files)
    moving = time.monotonic() - begun
    here, there = Library(place), Library(place, database=Database(url=url))
    found, stored = [], 0
    for name in names:
        claims = questions(number, workspace=here.workspace(name))
        stored += here.workspace(name).store.count()
        found.append(compared(claims, here.workspace(name), there.workspace(name)))
    here.close()
    there.close()
    return {
        "quotes": stored,
        "asked": dict(sum((one.asked for one in found), Counter[str]())),
        "said_that_there_is_none": sum(one.silent for one in found),
        "quotes_given": sum(one.given for one in found),
        "moved_in_seconds": round(moving, 1),
        "different": [line for one in found for line in one.different],
    }


if __name__ == "__main__":
    main()
