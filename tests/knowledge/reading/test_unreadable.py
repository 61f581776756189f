"""A file that cannot become a source is refused in one sentence that says what to do; nothing else is raised."""

import contextlib
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import reading
from knowledge.errors import UnreadableFile
from tests.knowledge.reading import files

DOCX = files.docx_file()
PDF = files.pdf()
BOMB = files.archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b" " * (60 * 1024 * 1024)})
ENTITIES = files.archive(
    {"[Content_Types].xml": b"<a/>", "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
)
LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t \n", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (bytes(range(256)) * 40, "is not a text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "is an image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "is an image"),
        (b"\x1f\x8b\x08" + b"\x00" * 100, "is a compressed archive"),
        (b"\x00\x00\x00 ftypisom" + b"\x00" * 100, "is a recording"),
        (files.archive({"a.txt": b"a text"}), "is an archive and not a DOCX"),
        (b"{\\rtf1\\ansi A text}", "is an RTF file"),
        (LOCKED_OFFICE, "is password-protected"),
        (LOCKED_OFFICE[:500], "old Office version"),
        (files.pdf(lock="x"), "is password-protected"),
        (files.scan(), "is a scan without text"),
        (PDF[: len(PDF) // 3], "is damaged"),
        (DOCX[: len(DOCX) // 2], "is damaged"),
        (BOMB, "inflates to far more"),
        (ENTITIES, "declares XML entities"),
        (b"Home\nMenu\nSubscribe\nLeave a Reply\n", "holds no text besides"),
        (b"<html><body><nav>Home</nav></body></html>", "holds no text besides"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        reading.read(content, name="essay.bin")
    message = str(caught.value)
    assert message.startswith("essay.bin ")
    assert reason in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_file_that_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(UnreadableFile, match="has 51 MB, more than 50"):
        reading.read(b"a" * (51 * 1024 * 1024), name="essay.txt")


def test_a_docx_that_lies_about_its_size_is_caught_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = zipfile.ZipFile.infolist

    def lying(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        parts = honest(archive)
        for part in parts:
            part.file_size = min(part.file_size, 1000)
        return parts

    monkeypatch.setattr(zipfile.ZipFile, "infolist", lying)
    with pytest.raises(UnreadableFile):
        reading.read(BOMB, name="essay.docx")


def mutated(content: bytes, seed: int, changes: int) -> bytes:
    rng = random.Random(seed)  # noqa: S311
    body = bytearray(content)
    for _ in range(changes):
        body[rng.randrange(len(body))] = rng.randrange(256)
    return bytes(body[: rng.randrange(1, len(body) + 1)] if rng.random() < 0.3 else body)


@settings(max_examples=60, deadline=None)
@given(
    content=st.sampled_from([DOCX, PDF, files.HTML.encode(), files.MARKDOWN.encode()]),
    seed=st.integers(0, 10**6),
    changes=st.integers(1, 60),
)
def test_damaged_files_are_read_or_refused_and_nothing_else(content: bytes, seed: int, changes: int) -> None:
    with contextlib.suppress(UnreadableFile):
        check(mutated(content, seed, changes))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        check(content)


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "By Ann Lee",
                "2 March 2025",
                "Leave a Reply",
                "# A heading",
                "- an item",
                "thereās a wayāhe said",
                "",
            ]
        ),
        st.text(alphabet="abc .,ΑΣς\u0301ﬁ²İ", max_size=200),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_block_of_any_text_can_be_traced_to_its_bytes(lines: list[str]) -> None:
    with contextlib.suppress(UnreadableFile):
        check("\n".join(lines).encode("utf-8", "replace"))


def check(content: bytes) -> None:
    document = reading.read(content, name="a")
    original = reading.squeeze(reading.original_text(content))
    parts = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert "\n\n".join(parts) == document.text
    assert all(reading.squeeze(part) in original for part in parts)
