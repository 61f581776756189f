"""The commands about what is set and kept: topic, settings, preferences, votes, privacy."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import chat_texts, labels, pieces, shapes
from bot.buttons import code, once_more, or_rather
from bot.languages import speaking
from bot.reply import Action, Note, Reply
from bot.settings import AUTOMATIC, PREFERENCES, SETTINGS, checked, language_for, values_of
from knowledge.types import File

if TYPE_CHECKING:
    from bot.request import Request

EXPORT, DELETE = "export", "delete"


def topic_set(request: Request) -> Reply:
    """Give the channel a topic that its questions are about. Raises `InputError` for one without a word."""
    from knowledge.ingest import topic_name

    name = topic_name(request.text("topic"))
    request.workspace.records.set_channel_topic(request.asker.channel, name)
    known = any(one.name == name for one in request.workspace.topics())
    told = _about_topic("topic set", name, chat_texts.topic_is_set(name, known=known))
    reply = replace(told, done=f"{request.asker.channel}: {name}")
    if known or not request.asker.chat:
        return reply
    near = or_rather("topic set", "topic", "topics", request.text("topic"), request.asker)
    return replace(reply, actions=near)


def topic_show(request: Request) -> Reply:
    """Say what the channel's topic is."""
    name = request.workspace.records.channel_topic(request.asker.channel)
    return _about_topic("topic show", name, chat_texts.channel_topic(name))


def topic_clear(request: Request) -> Reply:
    """Take the channel's topic away."""
    request.workspace.records.set_channel_topic(request.asker.channel, None)
    told = _about_topic("topic clear", None, chat_texts.channel_topic(None))
    return replace(told, done=request.asker.channel)


def settings(request: Request) -> Reply:
    """Show what is set for the workspace, after changing what was given, and in the language chosen."""
    records = request.workspace.records
    given = {setting.name: request.option(setting.name) for setting in SETTINGS}
    chosen = {name: value for name, value in given.items() if value is not None}
    for setting in SETTINGS:
        if setting.name in chosen:
            records.set_setting(setting.name, checked(setting, chosen[setting.name]))
    values = values_of(SETTINGS, records.settings())
    with speaking(language_for(request.asker)):
        return Reply(
            command="settings",
            data={"command": "settings", "settings": values},
            pieces=pieces.settings(SETTINGS, values, chat=request.asker.chat),
            done=", ".join(f"{name}={value}" for name, value in chosen.items()) or None,
        )


def preferences(request: Request) -> Reply:
    """Show what one person set, after changing what was given, and in the language chosen."""
    records, person = request.workspace.records, request.asker.person
    for setting in PREFERENCES:
        if (value := request.option(setting.name)) is not None:
            kept = checked(setting, value)
            records.set_preference(person, setting.name, None if kept == AUTOMATIC else kept)
    values = values_of(PREFERENCES, records.preferences(person))
    with speaking(language_for(request.asker)):
        return Reply(
            command="preferences",
            data={"command": "preferences", "preferences": values},
            pieces=pieces.preferences(PREFERENCES, values, chat=request.asker.chat),
        )


def votes(request: Request) -> Reply:
    """The quotes that people voted down, after dropping the votes against the one that was named."""
    notes: tuple[Note, ...] = ()
    done: str | None = None
    if (dismissed := request.option("dismiss")) is not None:
        count = request.workspace.dismiss(dismissed)
        notes = (Note(text=chat_texts.dismissed(dismissed.upper(), count)),)
        done = dismissed.upper() if count else None
    found = request.workspace.disputes()
    shown = (*notes, *pieces.disputes(found))
    return Reply(command="votes", data=shapes.disputes(found), pieces=shown, done=done)


def privacy(request: Request) -> Reply:
    """What is kept about the asker: shown, exported or deleted."""
    records, person = request.workspace.records, request.asker.person
    wanted = request.option("do")
    if wanted == DELETE and request.asker.chat and not request.confirmed:
        return _asked_once_more()
    if wanted == DELETE:
        records.forget(person)
    kept = records.about(person)
    data = shapes.kept(kept)
    files: tuple[File, ...] = ()
    if wanted == EXPORT:
        content = json.dumps(data, ensure_ascii=False, indent=2).encode()
        files = (File(name="counterpoint-about-you.json", content=content),)
    actions = _privacy_buttons() if request.asker.chat and wanted != DELETE else ()
    return Reply(command="privacy", data=data, pieces=pieces.kept(kept, wanted), files=files, actions=actions)


def _asked_once_more() -> Reply:
    return Reply(
        command="privacy",
        data={"command": "privacy", "notice": None},
        pieces=(Note(text=chat_texts.really_forget()),),
        actions=once_more("privacy", DELETE, labels.forget()),
    )


def _privacy_buttons() -> tuple[Action, ...]:
    return (
        Action(label=labels.export(), code=code("run", "privacy", EXPORT)),
        Action(label=labels.forget(), code=code("sure", "privacy", DELETE), style="danger"),
    )


def _about_topic(command: str, name: str | None, sentence: str) -> Reply:
    return Reply(command=command, data={"command": command, "topic": name}, pieces=(Note(text=sentence),))
