"""What is no quote as Discord shows it: headings, lists, tables, notes, running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.discord import cutting, markdown
from adapters.discord.blocks import Block, Choice, Seen, Text
from adapters.discord.limits import DESCRIPTION_OF_PICTURE, OPTION_LABEL, OPTION_VALUE, OPTIONS, cut, size
from adapters.discord.quotations import panels, rows
from bot import texts
from bot.reply import Buttons, Entry, Heading, Menu, Note, Passage, Picture, Piece, Quotation, Table
from knowledge.types import File

TOGETHER = 1_500
"""Lines of a list stand in one text up to this size; a component for each would soon be too many."""
LINE = 1_400
"""Longest line before it is escaped, which at most doubles it."""
_HEADING, _ASIDE, _TITLE = 300, 120, 500
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def blocks(piece: Piece) -> tuple[Block, ...]:
    """A piece of a reply as blocks of a message."""
    match piece:
        case Quotation():
            return panels(piece)
        case Heading():
            return (_heading(piece),)
        case Entry():
            return tuple(_texts(_entry(piece)))
        case Table():
            return tuple(_texts(line for row in piece.rows for line in _row(row, piece)))
        case Note() | Passage():
            return tuple(_texts(_note(piece) if isinstance(piece, Note) else _lines(piece.text)))
        case Picture():
            return _seen(piece)
        case Menu() | Buttons():
            return _pressed(piece)


def _heading(piece: Heading) -> Text:
    title = f"{'#' * (piece.level + 1)} {markdown.line(texts.shortened(piece.text, _HEADING))}"
    aside = markdown.quiet(markdown.line(texts.shortened(piece.aside, _ASIDE))) if piece.aside else ""
    return Text(content=f"{title}\n{aside}" if aside else title, heading=True)


def _entry(piece: Entry) -> Iterator[str]:
    mark = f" {markdown.code(piece.id)}" if piece.id else ""
    yield f"{markdown.bold(texts.shortened(piece.title, _TITLE))}{mark}"
    for detail in piece.details:
        yield from map(markdown.quiet, _lines(detail))


def _row(row: Sequence[str], table: Table) -> Iterator[str]:
    """A row in lines: Discord has no tables, and columns of letters break on a small screen."""
    parts = [markdown.bold(texts.shortened(row[0], _TITLE))]
    for at, cell in enumerate(row[1:], start=1):
        if at == table.people and cell.isdecimal():
            # nobody is notified: every message is sent so that it mentions no one
            parts.append(f"<@{cell}>")
        else:
            name = table.columns[at] if at < len(table.columns) else ""
            parts += _lines(f"{name} {cell}".strip())
    line = parts[0]
    for part in parts[1:]:
        if size(line) + size(part) + 3 > 2 * LINE:
            yield line
            line = part
        else:
            line = f"{line} · {part}"
    yield line


def _note(piece: Note) -> Iterator[str]:
    if piece.url:
        yield markdown.linked(piece.text, piece.url)
        return
    sign = "⚠️ " if piece.tone == "warning" else ""
    # a number can be nothing but a person's
    who = f" <@{piece.person}>" if piece.person and piece.person.isdecimal() else ""
    for at, line in enumerate(_lines(piece.text)):
        marked = line if at else f"{sign}{line}{who}"
        yield markdown.quiet(marked) if piece.tone == "quiet" else marked


def _seen(piece: Picture) -> tuple[Block, ...]:
    """A picture with its words for screen readers; where there is none, its lines."""
    if piece.file is None:
        return tuple(_texts(line for one in piece.lines for line in _lines(one)))
    words = cut("\n".join((piece.description, *piece.lines)), DESCRIPTION_OF_PICTURE)
    return (Seen(file=piece.file, name=plain_name(piece.file), description=words, lines=piece.lines),)


def plain_name(file: File) -> str:
    """A file's name as an attachment may have it."""
    return _UNSAFE.sub("_", file.name).strip("._")[-60:] or "file"


def _pressed(piece: Menu | Buttons) -> tuple[Block, ...]:
    """What people press, under its label: a menu shows its choice alone."""
    under = _menu(piece) if isinstance(piece, Menu) else tuple(rows(piece.actions))
    return (*_texts(_note(Note(text=piece.label))), *under) if under else ()


def _menu(piece: Menu) -> tuple[Block, ...]:
    options = tuple(
        replace(option, label=cut(option.label, OPTION_LABEL))
        for option in piece.options
        if 0 < size(option.value) <= OPTION_VALUE
    )[:OPTIONS]
    return (Choice(menu=replace(piece, options=options)),) if options else ()


def _lines(text: str) -> Iterator[str]:
    """Lines as they are, those that are too long in parts."""
    for line in text.split("\n"):
        if size(line) <= LINE:
            yield markdown.shown(line)
        else:
            yield from map(markdown.shown, cutting.divided(line, LINE, str))


def _texts(lines: Iterator[str]) -> Iterator[Text]:
    """Lines in texts, which can be parted where a message is full."""
    held: list[str] = []
    taken = 0
    for line in lines:
        if held and taken + size(line) > TOGETHER:
            yield from _text(held)
            held, taken = [], 0
        held.append(line)
        taken += size(line) + 1
    yield from _text(held)


def _text(lines: Sequence[str]) -> Iterator[Text]:
    content = "\n".join(lines)
    if content.strip():
        yield Text(content=content)
