"""The same essay in every format gives the same text, title, author and date."""

import pytest

from knowledge import reading
from knowledge.types import Document
from tests.knowledge.reading import files

FORMATS = {
    "html": files.HTML.encode(),
    "markdown": files.MARKDOWN.encode(),
    "docx": files.docx_file(),
    "pdf": files.pdf(),
}
every_format = pytest.mark.parametrize("kind", FORMATS)


def blocks(document: Document, *kinds: str) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks if not kinds or b.kind in kinds]


@every_format
def test_the_kind_is_told_by_content_and_not_by_name(kind: str) -> None:
    assert reading.read(FORMATS[kind], name="essay.xyz").kind == kind


@every_format
def test_title_author_and_date_are_found(kind: str) -> None:
    found = reading.read(FORMATS[kind], name="essay").metadata
    assert (found.title, found.author, found.date) == (files.TITLE, "Ann Leewright", "2024-02-05")


@every_format
def test_the_paragraphs_are_whole_and_the_title_is_first(kind: str) -> None:
    document = reading.read(FORMATS[kind], name="essay")
    assert blocks(document)[0] == files.TITLE
    assert [text for text in files.PARAGRAPHS[:2] if text not in blocks(document, "paragraph")] == []
    assert "Ann Leewright" not in document.text
    assert "Home" not in document.text


@every_format
def test_every_block_can_be_traced_to_the_bytes(kind: str) -> None:
    original = reading.original_text(FORMATS[kind])
    document = reading.read(FORMATS[kind], name="essay")
    assert all(reading.same_letters(block, original) for block in blocks(document))


@pytest.mark.parametrize("kind", ["html", "markdown", "docx"])
def test_headings_and_items_are_known_as_such(kind: str) -> None:
    document = reading.read(FORMATS[kind], name="essay")
    assert blocks(document, "heading") == ["What the engineers say"]
    assert "A repair costs nine million crowns." in blocks(document, "item")


def test_html_leaves_captions_and_comments_out() -> None:
    text = reading.read(FORMATS["html"], name="essay").text
    assert "Kofi" not in text
    assert "take the boat" not in text


def test_html_without_main_text_is_read_line_by_line() -> None:
    page = "<html><body><div>" + "</div><div>".join(files.PARAGRAPHS) + "</div></body></html>"
    assert [text for text in files.PARAGRAPHS if text not in reading.read(page.encode(), name="a").text] == []


def test_markdown_keeps_the_words_of_links_and_the_speakers_of_a_debate() -> None:
    text = reading.read(FORMATS["markdown"], name="essay").text
    assert "and the ministry knows it" in text
    assert "Bo Oduya (ferryman): I have rowed" in text
    assert "*" not in text
    assert "example.org" not in text


def test_docx_tables_are_read_and_the_default_author_is_ignored() -> None:
    document = reading.read(FORMATS["docx"], name="essay")
    assert "The town expects twelve thousand of them." in document.text
    assert document.metadata.author == "Ann Leewright"


def test_pdf_loses_running_heads_and_page_numbers_and_joins_paragraphs_over_pages() -> None:
    document = reading.read(files.pdf(pages=3), name="essay.pdf")
    assert "Daily Quay" not in document.text
    assert "Page 2" not in document.text
    assert not [block for block in blocks(document, "paragraph") if not block.endswith(".")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    text = "“Naïve” is what the mayor’s café friends called it — and they were wrong, as the résumé of the year shows."
    assert reading.read(text.encode(encoding), name="a.txt").text == text


def test_a_cyrillic_text_in_an_old_encoding_is_read() -> None:
    text = "Порт остаётся открытым, потому что город без него не проживёт и одной зимы. " * 4
    assert "остаётся открытым" in reading.read(text.encode("cp1251"), name="a.txt").text
