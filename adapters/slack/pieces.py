"""Pieces of a reply as blocks, and as the plain text that stands for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from adapters.slack import blocks, limits
from adapters.slack.blocks import Block, run, section, weight
from adapters.slack.markup import chunks, cut, length
from adapters.slack.naming import renamed
from bot import texts
from bot.reply import Buttons, Entry, Heading, Menu, Note, Passage, Picture, Piece, Quotation, Table
from bot.site import link_words as link_texts

if TYPE_CHECKING:
    from knowledge.types import File

WORDS: Final = 2_900
"""Longest words of a quote that has a button for all of them."""
ALL_WORDS: Final = 8_000
"""Longest words of a quote that has none; a message holds no more beside what belongs to a quote."""
AROUND: Final = 1_000
SPEAKER: Final = 300
CITE: Final = 700
TITLE: Final = 1_000
CELL: Final = 300
WIDEST: Final = 36
"""Wider tables would be broken by the window of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Blocks that stay together in one message, and the same in plain text."""

    blocks: tuple[Block, ...]
    text: str
    quote: str | None = None
    """The short id of the quote that it shows."""
    weight: int = field(default=-1)

    def __post_init__(self) -> None:
        if self.weight < 0:
            object.__setattr__(self, "weight", weight(list(self.blocks)))


def units(piece: Piece) -> Iterator[Unit]:
    """A piece as what a message can hold: one unit, or more where it is long."""
    piece = renamed(piece)
    match piece:
        case Heading():
            yield _heading(piece)
        case Quotation():
            yield _quotation(piece)
        case Entry():
            yield _entry(piece)
        case Table():
            yield from _table(piece)
        case Note():
            yield from _note(piece)
        case Passage() | Picture():
            yield from _running(piece.text if isinstance(piece, Passage) else "\n".join(piece.lines))
        case Menu() | Buttons():
            yield Unit(blocks=tuple(_pressed(piece)), text=piece.label)


def picture_unit(piece: Picture, file: str) -> Unit:
    """A picture that Slack has as a file; its words are those of its lines as far as there is room."""
    words = "\n".join((piece.description, *piece.lines))
    return Unit(blocks=(blocks.image(file, words),), text=words)


def file_units(file: File) -> Iterator[Unit]:
    """A file of text, to be copied."""
    name = run(cut(file.name, TITLE) or "file", style="bold")
    yield Unit(blocks=(blocks.rich_text(section(name)),), text=file.name)
    for chunk in chunks(file.content.decode(errors="replace"), limits.SECTION):
        yield Unit(blocks=(blocks.rich_text(blocks.preformatted(chunk)),), text=chunk)


def _pressed(piece: Menu | Buttons) -> Iterator[Block]:
    if isinstance(piece, Menu):
        yield from blocks.menu(piece)
    else:
        yield blocks.rich_text(section(run(cut(piece.label, TITLE) or "…", style="bold")))
        yield from blocks.buttons(piece.actions)


def _heading(piece: Heading) -> Unit:
    line = " · ".join(part for part in (piece.text, piece.aside) if part)
    if piece.level == 1 and length(line) <= limits.HEADER // 2:
        return Unit(blocks=(blocks.header(line),), text=line)
    shown = section(
        run(cut(piece.text, TITLE) or "…", style="bold"), run(f" · {piece.aside}" if piece.aside else "")
    )
    return Unit(blocks=(blocks.rich_text(shown),), text=line)


def _quotation(piece: Quotation) -> Unit:
    words = cut(piece.words, ALL_WORDS if piece.whole is None else WORDS)
    marked = texts.in_quotation_marks(words)
    lead = cut(piece.lead or "", AROUND, keep_end=True)
    trail = cut(piece.trail or "", AROUND)
    number = f"{piece.number}. " if piece.number is not None else ""
    speaker, cite = cut(piece.speaker, SPEAKER), cut(piece.cite, CITE)
    name, comma, role = speaker.partition(", ")
    parts = [
        *((section(run(lead, style="italic")),) if lead else ()),
        blocks.quote(run(number, style="bold"), run(marked)),
        *((section(run(trail, style="italic")),) if trail else ()),
        section(
            run("— "),
            run(name, style="bold"),
            run(f"{comma}{role} · {piece.mark}"),
            run("\n") if cite else [],
            blocks.link(piece.url, cite) if piece.url else run(cite),
            [*run(" · "), *blocks.link(piece.page, link_texts.open_quote())] if piece.page else (),
        ),
    ]
    foot, warning = _foot(piece), cut(piece.warning or "", CITE)
    if warning:
        parts.append(section(blocks.warning_sign(), run(warning)))
    shown = piece.actions if words == piece.words or piece.whole is None else (piece.whole, *piece.actions)
    plain = "\n".join(
        part
        for part in (
            lead,
            number + marked,
            trail,
            f"— {speaker} · {piece.mark}",
            cite,
            piece.url,
            warning,
            foot,
        )
        if part
    )
    made = (blocks.rich_text(*parts), blocks.context(foot), *blocks.buttons(shown))
    return Unit(blocks=made, text=plain, quote=piece.id)


def _foot(piece: Quotation) -> str:
    sure = None if piece.score is None else f"{texts.percent(piece.score)} {piece.stance or ''}".rstrip()
    return " · ".join(part for part in (piece.id, sure) if part)


def _entry(piece: Entry) -> Unit:
    title = cut(piece.title, TITLE) or "…"
    details = [cut(detail, CITE) for detail in piece.details[:10] if detail.strip()]
    shown = section(
        run(title, style="bold"),
        [*run(" "), *run(piece.id, style="code")] if piece.id else (),
        *(run(f"\n{detail}") for detail in details),
    )
    text = "\n".join((f"{title} ({piece.id})" if piece.id else title, *details))
    return Unit(blocks=(blocks.rich_text(shown),), text=text)


def _table(piece: Table) -> Iterator[Unit]:
    rows = [
        tuple(cut(" ".join(cell.split()), CELL) for cell in row)
        for row in (piece.columns, *piece.rows)
        if row
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if piece.columns else []
    if piece.columns and sum(widths) + 2 * len(widths) <= WIDEST:
        lines = ["  ".join(map(_padded, row, widths)).rstrip() or "…" for row in rows]
        yield from map(_grid, _gathered(lines))
        return
    for some in _gathered([" · ".join(row) or "…" for row in rows]):
        yield _lines(some)


def _padded(cell: str, width: int) -> str:
    return cell.ljust(width)


def _grid(lines: list[str]) -> Unit:
    text = "\n".join(lines)
    return Unit(blocks=(blocks.rich_text(blocks.preformatted(text)),), text=text)


def _lines(lines: list[str]) -> Unit:
    """Rows with their first cell in bold."""
    shown = []
    for place, line in enumerate(lines):
        name, dot, rest = line.partition(" · ")
        shown += [run("\n") if place else [], run(name, style="bold"), run(f"{dot}{rest}")]
    return Unit(blocks=(blocks.rich_text(section(*shown)),), text="\n".join(lines))


def _gathered(lines: list[str]) -> Iterator[list[str]]:
    """Lines in groups that a block can hold."""
    sizes: list[int] = []
    group, size = 0, 0
    for line in lines:
        size += length(line) + 1
        if size > limits.SECTION:
            group, size = group + 1, length(line) + 1
        sizes.append(group)
    for _, pairs in groupby(zip(sizes, lines, strict=True), key=lambda pair: pair[0]):
        yield [line for _, line in pairs]


def _note(piece: Note) -> Iterator[Unit]:
    if piece.url:
        shown = blocks.rich_text(section(blocks.link(piece.url, piece.text)))
        yield Unit(blocks=(shown,), text=f"{piece.text}: {piece.url}")
        return
    if piece.person:
        # in words: an element of Slack's for people would call them
        piece = replace(piece, text=f"{piece.text} @{piece.person}", person=None)
    if piece.tone == "quiet" and length(piece.text) <= limits.CONTEXT // 2:
        yield Unit(blocks=(blocks.context(piece.text),), text=piece.text)
        return
    for place, unit in enumerate(_running(piece.text)):
        sign = piece.tone == "warning" and place == 0
        if not sign:
            yield unit
            continue
        warned = blocks.rich_text(section(blocks.warning_sign(), run(unit.text)))
        yield Unit(blocks=(warned,), text=f"⚠ {unit.text}")


def _running(text: str) -> Iterator[Unit]:
    for chunk in chunks(text.strip() or "…", limits.SECTION):
        yield Unit(blocks=(blocks.rich_text(section(run(chunk))),), text=chunk)
