"""Lists of words, written as text."""


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text, for asking whether a word is among them."""
    return frozenset(words.split())
