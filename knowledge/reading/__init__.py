"""Reading: the bytes of a file become a document with a cleaned text, blocks and metadata."""

from knowledge.errors import UnreadableFile
from knowledge.reading import article, detect, docx, html, markdown, pdf, plain
from knowledge.reading.decoding import decoded
from knowledge.reading.fingerprints import SAME_TEXT, fingerprint, similarity
from knowledge.reading.pieces import Extract
from knowledge.reading.tracing import same_letters, squeeze
from knowledge.reading.typography import repaired
from knowledge.types import Document, Kind

__all__ = [
    "MAX_BYTES",
    "SAME_TEXT",
    "decoded",
    "fingerprint",
    "original_text",
    "read",
    "same_letters",
    "similarity",
    "squeeze",
]

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read; check a file's size against it before loading the file."""


def read(content: bytes, *, name: str) -> Document:
    """The document that a file's bytes hold, whatever the ending of its name says.

    Raises:
        UnreadableFile: when no text can be had from them; the message says what to do.
    """
    kind, extract = _extracted(content, name=name)
    found = article.document(extract, kind=kind)
    if not any(character.isalnum() for character in found.text):
        raise UnreadableFile(f"{name} holds no text besides menus and buttons; add the article itself.")
    return found


def original_text(content: bytes, *, name: str = "the file") -> str:
    """All text of a file, decoded and extracted but not cleaned: what every quote can be traced in.

    For a PDF it leaves out what repeats on every page, since that cuts sentences in two.

    Raises:
        UnreadableFile: as `read` does.
    """
    return _extracted(content, name=name)[1].original


def _extracted(content: bytes, *, name: str) -> tuple[Kind, Extract]:
    if len(content) > MAX_BYTES:
        size = len(content) / 1024 / 1024
        raise UnreadableFile(
            f"{name} has {size:.0f} MB, more than {MAX_BYTES // 1024 // 1024}; split it into parts."
        )
    if not content.strip():
        raise UnreadableFile(f"{name} is empty; add a file with text in it.")
    try:
        return _taken_apart(content, name=name)
    except UnreadableFile:
        raise
    # The parsers meet hostile files here; whatever one of them raises means the same to whoever added the file.
    except Exception as error:
        raise UnreadableFile(
            f"{name} is damaged and cannot be read; save it anew and add it again."
        ) from error


def _taken_apart(content: bytes, *, name: str) -> tuple[Kind, Extract]:
    kind = detect.container(content, name=name)
    if kind == "pdf":
        return kind, pdf.extracted(content, name=name)
    if kind == "docx":
        return kind, docx.extracted(content, name=name)
    text = repaired(decoded(content, name=name))
    if not text.strip():
        raise UnreadableFile(f"{name} is empty; add a file with text in it.")
    kind = detect.text_kind(text)
    by_kind = {"html": html.extracted, "markdown": markdown.extracted}
    return kind, by_kind.get(kind, plain.extracted)(text)
