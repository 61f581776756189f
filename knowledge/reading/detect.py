"""What kind of file some bytes are: by their content, since names lie."""

import re

from knowledge.errors import UnreadableFile
from knowledge.types import Kind

HEAD = 4096
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ONLY_TEXT = "add the text, Markdown, HTML, PDF or DOCX file instead."
REFUSED = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BM6", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"fLaC", "a recording"),
    (b"RIFF", "an image or a recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
HTML_START = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,80})?(?:<!--.{0,2000}?-->\s{0,80})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_BLOCK = re.compile(r"</?(?:p|div|article|section|h[1-6]|ul|li|span|table)\b[^<>]{0,300}>", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6} {1,3}\S", re.MULTILINE)
LINK = re.compile(r"\[[^\]\n]{1,200}\]\(https?://[^)\s]{1,500}\)")
STRONG = re.compile(r"(?<!\*)\*\*[^*\n\s][^*\n]{0,200}\*\*(?!\*)")
FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]{1,40}:[^\n]{0,500}\n){1,40}---[ \t]*(?:\n|$)")


def container(content: bytes, *, name: str) -> Kind | None:
    """`pdf` or `docx` when the bytes are one, None when they may be a text.

    Raises:
        UnreadableFile: when they are something that holds no text we can read.
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(ZIP) and b"word/" in content:
        return "docx"
    reason = _refusal(content)
    if reason:
        raise UnreadableFile(f"{name} {reason}")
    return None


def _refusal(content: bytes) -> str | None:
    """Why bytes that some other program wrote cannot be read."""
    if content.startswith(ZIP):
        return "is an archive and not a DOCX; unpack it and add the files in it."
    if content.startswith(OLE):
        return _ole_reason(content)
    if content.lstrip()[:5] == b"{\\rtf":
        return "is an RTF file; save it as DOCX or plain text and add that."
    if content[4:8] == b"ftyp":
        return f"is a recording; {ONLY_TEXT}"
    return next((f"is {what}; {ONLY_TEXT}" for magic, what in REFUSED if content.startswith(magic)), None)


def text_kind(text: str) -> Kind:
    """`html`, `markdown` or `text`, by the signs that decoded characters show."""
    if HTML_START.match(text[:HEAD]) or len(HTML_BLOCK.findall(text[: 4 * HEAD])) >= 6:
        return "html"
    if (
        FRONT_MATTER.match(text)
        or HEADING.search(text)
        or LINK.search(text)
        or len(STRONG.findall(text)) >= 2
    ):
        return "markdown"
    return "text"


def _ole_reason(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is password-protected; remove the password and add it again."
    return "is a file of an old Office version; save it as DOCX or PDF and add that."
