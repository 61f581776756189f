"""PDF to pieces: the lines of its pages become paragraphs again; what repeats on every page goes."""

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

from knowledge.errors import UnreadableFile
from knowledge.reading.names import names_in
from knowledge.reading.pieces import Extract, Piece
from knowledge.reading.plain import BULLET
from knowledge.reading.prose import ends_like_a_sentence
from knowledge.reading.typography import repaired
from knowledge.types import Metadata

MOST_PAGES = 2000
MOST_CHARACTERS = 20_000_000
EDGE = 2
"""Lines at the top and the bottom of a page that may repeat on every page."""
NUMBERED = re.compile(r"^\W{0,4}(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?\W{0,4}$", re.IGNORECASE)
NO_TITLE = re.compile(r"untitled|^microsoft |\.(?:docx?|pdf|indd|tex|rtf|odt)$|^\W*$", re.IGNORECASE)
CUT = re.compile(r"([^\W\d_]{2,40})-$")


def extracted(content: bytes, *, name: str) -> Extract:
    """The pieces of a PDF and what its properties say.

    Raises:
        UnreadableFile: when it is encrypted, damaged, or holds pictures of text only.
    """
    pages, metadata = _pages(content, name=name)
    lines = _without_running_heads([[line.strip() for line in page.split("\n")] for page in pages])
    if not any(character.isalpha() for line in lines for character in line):
        raise UnreadableFile(
            f"{name} is a scan without text; run text recognition (OCR) over it and add the result."
        )
    paragraphs = _paragraphs(lines)
    return Extract(original="\n".join(lines), pieces=tuple(paragraphs), metadata=metadata)


def _pages(content: bytes, *, name: str) -> tuple[list[str], Metadata]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(content))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableFile(f"{name} is password-protected; remove the password and add it again.")
            return _texts(reader, name=name), _metadata(reader.metadata)
        except pypdf.errors.DependencyError as error:
            raise UnreadableFile(
                f"{name} is encrypted; save it without protection and add it again."
            ) from error


def _texts(reader: "pypdf.PdfReader", *, name: str) -> list[str]:  # type: ignore[name-defined]  # noqa: F821
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnreadableFile(f"{name} has {count} pages; split it into parts of at most {MOST_PAGES} pages.")
    texts: list[str] = []
    size = 0
    for page in reader.pages:
        texts.append(repaired(page.extract_text() or ""))
        size += len(texts[-1])
        if size > MOST_CHARACTERS:
            raise UnreadableFile(f"{name} holds more text than can be read; split it into parts.")
    _refuse_pictures(reader, texts, name=name)
    return texts


def _refuse_pictures(reader: "pypdf.PdfReader", texts: Sequence[str], *, name: str) -> None:  # type: ignore[name-defined]  # noqa: F821
    """Raise `UnreadableFile` where most pages show something, and gave no text."""
    with_text = [any(map(str.isalpha, text)) for text in texts]
    silent = sum(1 for page, has in zip(reader.pages, with_text, strict=True) if not has and _shows(page))
    if any(with_text) and silent > sum(with_text):
        raise UnreadableFile(
            f"{name} holds text on only {sum(with_text)} of its {len(texts)} pages, the others may be pictures; "
            "run text recognition (OCR) over it and add the result."
        )


def _shows(page: Any) -> bool:
    """Whether something is drawn on a page; what cannot be unpacked counts as something."""
    try:
        contents = page.get_contents()
        return contents is not None and bool(contents.get_data().strip())
    except MemoryError:
        raise
    # Whatever a broken page raises, it says that there was something on it.
    except Exception:  # noqa: BLE001
        return True


def _metadata(info: object) -> Metadata:
    title = getattr(info, "title", None)
    author = getattr(info, "author", None)
    names = names_in(author) if isinstance(author, str) else []
    has_title = isinstance(title, str) and len(title) > 3 and not NO_TITLE.search(title)
    return Metadata(
        title=" ".join(str(title).split()) if has_title else None, author=" and ".join(names) or None
    )


def _without_running_heads(pages: Sequence[list[str]]) -> list[str]:
    """The lines of all pages without heads, feet and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edges(page)})
    running = {shape for shape, count in seen.items() if shape and count >= max(3, 0.5 * len(pages))}
    kept: list[str] = []
    for page in pages:
        edges = set(_edges(page))
        kept += [
            line
            for line in page
            if line not in edges or not (_shape(line) in running or NUMBERED.match(line))
        ]
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:EDGE] + lines[EDGE:][-EDGE:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower())


def _paragraphs(lines: Sequence[str]) -> list[Piece]:
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    hyphened = set(re.findall(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}", " ".join(lines).lower()))
    pieces: list[Piece] = []
    last = ""
    for line in lines:
        if last and line and not _is_break(last, line, width=width):
            pieces[-1] = Piece(
                text=_continued(pieces[-1].text, line, hyphened=hyphened), kind=pieces[-1].kind
            )
        elif line:
            pieces.append(_started(line))
        if line or ends_like_a_sentence(last):
            last = line
    return pieces


def _started(line: str) -> Piece:
    bullet = BULLET.match(line)
    return Piece(text=line[bullet.end() :], kind="item") if bullet else Piece(text=line)


def _is_break(line: str, following: str, *, width: int) -> bool:
    """Whether a paragraph ends between two lines: on a short last line, or behind a heading."""
    if BULLET.match(following):
        return True
    if CUT.search(line):
        return False
    if ends_like_a_sentence(line):
        # Had there been room for the next word, it would stand on this line.
        return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= 0.95 * width
    return len(line) < 0.72 * width and not following[0].islower()


def _continued(text: str, line: str, *, hyphened: set[str]) -> str:
    """A paragraph with its next line; a word cut by a hyphen is whole again, a compound keeps its hyphen."""
    cut = CUT.search(text)
    if not cut or not line[0].islower():
        return f"{text} {line}"
    following = re.match(r"[^\W\d_]{1,40}", line)
    compound = f"{cut[1]}-{following[0] if following else ''}".lower()
    return text + line if compound in hyphened else text[:-1] + line
