"""A reply as messages: what fits stands together, and nothing is parted inside a quote."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from adapters.discord import markdown, pieces
from adapters.discord.blocks import Attached, Block, Choice, Panel, Room, Row, Seen, Text, room
from adapters.discord.limits import COMPONENTS, FILES, TEXT
from adapters.discord.quotations import rows
from bot import chat_texts
from bot.languages import speaking
from bot.reply import Note, Reply
from knowledge.types import File

T = TypeVar("T", bound=Block)

REST = "rest.txt"
LEFT_FREE = 200
"""Of a message's text, so that a quote in it can be marked later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a reply."""

    blocks: tuple[Block, ...]

    @property
    def files(self) -> tuple[Attached | Seen, ...]:
        """What is attached to it, pictures included."""
        return tuple(block for block in self.blocks if isinstance(block, Attached | Seen))


def messages(reply: Reply) -> tuple[Message, ...]:
    """A reply as one message or more; there is always one."""
    with speaking(reply.language):
        groups = list(_kept_together(_texts_together(_blocks(reply))))
    return tuple(Message(blocks=tuple(_without_twins(_texts_together(held)))) for held in _filled(groups))


def plain_message(text: str, *, mentions: bool = False) -> Message:
    """A message of one sentence; `mentions` leaves the names of people in it as names."""
    return Message(blocks=(Text(content=text if mentions else markdown.shown(text)),))


def at_most(whole: Sequence[Message], most: int, *, rest: str) -> tuple[Message, ...]:
    """Only so many messages; what stands in the others is in a file, and `rest` says so."""
    if len(whole) <= most:
        return tuple(whole)
    words = "\n\n".join(markdown.plain(text) for message in whole[most - 1 :] for text in _read(message))
    file = Attached(file=File(name=REST, content=words.encode()), name=REST)
    return (*whole[: most - 1], Message(blocks=(Text(content=markdown.shown(rest)), file)))


def _read(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if isinstance(block, Seen):
            yield from map(markdown.shown, block.lines)
        parts = block.parts if isinstance(block, Panel) else (block,)
        yield from (part.content for part in parts if isinstance(part, Text))


def _blocks(reply: Reply) -> Iterator[Block]:
    some = False
    for piece in reply.pieces:
        for block in pieces.blocks(piece):
            some = True
            yield block
    if not some:
        yield from pieces.blocks(Note(text=reply.error or "–", tone="warning" if reply.error else "plain"))
    if reply.shared_by:
        yield Text(content=markdown.quiet(chat_texts.shared_by(f"<@{reply.shared_by}>")))
    yield from _attached(reply.files)
    yield from rows(reply.actions)


def _attached(files: Sequence[File]) -> Iterator[Attached]:
    for at, file in enumerate(files[:FILES]):
        name = pieces.plain_name(file)
        yield Attached(file=file, name=f"{at + 1}-{name}" if len(files) > 1 else name)


def _texts_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """Texts that follow each other as one, as long as it stays short; headings stay apart."""
    held: Text | None = None
    for block in blocks:
        if not isinstance(block, Text) or block.heading:
            if held:
                yield held
            held = None
            yield block
        elif held and room(held).text + room(block).text < pieces.TOGETHER:
            held = Text(content=f"{held.content}\n{block.content}")
        else:
            if held:
                yield held
            held = block
    if held:
        yield held


def _without_twins(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each button once: Discord refuses a message in which two carry the same code."""
    seen: set[str] = set()
    for block in blocks:
        if isinstance(block, Panel):
            parts = tuple(part for one in block.parts for part in _first(one, seen))
            yield replace(block, parts=parts)
        elif not isinstance(block, Choice):
            yield from _first(block, seen)
        elif block.menu.code not in seen:
            seen.add(block.menu.code)
            yield block


def _first(block: T, seen: set[str]) -> Iterator[T]:
    if not isinstance(block, Row):
        yield block
        return
    fresh = tuple(action for action in block.actions if action.code not in seen)
    seen.update(action.code for action in fresh)
    if fresh:
        yield replace(block, actions=fresh)


def _kept_together(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Headings with what they stand over; buttons with what they stand under, where it is a text."""
    over: list[Block] = []
    for block in blocks:
        over.append(block)
        if not (isinstance(block, Text) and block.heading):
            yield tuple(over)
            over = []
    if over:
        yield tuple(over)


def _filled(groups: Sequence[tuple[Block, ...]]) -> Iterator[list[Block]]:
    held: list[Block] = []
    taken = Room()
    for group in groups:
        for part in [group] if _fits(_taken(group)) else [(block,) for block in group]:
            wanted = _taken(part)
            if held and not _fits(taken + wanted):
                yield held
                held, taken = [], Room()
            held += part
            taken += wanted
    yield held


def _taken(blocks: Iterable[Block]) -> Room:
    return sum(map(room, blocks), Room())


def _fits(taken: Room) -> bool:
    return taken.components <= COMPONENTS and taken.text <= TEXT - LEFT_FREE
