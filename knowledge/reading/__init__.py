"""Reading: the bytes of a file become a document with a cleaned text, blocks and metadata.

These are pure functions. Whoever serves people has them run apart, by `knowledge.reading.apart`.
"""

from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFile
from knowledge.reading.tracing import same_letters, squeeze
from knowledge.types import Document, Kind

# What takes files apart is imported where it is first used: a process that has it done by another never loads it.
if TYPE_CHECKING:
    from knowledge.reading.pieces import Extract

__all__ = ["MAX_BYTES", "load", "original_text", "read", "refuse_size", "same_letters", "squeeze"]

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read; check a file's size against it before loading the file."""


FEW_LETTERS = 250
MUCH_FOR_FEW = 200 * 1024
"""A larger file with fewer letters holds its text in pictures, or builds it in a browser."""


def read(content: bytes, *, name: str) -> Document:
    """The document that a file's bytes hold, whatever the ending of its name says.

    Raises:
        UnreadableFile: when no text can be had from them; the message says what to do.
    """
    from knowledge.reading import article

    kind, extract = _extracted(content, name=name)
    found = article.document(extract, kind=kind)
    letters = sum(map(str.isalnum, found.text))
    if not letters:
        raise UnreadableFile(f"{name} holds no text besides menus and buttons; add the article itself.")
    if letters < FEW_LETTERS and len(content) > MUCH_FOR_FEW:
        raise UnreadableFile(
            f"{name} has {len(content) // 1024} KB and only {letters} letters of text, so most of it was not "
            "read; add the text itself, or run text recognition (OCR) over a scan."
        )
    return found


def original_text(content: bytes, *, name: str = "the file") -> str:
    """All text of a file, decoded and extracted but not cleaned: what every quote can be traced in.

    For a PDF it leaves out what repeats on every page, since that cuts sentences in two.

    Raises:
        UnreadableFile: as `read` does.
    """
    return _extracted(content, name=name)[1].original


def load() -> None:
    """Load what every file needs, so that the first one takes no longer than the next."""
    from importlib import import_module

    for module in ("article", "detect", "docx", "html", "markdown", "pdf", "plain"):
        import_module(f"{__name__}.{module}")


def refuse_size(content: bytes, *, name: str) -> None:
    """Raise `UnreadableFile` for a file that is larger than any that is read."""
    if len(content) > MAX_BYTES:
        size = len(content) / 1024 / 1024
        raise UnreadableFile(
            f"{name} has {size:.0f} MB, more than {MAX_BYTES // 1024 // 1024}; split it into parts."
        )


def _extracted(content: bytes, *, name: str) -> tuple[Kind, "Extract"]:
    refuse_size(content, name=name)
    if not content.strip():
        raise UnreadableFile(f"{name} is empty; add a file with text in it.")
    try:
        return _taken_apart(content, name=name)
    except (UnreadableFile, MemoryError):
        raise
    # The parsers meet hostile files here; whatever one of them raises means the same to whoever added the file.
    except Exception as error:
        raise UnreadableFile(
            f"{name} is damaged and cannot be read; save it anew and add it again."
        ) from error


def _taken_apart(content: bytes, *, name: str) -> tuple[Kind, "Extract"]:
    from knowledge.reading import detect, docx, html, markdown, pdf, plain
    from knowledge.reading.decoding import decoded
    from knowledge.reading.typography import repaired

    kind = detect.container(content, name=name)
    if kind == "pdf":
        return kind, pdf.extracted(content, name=name)
    if kind == "docx":
        return kind, docx.extracted(content, name=name)
    text = repaired(decoded(content, name=name))
    if not text.strip():
        raise UnreadableFile(f"{name} is empty; add a file with text in it.")
    kind = detect.text_kind(text)
    if kind == "html":
        return kind, html.extracted(text, name=name)
    return kind, markdown.extracted(text) if kind == "markdown" else plain.extracted(text)
