"""Briefs as PDF and for Word: every quote word for word, as their own readers read them."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from bot.briefs import pdf, word
from bot.briefs.pack import Pack, every_card, segments
from tests.bot.briefs.invented_brief import (
    CONTROLS,
    MARKUP,
    PLAIN,
    QUOTES,
    SCRIPTS,
    folded,
    hostile,
    missing,
    pack_of,
    without_directions,
)

READING = 120
"""Seconds for another program to read a file."""


@pytest.fixture(scope="module")
def pdf_file() -> bytes:
    return pdf.write(hostile())


@pytest.fixture(scope="module")
def word_file() -> bytes:
    return word.write(hostile())


def needed(program: str, package: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{package} is not installed")
    return found


def copied(content: bytes, folder: Path) -> str:
    """The text of a PDF as somebody copies it."""
    path = folder / "brief.pdf"
    path.write_bytes(content)
    reader = needed("pdftotext", "poppler-utils")
    run = subprocess.run([reader, str(path), "-"], capture_output=True, check=True, timeout=READING)
    return without_directions(run.stdout.decode())


def saved_as(kind: str, content: bytes, folder: Path) -> Path:
    """What LibreOffice makes of a Word file."""
    path = folder / "brief.docx"
    path.write_bytes(content)
    office = needed("soffice", "LibreOffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    line = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(line, capture_output=True, check=True, timeout=READING)
    return folder / f"brief.{kind.partition(':')[0]}"


@pytest.mark.real
def test_a_pdf_holds_every_quote_word_for_word(pdf_file: bytes, tmp_path: Path) -> None:
    assert missing(copied(pdf_file, tmp_path), hostile()) == []


@pytest.mark.real
@pytest.mark.parametrize("quote", SCRIPTS)
def test_a_pdf_holds_a_quote_in_any_script_also_where_it_is_alone(quote: str, tmp_path: Path) -> None:
    made = pack_of(quote)
    assert missing(copied(pdf.write(made), tmp_path), made) == []


def test_a_pdf_reads_the_same_in_another_reader(pdf_file: bytes) -> None:
    shown = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_file)).pages)
    latin = tuple(card for card in every_card(hostile()) if card.quote in PLAIN)
    assert len({card.quote for card in latin}) == len(PLAIN)
    assert missing(shown, latin) == []


def test_a_pdf_has_its_fonts_with_it_and_a_title_and_no_time(pdf_file: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_file))
    fonts = [
        descendant.get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    assert reader.metadata is not None
    assert reader.metadata.title == "Should we *keep* the <ferry> for $5?"
    assert reader.metadata.creation_date is None


def test_a_long_pdf_has_contents_and_a_short_one_has_none(pdf_file: bytes) -> None:
    def first(content: bytes) -> str:
        return pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()

    assert "Contents" in first(pdf_file)
    assert "Contents" not in first(pdf.write(pack_of(PLAIN[0])))


def test_a_very_long_word_and_a_very_long_quote_stay_on_the_paper() -> None:
    made = pack_of("x" * 500, " ".join(["many words follow each other"] * 200))
    pages = pypdf.PdfReader(io.BytesIO(pdf.write(made))).pages
    shown = "".join("".join(page.extract_text().split()) for page in pages)
    assert shown.count("x" * 60) >= 8
    assert shown.count("manywordsfolloweachother") >= 3 * 190


def test_a_word_file_holds_every_quote_word_for_word(word_file: bytes) -> None:
    document = docx.Document(io.BytesIO(word_file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert missing(texts, hostile()) == []


@pytest.mark.real
def test_libreoffice_reads_every_quote_word_for_word(word_file: bytes, tmp_path: Path) -> None:
    text = saved_as("txt:Text (encoded):UTF8", word_file, tmp_path).read_text(encoding="utf-8-sig")
    assert missing(text, hostile()) == []


def test_a_word_file_has_the_headings_and_styles_of_verbatim(word_file: bytes) -> None:
    styles = zipfile.ZipFile(io.BytesIO(word_file)).read("word/styles.xml").decode()
    found = dict(
        re.findall(r'<w:style [^>]*w:styleId="(\w+)"[^>]*><w:name [^>]*/><w:aliases w:val="(\w+)"', styles)
    )
    assert found == {
        "Heading1": "Pocket",
        "Heading2": "Hat",
        "Heading3": "Block",
        "Heading4": "Tag",
        "Style13ptBold": "Cite",
        "StyleUnderline": "Underline",
    }


def test_a_word_file_is_divided_as_debaters_do(word_file: bytes) -> None:
    document = docx.Document(io.BytesIO(word_file))
    named = [(one.style.name, one.text) for one in document.paragraphs if one.style]
    headings = [(style, text) for style, text in named if style and style.startswith("Heading")]
    assert headings[:4] == [
        ("Heading 1", "For"),
        ("Heading 2", "Cards"),
        ("Heading 3", "Reasoning"),
        ("Heading 4", headings[3][1]),
    ]
    assert headings[-2:] == [("Heading 2", "Answers, and answers to them"), ("Heading 1", "Sources")]
    assert sum(style == "Heading 4" for style, _ in headings) == len(QUOTES)


def test_a_word_file_underlines_the_telling_words_and_no_others(word_file: bytes) -> None:
    document = docx.Document(io.BytesIO(word_file))
    cards = [one for one in document.paragraphs if one.style and one.style.name == "Card"]
    underlined = [
        "".join(run.text for run in one.runs if run.style and run.style.name == "Style Underline")
        for one in cards
    ]
    by_card = {card.id: card for card in every_card(hostile())}.values()
    telling = ["".join(part for part, told in segments(card) if told) for card in by_card]
    assert sorted(map(folded, underlined)) == sorted(map(folded, telling))


@pytest.mark.parametrize("write", [pdf.write, word.write], ids=["pdf", "docx"])
def test_the_same_brief_is_the_same_file(write: object) -> None:
    made = pack_of(PLAIN[0], MARKUP[0])
    assert callable(write)
    assert write(made) == write(made)


@pytest.mark.parametrize("write", [pdf.write, word.write], ids=["pdf", "docx"])
def test_control_characters_break_no_file(write: object) -> None:
    assert callable(write)
    assert write(pack_of(CONTROLS))


def test_an_empty_side_and_a_lonely_card_make_a_file() -> None:
    made: Pack = pack_of("Ferries pay.")
    assert pdf.write(made).startswith(b"%PDF")
    assert docx.Document(io.BytesIO(word.write(made))).paragraphs
