"""Files made to overwhelm their reader: each is refused in a sentence, and the next file is read."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge import reading
from knowledge.errors import UnreadableFile
from knowledge.reading.apart import Limits, ReaderApart
from tests.knowledge.reading import files

SAID = ("Ferrymen", "Doctors", "Bakers", "Teachers", "Farmers")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = (
    '<?xml version="1.0"{encoding}?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + f']><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = (
    '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


def docx(body: str) -> bytes:
    return with_document(f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode())


def with_document(document: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(files.docx_file())) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in whole.namelist():
            made.writestr(part, document if part == "word/document.xml" else whole.read(part))
    return stream.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    body = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (count, table, count, len(body))
    )


def packed_pdf(drawing: bytes) -> bytes:
    """A PDF with one page, whose drawing is packed twice."""
    packed = zlib.compress(zlib.compress(drawing, 9), 9)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
        % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


CYCLIC = raw_pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>",
    b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9 >>",
)
SELF_DRAWN = raw_pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
    b"<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
)


def pages_of_pictures(*, with_text: int, without: int) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number in range(with_text + without):
        canvas.rect(10, 10, 100, 100, fill=1)
        if number < with_text:
            canvas.drawString(40, 700, f"{SAID[number]} say that the bridge should stay open for now.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderApart]:
    made = ReaderApart(Limits(seconds=2), processes=1)
    yield made
    made.close()


BOMBS = {
    "many paragraphs": (
        docx("<w:p><w:r><w:t>A b.</w:t></w:r></w:p>" * 600_000),
        "takes too long|takes more memory",
    ),
    "one wide cell": (
        docx(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{10**9}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
        "takes more memory|takes too long|is damaged",
    ),
    "deep tables": (docx("<w:tbl><w:tr><w:tc>" * 20_000), "is damaged"),
    "entities": (with_document(LAUGHS.format(encoding="").encode()), "declares XML entities"),
    "entities in UTF-16": (
        with_document(LAUGHS.format(encoding=' encoding="UTF-16"').encode("utf-16")),
        "declares XML entities",
    ),
    "entities behind a chunk": (
        with_document(b" " * (256 * 1024 - 4) + LAUGHS.format(encoding="").encode()),
        "declares XML entities",
    ),
    "an entity from a file": (with_document(OUTSIDE.encode()), "declares XML entities"),
    "a packed PDF": (packed_pdf(b" " * 80_000_000), "is damaged|is a scan"),
    "a PDF of many strings": (
        packed_pdf(b"BT /F1 12 Tf " + b"(a) Tj " * 4_000_000 + b"ET"),
        "takes too long|takes more memory|is damaged|is a scan",
    ),
    "a cyclic PDF": (CYCLIC, "is damaged|is a scan"),
    "a PDF drawn in itself": (SELF_DRAWN, "is damaged|is a scan"),
    "an encrypted PDF": (files.pdf(lock="x"), "is password-protected"),
    "a deep page": (b"<html><body>" + b"<div>" * 100_000 + b"A text.", "nests too deeply"),
    "an endless word of a page": (b"<html><body><p>" + b"a" * 11_000_000, "nests too deeply"),
    "a page of scripts": (
        b"<html><body><p>Please wait for the page.</p><script>"
        + b"var a = 1;" * 30_000
        + b"</script></body></html>",
        "only 20 letters of text, so most of it was not read",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_one_sentence_and_the_next_file_is_read(name: str, reader: ReaderApart) -> None:
    content, reason = BOMBS[name]
    with pytest.raises(UnreadableFile, match=reason) as caught:
        reader.read(content, name="essay.bin")
    assert str(caught.value).startswith("essay.bin ")
    assert str(caught.value).endswith(".")
    assert reader.read(files.MARKDOWN.encode(), name="essay.md").kind == "markdown"


def test_a_pdf_whose_pages_are_mostly_pictures_is_not_taken_for_its_few_words() -> None:
    with pytest.raises(UnreadableFile, match="holds text on only 2 of its 9 pages"):
        reading.read(pages_of_pictures(with_text=2, without=7), name="essay.pdf")


def test_a_pdf_with_a_few_pages_of_pictures_is_read() -> None:
    assert (
        "Teachers say that" in reading.read(pages_of_pictures(with_text=5, without=3), name="essay.pdf").text
    )


def test_a_document_with_its_text_in_boxes_is_not_taken_for_the_little_outside() -> None:
    text = " ".join(files.PARAGRAPHS)
    inner = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    nested = (
        f"<w:p><w:r><w:t>A few words.</w:t></w:r></w:p><w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )
    with pytest.raises(UnreadableFile, match="holds most of its text in boxes or nested tables"):
        reading.read(docx(nested), name="essay.docx")
