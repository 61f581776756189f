"""What tells running text from the short lines around it."""

import re

from knowledge.reading.names import plain_name

ENDS = re.compile(r"[.!?…][\"”’')\]]{0,3}$")
TURN = re.compile(r"^[A-Z][\w .,'’-]{1,40}(?:\([^)]{1,60}\))?\s?:\s+\S")
LONG = 20
"""Words from which on a line that ends like a sentence is running text."""


def ends_like_a_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, a question mark or the like."""
    return bool(ENDS.search(text[-8:]))


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of running text."""
    words = len(text.split())
    return words >= 2 * LONG or (words >= LONG and ends_like_a_sentence(text))


def is_turn(text: str) -> bool:
    """Whether a line is what a speaker of a debate or an interview says, as in `Ann Lee: Thank you.`."""
    if not TURN.match(text) or not ends_like_a_sentence(text):
        return False
    speaker = text.partition(":")[0].partition("(")[0].strip()
    return speaker.isupper() or (" " in speaker and plain_name(speaker) is not None)


def is_sentence(text: str) -> bool:
    """Whether a line is at least one short sentence or a speaker's turn: less than a paragraph, more than a label."""
    words = len(text.split())
    if not ends_like_a_sentence(text):
        return words >= 2 * LONG
    return words >= 5 or (words >= 2 and bool(TURN.match(text)))
