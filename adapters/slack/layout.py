"""A reply as messages, or as the blocks of a window: divided between its pieces where it is too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from adapters.slack import blocks, limits
from adapters.slack.blocks import Block
from adapters.slack.markup import chunks, escaped, fitted, length
from adapters.slack.naming import as_here
from adapters.slack.pieces import Unit, file_units, picture_unit, units
from bot import chat_texts
from bot.reply import Note, Picture, Reply
from knowledge.storage.answers import Part

Pictures: TypeAlias = Mapping[str, str]
"""The ids of pictures in Slack, by the names of their files; one that is not there is shown as lines of text."""
NO_PICTURES: Final[Pictures] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one message says: blocks, and a text that stands for them."""

    text: str
    """Escaped already."""
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    """The same, apart at its quotes."""

    @property
    def pictured(self) -> bool:
        """Whether a picture stands in it."""
        return any(block["type"] == "image" for block in self.blocks)

    def body(self) -> dict[str, Any]:
        """The message as every way of sending it takes it."""
        return {"text": self.text, "blocks": list(self.blocks)} if self.blocks else {"text": self.text}


def messages(
    reply: Reply, *, sharer: str | None = None, pictures: Pictures = NO_PICTURES
) -> tuple[Message, ...]:
    """The messages that show a reply, at least one; `sharer` is what people call who shared it."""
    groups = list(_packed(reply, sharer, pictures, most=limits.BLOCKS))
    return tuple(_message(group) for group in groups)


def window(
    reply: Reply, *, pictures: Pictures = NO_PICTURES
) -> tuple[tuple[Block, ...], tuple[Message, ...]]:
    """The blocks of a window that shows a reply, and messages with what the window has no room for."""
    first, *rest = _packed(reply, None, pictures, most=limits.VIEW_BLOCKS)
    shown = tuple(block for unit in first for block in unit.blocks)
    again = [unit for group in rest for unit in group]
    return shown, tuple(_message(group) for group in _groups(again, most=limits.BLOCKS))


def in_plain_text(reply: Reply) -> tuple[Message, ...]:
    """A reply without any layout, for where Slack refuses the layout."""
    text = "\n\n".join(unit.text for unit in _units(reply, None, NO_PICTURES)).strip() or "…"
    return tuple(Message(text=part) for part in _escaped_chunks(text, limits.SECTION))


def sentence(text: str) -> Message:
    """A message of one sentence."""
    return Message(text=fitted(as_here(text), limits.MESSAGE_TEXT))


def _escaped_chunks(text: str, most: int) -> Iterator[str]:
    for part in chunks(text, most):
        if length(escaped(part)) <= limits.MESSAGE_TEXT:
            yield escaped(part)
        else:
            # An escape is at most five characters long.
            yield from _escaped_chunks(part, limits.MESSAGE_TEXT // 5)


def _message(group: Sequence[Unit]) -> Message:
    text = fitted("\n".join(unit.text for unit in group), limits.SECTION)
    return Message(
        text=text,
        blocks=tuple(block for unit in group for block in unit.blocks),
        parts=tuple(Part(blocks=unit.blocks, text=unit.text, quote=unit.quote) for unit in group),
    )


def _packed(reply: Reply, sharer: str | None, pictures: Pictures, *, most: int) -> Iterator[list[Unit]]:
    return _groups(list(_units(reply, sharer, pictures)), most=most)


def _groups(found: Sequence[Unit], *, most: int) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    count, weight = 0, 0
    for unit in found:
        count, weight = count + len(unit.blocks), weight + unit.weight
        if group and (count > most or weight > limits.ALL_TEXT):
            yield group
            group, count, weight = [], len(unit.blocks), unit.weight
        group.append(unit)
    if group:
        yield group


def _units(reply: Reply, sharer: str | None, pictures: Pictures) -> Iterator[Unit]:
    pieces = reply.pieces or ((Note(text=reply.error, tone="warning"),) if reply.error else ())
    empty = not pieces and not reply.actions and not reply.files
    for piece in pieces or ((Note(text="…"),) if empty else ()):
        if isinstance(piece, Picture) and piece.file and piece.file.name in pictures:
            yield picture_unit(piece, pictures[piece.file.name])
        else:
            yield from units(piece)
    for file in reply.files:
        yield from file_units(file)
    if reply.reference and not any(reply.reference in getattr(piece, "text", "") for piece in pieces):
        yield from units(Note(text=chat_texts.reference(reply.reference), tone="quiet"))
    if sharer:
        yield from units(Note(text=chat_texts.shared_by(sharer), tone="quiet"))
    if reply.actions:
        rows = blocks.buttons(reply.actions)
        yield Unit(blocks=tuple(rows), text=" · ".join(as_here(action.label) for action in reply.actions))
