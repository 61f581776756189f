"""The forms of the commands: when one is needed, what stands in it, and how what was typed becomes arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot import buttons, chat_texts, labels
from bot.drills.answering import answer_form
from bot.forms import Field, Form
from bot.languages import say
from bot.permissions import allowed
from bot.shapes import speaker_of
from knowledge.errors import InputError, NotFound
from knowledge.types import File, Source

if TYPE_CHECKING:
    from bot.command import Command, Parameter
    from bot.request import Asker, Place

MOST_FIELDS = 5
EDITABLE = ("title", "author", "outlet", "date", "url")
"""What the form of `source edit` holds; windows have room for five fields, and the topic is an option."""
LONGEST_NAME = 60


def form_before(
    command: Command,
    given: Mapping[str, str | Sequence[Place] | None],
    asker: Asker,
    *,
    pressed: bool = False,
) -> Form | None:
    """What must be asked before a command can run; None where it can, or must not, run.

    `pressed`: a button asked for the form.
    """
    if not allowed(command, asker):
        return None
    has = {name for name, value in given.items() if value}
    missing = {one.name for one in command.parameters if one.required} - has
    if pressed and command.name == "drill" and has == {"topic"}:
        return answer_form(str(given["topic"]), asker)
    if command.name in PREFILLED and len(has) == 1 and not missing - {"name"}:
        return PREFILLED[command.name](next(str(value) for value in given.values() if value), asker)
    if not missing:
        return None
    return _add_form(asker) if command.name == "ingest" else _form(command, given, asker)


def values_given(
    command: Command, values: Mapping[str, str | File]
) -> dict[str, str | Sequence[Place] | None]:
    """Arguments from what was typed into a command's form. Raises `InputError` for an empty one."""
    filled = {name: value for name, value in values.items() if not isinstance(value, str) or value.strip()}
    if command.name == "ingest":
        return _added(filled)
    # an emptied field of the form clears what stood there
    given = values if command.name in PREFILLED else filled
    return {name: value for name, value in given.items() if isinstance(value, str)}


def _add_form(asker: Asker) -> Form:
    topic = asker.workspace.records.channel_topic(asker.channel) or ""
    fields = (
        Field(name="place", label=labels.form_label("place"), hint="https://"),
        Field(name="file", label=labels.form_label("file"), file=True),
        Field(name="text", label=labels.form_label("text"), hint=labels.paste_hint(), long=True),
        Field(name="title", label=labels.form_label("title")),
        Field(name="topic", label=labels.form_label("topic"), value=topic, suggests="topics"),
    )
    return _made("ingest", "source add", fields)


def _edit_form(typed: str, asker: Asker) -> Form | None:
    try:
        source = asker.workspace.source(typed)
    except NotFound:
        # the command itself says so better
        return None
    fields = tuple(
        Field(name=name, label=labels.form_label(name), value=_known(source, name)) for name in EDITABLE
    )
    return _made("source edit", "source edit", fields, argument=source.id)


def _speaker_form(typed: str, asker: Asker) -> Form | None:
    try:
        stored = asker.workspace.intake.claim(typed)
    except NotFound:
        return None
    speaker = speaker_of(stored)
    fields = (
        Field(name="name", label=labels.form_label("name"), value=speaker.name or "", required=True),
        Field(name="role", label=labels.form_label("role"), value=speaker.role or ""),
        Field(name="of", label=labels.form_label("of"), value="claim", choices=("claim", "speaker")),
    )
    return _made("claim speaker", "claim speaker", fields, argument=stored.id)


def _form(command: Command, given: Mapping[str, str | Sequence[Place] | None], asker: Asker) -> Form:
    topic = asker.workspace.records.channel_topic(asker.channel) or ""
    asked = sorted(
        (one for one in command.parameters if one.kind == "text"), key=lambda one: not one.required
    )
    fields = tuple(_field(one, str(given.get(one.name) or ""), topic) for one in asked[:MOST_FIELDS])
    return _made(command.name, command.chat_name, fields)


def _field(parameter: Parameter, value: str, topic: str) -> Field:
    return Field(
        name=parameter.name,
        label=labels.form_label(parameter.name),
        value=value or (topic if parameter.name == "topic" else ""),
        hint=say(parameter.summary)[:100],
        required=parameter.required,
        suggests=parameter.suggests,
        choices=parameter.choices,
    )


def _made(name: str, shown: str, fields: tuple[Field, ...], *, argument: str = "") -> Form:
    return Form(
        title=labels.form_title(shown),
        code=buttons.code("send", name, argument),
        fields=fields,
        submit=labels.form_submit(shown),
    )


def _known(source: Source, name: str) -> str:
    value: str | None = getattr(source.metadata, name)
    return value or ""


def _added(filled: Mapping[str, str | File]) -> dict[str, str | Sequence[Place] | None]:
    places: list[Place] = [filled[name] for name in ("place", "file") if name in filled]
    if isinstance(text := filled.get("text"), str):
        title = filled.get("title")
        places.append(pasted(text, title=title if isinstance(title, str) else ""))
    if not places:
        raise InputError(chat_texts.nothing_to_add())
    topic = filled.get("topic")
    return {"place": places, "topic": topic if isinstance(topic, str) else None}


def pasted(text: str, *, title: str) -> File:
    """Pasted text as a file, its title on top as in an article."""
    title = " ".join(title.split())
    first = title or " ".join(text.split("\n", 1)[0].split())
    letters = "".join(letter if letter.isalnum() else "-" for letter in first.lower())
    name = "-".join(part for part in letters.split("-") if part)[:LONGEST_NAME].strip("-") or "pasted"
    return File(name=f"{name}.txt", content=(f"{title}\n\n{text}" if title else text).encode())


PREFILLED: Final[Mapping[str, Callable[[str, Asker], Form | None]]] = {
    "source edit": _edit_form,
    "claim speaker": _speaker_form,
}
"""Commands whose form comes with what is known, once it is said of what."""
