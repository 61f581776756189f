"""The page about the bot itself, and help with buttons that run what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import buttons, chat_texts, labels, pieces, texts
from bot.permissions import allowed
from bot.reply import Action, Heading, Note, Piece, Reply
from bot.settings import PREFERENCES, SETTINGS, value_of

if TYPE_CHECKING:
    from bot.request import Asker
    from bot.workspace import Workspace

MOST_TOPICS = 10
LONGEST_EXAMPLE = 60


def page(asker: Asker) -> Reply:
    """Topics, search, one's own settings, and for moderators those of the workspace."""
    workspace = asker.workspace
    sources = workspace.sources()
    found: list[Piece] = [Heading(text=chat_texts.home_heading())]
    if sources:
        claims = sum(source.claims for source in sources)
        found.append(Note(text=chat_texts.home_library(len(sources), claims)))
    else:
        found.append(Note(text=texts.no_sources()))
    records = workspace.records
    own = records.preferences(asker.person)
    found += pieces.preferences(PREFERENCES, {one.name: value_of(one, own) for one in PREFERENCES}, chat=True)
    if asker.audience == "moderator":
        kept = records.settings()
        found += pieces.settings(SETTINGS, {one.name: value_of(one, kept) for one in SETTINGS}, chat=True)
    data = {"command": "home", "sources": len(sources)}
    return Reply(command="home", data=data, pieces=tuple(found), actions=_home_actions(asker))


def examples(asker: Asker) -> tuple[Action, ...]:
    """Buttons that ask something which this library can answer."""
    workspace = asker.workspace
    found = [
        buttons.asking(f"/views {topic.name}", "views", {"topic": topic.name}, asker)
        for topic in workspace.topics()[:1]
    ]
    if (claim := _example_claim(workspace)) is not None:
        found.append(buttons.asking(f"/counter {claim}", "counter", {"claim": claim}, asker))
    if speakers := workspace.speakers():
        name = speakers[0][0]
        found.append(buttons.asking(f"/who {name}", "who", {"name": name}, asker))
    found.append(buttons.asking("/sources", "sources", {}, asker))
    return tuple(found)


def _home_actions(asker: Asker) -> tuple[Action, ...]:
    found = [
        buttons.form(labels.find_counters(), "counter"),
        buttons.form(labels.find_support(), "support"),
    ]
    from bot.commands import find

    add = find("ingest")
    if add and allowed(add, asker):
        found.append(buttons.form(labels.add_source(), "ingest"))
    found += [
        buttons.asking(labels.sources_button(), "sources", {}, asker),
        buttons.asking(labels.help_button(), "help", {}, asker),
    ]
    found += [
        buttons.asking(texts.shortened(topic.name, LONGEST_EXAMPLE), "views", {"topic": topic.name}, asker)
        for topic in asker.workspace.topics()[:MOST_TOPICS]
    ]
    return tuple(found)


def _example_claim(workspace: Workspace) -> str | None:
    """What the first source claims above all."""
    sources = workspace.sources()
    central = workspace.summary(sources[0].id).central if sources else None
    return " ".join(central.claim.quote.split()) if central else None
