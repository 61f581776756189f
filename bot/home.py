"""The page about the bot itself, and help with buttons that run what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import buttons, chat_texts, labels, pieces, texts
from bot.permissions import allowed, open_sources
from bot.reply import Action, Buttons, Heading, Note, Piece, Reply
from bot.settings import PREFERENCES, SETTINGS, values_of

if TYPE_CHECKING:
    from bot.request import Asker
    from bot.workspace import Workspace
    from knowledge.types import StoredClaim

MOST_TOPICS = 10
LONGEST_EXAMPLE = 60


def page(asker: Asker) -> Reply:
    """Topics, search, one's own settings, and for moderators those of the workspace."""
    workspace = asker.workspace
    sources = open_sources(asker)
    found: list[Piece] = [Heading(text=chat_texts.home_heading())]
    if sources:
        claims = sum(source.claims for source in sources)
        found.append(Note(text=chat_texts.home_library(len(sources), claims)))
    else:
        found.append(Note(text=texts.no_sources()))
    found.append(Buttons(label=chat_texts.try_one(), actions=_search(asker)))
    if topics := _topics(asker):
        found.append(Buttons(label=chat_texts.home_topics(), actions=topics))
    records = workspace.records
    own = records.preferences(asker.person)
    found += pieces.preferences(PREFERENCES, values_of(PREFERENCES, own), chat=True)
    if asker.audience == "moderator":
        kept = records.settings()
        found += pieces.settings(SETTINGS, values_of(SETTINGS, kept), chat=True)
    data = {"command": "home", "sources": len(sources)}
    return Reply(command="home", data=data, pieces=tuple(found))


def examples(asker: Asker) -> tuple[Action, ...]:
    """Buttons that ask something which this library can answer."""
    workspace = asker.workspace
    found = [
        buttons.asking(f"/views {topic.name}", "views", {"topic": topic.name}, asker)
        for topic in workspace.topics()[:1]
    ]
    if (claim := _example_claim(workspace)) is not None:
        words = " ".join(claim.claim.quote.split())
        found.append(buttons.asking(f"/counter {words}", "counter", {"claim": claim.id}, asker))
    if speakers := workspace.speakers():
        name = speakers[0][0]
        found.append(buttons.asking(f"/who {name}", "who", {"name": name}, asker))
    if not found:
        return _adding(asker)
    return (*found, buttons.asking("/sources", "sources", {}, asker))


def _search(asker: Asker) -> tuple[Action, ...]:
    found = [
        buttons.form(labels.find_counters(), "counter"),
        buttons.form(labels.find_support(), "support"),
    ]
    found += _adding(asker)
    found += [
        buttons.asking(labels.sources_button(), "sources", {}, asker),
        buttons.asking(labels.help_button(), "help", {}, asker),
    ]
    return tuple(found)


def _adding(asker: Asker) -> tuple[Action, ...]:
    from bot.commands import named

    return (buttons.form(labels.add_source(), "ingest"),) if allowed(named("ingest"), asker) else ()


def _topics(asker: Asker) -> tuple[Action, ...]:
    return tuple(
        buttons.asking(texts.shortened(topic.name, LONGEST_EXAMPLE), "views", {"topic": topic.name}, asker)
        for topic in asker.workspace.topics()[:MOST_TOPICS]
    )


def _example_claim(workspace: Workspace) -> StoredClaim | None:
    """What the first source claims above all."""
    sources = [one for one in workspace.sources() if one.claims]
    return workspace.summary(sources[0].id).central if sources else None
