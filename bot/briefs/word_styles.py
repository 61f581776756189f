"""The styles of a brief in Word: Verbatim's names, on Word's own headings, and how they look."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

FONT: Final = "Calibri"
INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
QUIET: Final = RGBColor(0x59, 0x59, 0x59)
ACCENT: Final = RGBColor(0x1F, 0x3A, 0x5F)
CITE: Final = "Style 13 pt Bold"
UNDERLINE: Final = "Style Underline"

VERBATIM: Final = {
    "Heading 1": "Pocket",
    "Heading 2": "Hat",
    "Heading 3": "Block",
    "Heading 4": "Tag",
    CITE: "Cite",
    UNDERLINE: "Underline",
}
"""What Verbatim calls each style: an alias beside the name, by which Word's navigation and Verbatim's both find it."""

HEADINGS: Final = {
    # size, space before, space after, colour
    "Title": (26, 0, 2, INK),
    "Subtitle": (11, 0, 10, QUIET),
    "Heading 1": (20, 22, 6, ACCENT),
    "Heading 2": (15, 16, 4, INK),
    "Heading 3": (11, 12, 2, QUIET),
    "Heading 4": (12.5, 12, 1, INK),
}
OWN: Final = {
    # size, space before, space after, indent in cm, italic, colour
    "Kicker": (10, 0, 2, 0, False, ACCENT),
    "Position": (13, 2, 8, 0, True, INK),
    "Card Cite": (9.5, 0, 3, 0, False, QUIET),
    "Card": (11, 0, 4, 0.5, False, INK),
    "Card Note": (9, 0, 4, 0.5, True, QUIET),
    "Table Head": (9.5, 2, 2, 0, False, ACCENT),
    "Table Text": (9.5, 2, 1, 0, False, INK),
    "Table Cite": (8.5, 0, 3, 0, False, QUIET),
    "Source": (10, 0, 3, 0.8, False, INK),
    "Promise": (9, 14, 0, 0, True, QUIET),
}


def prepare(made: Document) -> None:
    """Give a new document the styles of a brief."""
    normal: Any = made.styles["Normal"]
    _set_font(normal, size=11, colour=INK)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.12
    for name, (size, before, after, colour) in HEADINGS.items():
        style: Any = made.styles[name]
        _set_font(style, size=size, colour=colour)
        _space(style, before, after)
        style.font.bold = name != "Subtitle"
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
    _ruled(made.styles["Heading 1"])
    _unruled(made.styles["Title"])
    for name, (size, before, after, indent, italic, colour) in OWN.items():
        made_style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made_style.base_style = normal
        _set_font(made_style, size=size, colour=colour)
        _space(made_style, before, after)
        made_style.font.italic = italic
        made_style.paragraph_format.left_indent = Cm(indent)
    made.styles["Source"].paragraph_format.first_line_indent = Cm(-0.8)
    made.styles["Source"].paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    made.styles["Card Cite"].paragraph_format.keep_with_next = True
    made.styles["Position"].paragraph_format.keep_with_next = True
    made.styles["Table Head"].font.bold = True
    made.styles["Kicker"].font.bold = True
    made.styles["Card"].paragraph_format.widow_control = True
    _characters(made)
    for name in ("Header", "Footer"):
        _set_font(made.styles[name], size=9, colour=QUIET)
    for name, alias in VERBATIM.items():
        _alias(made.styles[name], alias)


def set_table(table: Table) -> None:
    """Three even columns between thin rules, the head on every page, no row parted."""
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table.style = "Table Grid"
    for column in table.columns:
        column.width = Cm(5.53)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH", "left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        shown = side in {"top", "bottom", "insideH"}
        line.set(qn("w:val"), "single" if shown else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "BFBFBF")
        borders.append(line)
    properties = table._tbl.tblPr
    after = (properties.find(qn(f"w:{name}")) for name in ("shd", "tblLayout", "tblCellMar", "tblLook"))
    following = next((one for one in after if one is not None), None)
    if following is None:
        properties.append(borders)
    else:
        # Word wants these in one order
        following.addprevious(borders)


def keep_whole(row: _Row) -> None:
    """Let no page end inside a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_direction(paragraph: Paragraph, words: str) -> None:
    """Set a paragraph from the right where its first letter with a direction is written so."""
    first = next((kind for kind in map(unicodedata.bidirectional, words) if kind in {"L", "R", "AL"}), "L")
    if first == "L":
        return
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def _characters(made: Document) -> None:
    cite: Any = made.styles.add_style(CITE, WD_STYLE_TYPE.CHARACTER)
    cite.element.set(qn("w:styleId"), "Style13ptBold")
    cite.font.bold, cite.font.size = True, Pt(13)
    cite.font.color.rgb = INK
    underline: Any = made.styles.add_style(UNDERLINE, WD_STYLE_TYPE.CHARACTER)
    underline.element.set(qn("w:styleId"), "StyleUnderline")
    underline.font.underline, underline.font.bold = True, False
    for style in (cite, underline):
        style.quick_style = True


def _alias(style: BaseStyle, alias: str) -> None:
    element = OxmlElement("w:aliases")
    element.set(qn("w:val"), alias)
    name = style.element.find(qn("w:name"))
    name.addnext(element)


def _set_font(style: Any, *, size: float, colour: RGBColor) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _space(style: Any, before: float, after: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _ruled(style: BaseStyle) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "3"), ("color", "1F3A5F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    _unruled(style)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _unruled(style: BaseStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
