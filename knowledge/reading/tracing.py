"""How a quote is traced to the bytes that were added: by its letters and digits, which no repair changes."""

import unicodedata
from collections.abc import Iterable

from knowledge.reading.pieces import Piece


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case: what a repair of broken typography must not change."""
    folded = unicodedata.normalize("NFKC", text).replace("ā", "")
    return "".join(character for character in folded.lower() if character.isalnum())


def same_letters(quote: str, original: str) -> bool:
    """Whether a quote stands in an original text, spaces, marks and case aside."""
    return squeeze(quote) in squeeze(original)


def traced(pieces: Iterable[Piece], original: str) -> list[Piece]:
    """The pieces that stand letter for letter in the original; a library that reorders text loses the rest."""
    letters = squeeze(original)
    found: list[Piece] = []
    behind = 0
    for piece in pieces:
        wanted = squeeze(piece.text)
        place = letters.find(wanted, behind)
        place = place if place >= 0 else letters.find(wanted)
        if place >= 0 and wanted:
            found.append(piece)
            behind = place
    return found
