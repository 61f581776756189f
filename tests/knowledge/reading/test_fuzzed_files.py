"""Files of every kind, broken at random, are read or refused in one sentence, whatever was broken in them.

COUNTERPOINT_EXAMPLES sets how many files are tried; 2,000 where it is not set.
"""

import io
import os
import random
import zipfile
from collections.abc import Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import UnreadableFile
from knowledge.reading.apart import Limits, ReaderApart
from tests.knowledge.reading import files

EXAMPLES = int(os.environ.get("COUNTERPOINT_EXAMPLES", "2000"))
BATCHES = 4
PIECES = (
    *(
        b"<p>",
        b"</div>",
        b"<table><tr><td>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"&#x110000;",
        b"<script>",
        b"\xff\xfe",
    ),
    *(
        b"obj",
        b"endobj",
        b"stream\n",
        b"<<",
        b">>",
        b"/Length 99999999",
        b"1 0 R",
        b"xref",
        b"trailer",
        b"BT",
        b"TJ",
    ),
    *(
        b"<w:p>",
        b"</w:tbl>",
        b"<w:t>",
        b"\x00",
        b"\n" * 50,
        b'"' * 40,
        b"[" * 60,
        b"> " * 40,
        b"\xed\xa0\x80",
        b"- " * 9,
    ),
    *(
        b"99999999999999999999",
        b"-1",
        b"By Ann Lee\n",
        b"2 March 2025\n",
        "ā’“ﬁ\u202e".encode(),
        b"---\n",
        b"```",
    ),
)


def open_pdf() -> bytes:
    """A PDF whose page is not packed, so that what is broken in it is its drawing."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=0)
    for number, text in enumerate(files.PARAGRAPHS):
        canvas.drawString(40, 700 - 20 * number, text[:90])
    canvas.save()
    return stream.getvalue()


SEEDS = {
    "html": files.HTML.encode(),
    "pdf": open_pdf(),
    "packed.pdf": files.pdf(),
    "docx": files.docx_file(),
    "md": files.MARKDOWN.encode(),
    "txt": "\n\n".join((files.TITLE, *files.PARAGRAPHS)).encode(),
}


def broken(content: bytes, rng: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(rng.randrange(1, 12)):
        place = rng.randrange(len(body) + 1)
        until = min(len(body), place + rng.randrange(1, 80))
        deed = rng.randrange(5)
        if deed == 0:
            body[place:until] = rng.randbytes(until - place)
        elif deed == 1:
            del body[place:until]
        elif deed == 2:
            body[place:place] = body[place:until] * rng.randrange(1, 5)
        else:
            body[place:place] = rng.choice(PIECES) * rng.choice((1, 1, 1, 30))
    return bytes(body[: rng.randrange(len(body))] if rng.random() < 0.1 else body)


def broken_docx(rng: random.Random) -> bytes:
    """A DOCX that unzips as it should, with one part broken."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"])) as whole, zipfile.ZipFile(stream, "w") as made:
        parts = whole.namelist()
        chosen = rng.choice(["word/document.xml", *parts])
        for part in parts:
            inside = whole.read(part)
            made.writestr(part, broken(inside, rng) if part == chosen else inside)
    return stream.getvalue()


def fuzzed(rng: random.Random) -> tuple[str, bytes]:
    kind = rng.choice(sorted(SEEDS))
    if kind == "docx" and rng.random() < 0.8:
        return kind, broken_docx(rng)
    return kind, broken(SEEDS[kind], rng)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderApart]:
    made = ReaderApart(Limits(seconds=10))
    yield made
    made.close()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_file_broken_at_random_is_read_or_refused_in_one_sentence(batch: int, reader: ReaderApart) -> None:
    rng = random.Random(f"{batch} of {EXAMPLES}")  # noqa: S311
    read = 0
    for _ in range(EXAMPLES // BATCHES):
        kind, content = fuzzed(rng)
        try:
            document = reader.read(content, name=f"essay.{kind}")
        except UnreadableFile as refused:
            sentence = str(refused)
            assert sentence.startswith("essay."), sentence
            assert sentence.endswith("."), sentence
            assert "\n" not in sentence
        else:
            read += 1
            assert any(map(str.isalnum, document.text))
            assert document.text.encode()
    assert read > EXAMPLES // BATCHES // 10
