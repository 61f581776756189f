"""A brief for Word, with the styles of debaters' Verbatim template: Pocket, Hat, Block, Tag, Cite, Underline."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from bot.briefs import word_styles as styles
from bot.briefs.archives import timeless
from bot.briefs.characters import in_one_line, writable
from bot.briefs.pack import Card, Pack, Pocket, Row, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from bot.briefs.pack import Labels

MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - Word writes times without a zone
"""The same brief is the same file, whenever it is made."""


def write(pack: Pack) -> bytes:
    """The pack as a DOCX file."""
    made = docx.Document()
    styles.prepare(made)
    _frame(made, pack)
    _line(made, "Kicker", pack.labels.kicker)
    _line(made, "Title", pack.title)
    _line(made, "Subtitle", pack.size)
    if pack.notice:
        _line(made, "Body Text", pack.notice)
    for pocket in pack.pockets:
        _pocket(made, pocket, pack.labels)
    _line(made, "Heading 1", pack.labels.sources)
    for one in pack.sources:
        _line(made, "Source", f"{one.number}.\t{one.cite}{f' {one.url}' if one.url else ''}")
    _line(made, "Promise", pack.labels.promise)
    file = io.BytesIO()
    made.save(file)
    return timeless(file.getvalue())


def _pocket(made: Document, pocket: Pocket, labels: Labels) -> None:
    _line(made, "Heading 1", pocket.heading)
    if pocket.position:
        _quote(made.add_paragraph(style="Position"), pocket.position)
    _line(made, "Heading 2", labels.cards)
    for block in pocket.blocks:
        _line(made, "Heading 3", block.heading)
        for card in block.cards:
            _card(made, card)
    if pocket.rows:
        _line(made, "Heading 2", labels.answers)
        _table(made, pocket.rows, labels)


def _card(made: Document, card: Card) -> None:
    _line(made, "Heading 4", card.tag)
    cite = made.add_paragraph(style="Card Cite")
    cite.add_run(in_one_line(card.name), style=styles.CITE)
    cite.add_run(in_one_line(f" ({card.place}) [{card.source}] · {card.id}"))
    body = made.add_paragraph(style="Card")
    if card.lead:
        body.add_run(f"{in_one_line(card.lead)} ").italic = True
    _quote(body, card)
    for note in card.notes:
        _line(made, "Card Note", note)


def _quote(paragraph: Paragraph, card: Card) -> None:
    for text, marked in segments(card):
        paragraph.add_run(writable(text), style=styles.UNDERLINE if marked else None)
    styles.set_direction(paragraph, card.quote)


def _table(made: Document, rows: Sequence[Row], labels: Labels) -> None:
    table = made.add_table(rows=1, cols=3)
    styles.set_table(table)
    for cell, heading in zip(table.rows[0].cells, labels.columns, strict=True):
        cell.paragraphs[0].style = "Table Head"
        cell.paragraphs[0].add_run(heading)
    before: Card | None = None
    for row in rows:
        added = table.add_row()
        styles.keep_whole(added)
        cells = added.cells
        if row.claim == before:
            cells[0].merge(table.rows[-2].cells[0])
        else:
            _cell(cells[0], row.claim, "")
        _cell(cells[1], row.answer, labels.unanswered)
        _cell(cells[2], row.back, "–")
        before = row.claim
    made.add_paragraph(style="Card Note")


def _cell(cell: _Cell, card: Card | None, otherwise: str) -> None:
    first = cell.paragraphs[0]
    first.style = "Table Text"
    if card is None:
        first.add_run(otherwise).italic = True
        return
    _quote(first, card)
    cite = cell.add_paragraph(style="Table Cite")
    cite.add_run(in_one_line(card.name)).bold = True
    cite.add_run(f" [{card.source}] · {card.id}")


def _line(made: Document, style: str, text: str) -> None:
    made.add_paragraph(in_one_line(text) if style != "Source" else writable(text), style=style)


def _frame(made: Document, pack: Pack) -> None:
    """Paper, running head, page numbers, and what the file says of itself."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    head = section.header.paragraphs[0]
    head.add_run(in_one_line(f"{pack.labels.kicker} · {pack.title}"))
    foot = section.footer.paragraphs[0]
    before, _, rest = pack.labels.page.partition("{number}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    _field(foot, "PAGE")
    foot.add_run(between)
    _field(foot, "NUMPAGES")
    foot.add_run(after)
    about = made.core_properties
    about.title, about.author, about.language = in_one_line(pack.title)[:250], "Counterpoint", pack.language
    about.comments, about.created, about.modified = "", MADE, MADE


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
