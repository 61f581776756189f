"""Bytes to characters: byte order marks, UTF-8, and a guess by charset-normalizer for what is older."""

import codecs
import logging

from knowledge.errors import UnreadableFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 64 * 1024
TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1b\x85"


def decoded(content: bytes, *, name: str) -> str:
    """The characters of a text file.

    Raises:
        UnreadableFile: when the bytes are no text.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if wide := _wide_encoding(content[:SAMPLE]):
        return content.decode(wide, errors="replace")
    if _is_binary(content[:SAMPLE]):
        raise UnreadableFile(f"{name} is not a text; add a text, Markdown, HTML, PDF or DOCX file.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_by_guess(content)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Western text is zero."""
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _is_binary(sample: bytes) -> bool:
    if b"\x00" in sample:
        return True
    controls = sum(1 for byte in sample if byte < 32 and byte not in TEXT_CONTROLS)
    return controls > 0.02 * len(sample)


def _decoded_by_guess(content: bytes) -> str:
    nearly = content.decode("utf-8", errors="replace")
    lost = nearly.count("\ufffd")
    # A text that is UTF-8 but for a cut or a few pasted bytes is still UTF-8.
    if sum(1 for character in nearly if character > "\x7f") > 4 * lost:
        return nearly
    if _is_western(content):
        return content.decode("cp1252", errors="replace")
    # Imported here: only texts that are not UTF-8 need it.
    import charset_normalizer

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    best = charset_normalizer.from_bytes(content[:SAMPLE]).best()
    return content.decode(best.encoding if best else "cp1252", errors="replace")


def _is_western(content: bytes) -> bool:
    """True when every high byte is a mark or an accented letter that Western European prose uses.

    On short texts the statistics behind a guess are thin; curly quotes and dashes of cp1252 are the usual case.
    """
    marks = set("‘’“”–—…•€£§°©®™«»·\xa0½¼¾ÄÖÜäöüßéèêëàâáçñóôíîúûùïÉÀÈÁ".encode("cp1252"))
    high = [byte for byte in content[:SAMPLE] if byte > 127]
    quotes = sum(1 for byte in high if 0x91 <= byte <= 0x97)
    return all(byte in marks for byte in high) and (quotes > 0 or len(high) < 0.05 * len(content))
