"""Characters that no document may hold, and blanks, for every writer alike."""

from typing import Final

_CONTROLS: Final = dict.fromkeys(
    [*(code for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r\x85"), 0xFFFE, 0xFFFF],
    "\ufffd",
)


def writable(text: str) -> str:
    """A text with a sign of its own for each control character and half of a pair, which XML and PDF refuse."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")


def in_one_line(text: str) -> str:
    """The same, each run of blanks and line breaks as one blank."""
    folded = " ".join(text.split())
    before = " " if text[:1].isspace() and folded else ""
    after = " " if text[-1:].isspace() and folded else ""
    return writable(f"{before}{folded}{after}" if folded else text and " ")
