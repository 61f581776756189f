"""Messages and forms as Discord's components. Nothing of them is kept in memory once they are sent."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from adapters.discord import markdown
from adapters.discord.blocks import Attached, Block, Choice, Panel, Row, Seen, Text
from adapters.discord.codes import custom_id
from adapters.discord.layout import Message
from adapters.discord.limits import (
    LABEL,
    MODAL_FIELDS,
    MODAL_INPUT,
    MODAL_LABEL,
    MODAL_PLACEHOLDER,
    MODAL_TITLE,
    OPTIONS,
    PLACEHOLDER,
    cut,
    first,
)
from bot.forms import Field, Form
from bot.reply import Action, Menu, Style

PROGRESS: Final = 1_001
"""The number of the component that says how far something is, by which it is known again for no answer."""
_STYLES: Mapping[Style, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def view(message: Message) -> ui.LayoutView:
    """A message as Discord lays it out."""
    made = ui.LayoutView(timeout=None)
    for block in message.blocks:
        made.add_item(_item(block))
    # A stopped view is not remembered by the library: presses are read from their custom id alone.
    made.stop()
    return made


def progress(text: str) -> ui.LayoutView:
    """How far something is, in a placeholder."""
    made = ui.LayoutView(timeout=None)
    made.add_item(ui.TextDisplay(markdown.shown(text), id=PROGRESS))
    made.stop()
    return made


def component(block: Block) -> dict[str, Any]:
    """A block of a message as Discord takes it."""
    return dict(_item(block).to_component_dict())


def files(message: Message) -> list[discord.File]:
    """What is attached to a message."""
    return [discord.File(io.BytesIO(one.file.content), filename=one.name) for one in message.files]


def modal(form: Form) -> ui.Modal:
    """A form as Discord asks it."""
    made = ui.Modal(title=cut(form.title, MODAL_TITLE), timeout=None, custom_id=custom_id(form.code))
    for field in form.fields[:MODAL_FIELDS]:
        made.add_item(ui.Label(text=cut(field.label, MODAL_LABEL), component=_field(field)))
    made.stop()
    return made


def sent(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What somebody filled into a form, by field name; of an uploaded file its id."""
    return dict(_sent(components))


def _item(block: Block) -> ui.Item[ui.LayoutView]:
    match block:
        case Text():
            return ui.TextDisplay(block.content)
        case Row():
            return ui.ActionRow(*map(_button, block.actions))
        case Choice():
            return ui.ActionRow(_select(block.menu))
        case Attached():
            return ui.File(f"attachment://{block.name}")
        case Seen():
            picture = discord.MediaGalleryItem(f"attachment://{block.name}", description=block.description)
            return ui.MediaGallery(picture)
        case Panel():
            return ui.Container(*map(_item, block.parts), accent_colour=block.colour)


def _button(action: Action) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=cut(action.label, LABEL),
        style=_STYLES[action.style],
        custom_id=custom_id(action.code, form=action.form),
    )


def _select(menu: Menu) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=option.label, value=option.value, default=option.chosen)
        for option in menu.options
    ]
    return ui.Select(
        custom_id=custom_id(menu.code), placeholder=cut(menu.label, PLACEHOLDER), options=options
    )


def _field(field: Field) -> ui.Item[ui.Modal]:
    if field.file:
        return ui.FileUpload(custom_id=field.name, required=field.required)
    if field.channel:
        return _channel_select(field)
    if field.choices:
        options = [
            discord.SelectOption(label=cut(choice, LABEL), value=choice, default=choice == field.value)
            for choice in field.choices[:OPTIONS]
        ]
        return ui.Select(custom_id=field.name, options=options, required=field.required)
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        default=first(field.value, MODAL_INPUT) or None,
        placeholder=cut(field.hint, MODAL_PLACEHOLDER) if field.hint else None,
        required=field.required,
        max_length=MODAL_INPUT,
    )


def _channel_select(field: Field) -> ui.ChannelSelect[ui.Modal]:
    kinds = [
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
        discord.ChannelType.voice,
    ]
    chosen = (
        [discord.SelectDefaultValue(id=int(field.value), type=discord.SelectDefaultValueType.channel)]
        if field.value.isdecimal()
        else []
    )
    return ui.ChannelSelect(
        custom_id=field.name, channel_types=kinds, default_values=chosen, required=field.required
    )


def _sent(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in components:
        yield from _sent(one.get("components") or ())
        if isinstance(one.get("component"), Mapping):
            yield from _sent((one["component"],))
        if isinstance(one.get("custom_id"), str):
            values = one.get("values") or ()
            yield one["custom_id"], str(one.get("value") or next(iter(values), ""))
