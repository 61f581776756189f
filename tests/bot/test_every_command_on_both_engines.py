"""A library that was moved into a database answers every command as the files do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.command import Command
from bot.commands import COMMANDS
from bot.dispatch import answer_line
from bot.reply import Reply
from bot.request import Asker
from knowledge.library import Library
from knowledge.storage.engines import Database, between

TOPIC = "skerry-bridge"
QUESTION = "the bridge is too expensive"
LINES = {
    "counter": f"/counter {QUESTION}",
    "support": f"/support {QUESTION}",
    "clash": f"/clash {QUESTION}",
    "map": f"/map {QUESTION}",
    "brief": f"/brief {QUESTION}",
    "match": f"/match {QUESTION}",
    "views": f"/views {TOPIC}",
    "chart": f"/chart {TOPIC}",
    "blindspots": f"/blindspots {TOPIC}",
    "who": "/who Ines Okafor",
    "quote": "/quote sb-001",
    "context": "/context SB-002",
    "save": "/save sb-001",
    "source show": "/source show ferry.txt",
    "source summary": "/source summary ferry.txt",
    "source edit": '/source edit ferry.txt --title "Sail"',
    "source remove": "/source remove bridge.txt",
    "source retract": '/source retract ferry.txt --reason "withdrawn"',
    "source restore": "/source restore ferry.txt",
    "topic set": f"/topic set {TOPIC}",
    "help": "/help counter",
    "moderators": "/moderators @debate-team",
    "intake": "/intake ferry.txt",
    "claim drop": "/claim drop SB-001",
    "claim restore": "/claim restore SB-001",
    "claim speaker": '/claim speaker sb-002 --name "Ines Okafor"',
}
LAST = ("source remove",)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
TOKEN = re.compile(r'"[a-z2-7]{8}"')
LINK_OF_THE_LOG = re.compile(r'"[0-9a-f]{64}"')
"""A hash over the moment, too."""


@pytest.fixture(scope="module")
def libraries(
    library: Path, tmp_path_factory: pytest.TempPathFactory, cluster: Any
) -> Iterator[tuple[Library, Library]]:
    """The same library in files and in a database."""
    import shutil

    data = shutil.copytree(library, tmp_path_factory.mktemp("both") / "data")
    url = cluster.empty()
    with between(data, Database(url=url)) as (files, kept):
        kept.take("local", files)
    both = Library(data), Library(data, database=Database(url=url))
    yield both
    for one in both:
        one.close()


def told(reply: Reply) -> str:
    """All of a reply that a person or a script sees, but for moments and tokens, which are never the same."""
    said = json.dumps([reply.data, reply.error, reply.outcome], default=str, sort_keys=True)
    return LINK_OF_THE_LOG.sub('"hash"', TOKEN.sub('"token"', MOMENT.sub("moment", said)))


def in_order() -> list[Command]:
    return sorted(COMMANDS, key=lambda command: command.name in LAST)


def test_every_command_answers_the_same_on_both_engines(libraries: tuple[Library, Library]) -> None:
    failed, refused = {}, set()
    for command in in_order():
        line = LINES.get(command.name, f"/{command.name}")
        replies = [
            answer_line(line, Asker(workspace=one.workspace("local"), audience="moderator", local=True))
            for one in libraries
        ]
        here, there = map(told, replies)
        if here != there:
            failed[line] = (here, there)
        if replies[0].outcome != "answered":
            refused.add(command.name)
    assert failed == {}
    assert refused == {"ingest"}
