"""Repairs of typography that a wrong decoding broke. Letters and digits stay as they are.

ftfy mends the usual mojibake. What it cannot know is text where of the three bytes of a dash or a curly quote
only the first was kept, as `ā` or `â`: `dominanceāthrough`, `thereās`. Real words have such letters too
(Māori, Rāma, château), so a mark is put back only where both sides of the letter are words of their own.
"""

import re

LOST = "āâ"
CONTRACTIONS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
COMMON_WORDS = """
ain aren couldn didn doesn don hadn hasn haven isn mustn needn shouldn wasn weren won wouldn
a about after against all also although an and any are as at because been before being both but by
can could did do does even ever for from had has have having he her his how however i if in
including into is it its just like may might more most much must never no nor not now of on one only
or our out over perhaps rather she should since so some still such than that the their them then
there these they this those though through thus to too toward towards under until up upon was we
were what when where whereas whether which while who whom whose why will with within without would
yet you your let here
"""
FUNCTION_WORDS = frozenset(COMMON_WORDS.split())
WORD = re.compile(r"[A-Za-z]{1,40}")
OTHER_DIACRITICS = re.compile(r"[ēīōūĒĪŌŪĀņļķģšžčṛṣṇśṭḍñéèêëçîïôûùășțạ]")
SPOT = re.compile(rf"(?<![^\W\d_])([A-Za-z]{{0,40}})([{LOST}])([A-Za-z]{{0,40}})(?![^\W\d_])")
WITH_CONTROLS = re.compile(r"[āâ]\x80([\x90-\xbf])")
BETWEEN_DIGITS = re.compile(rf"(?<=\d)[{LOST}](?=\d)")
QUOTED = re.compile(rf"(?<![^\W_])[{LOST}](?=[A-Za-z])([^\n{LOST}]{{1,300}}?[A-Za-z.,!?])[{LOST}](?![^\W_])")
CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ud800-\udfff]"
)
NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
GLUED = re.compile(r"([a-z]{2}[.!?][\"”’)]?)(?=[A-Z][a-z]+[ ,’'])")


def repaired(text: str) -> str:
    """The text with mojibake mended, lost marks put back, invisible characters gone and plain line ends."""
    text = NEW_LINES.sub("\n", text) if "\x85" not in text else _with_line_ends(text)
    text = _without_mojibake(text)
    if any(letter in text for letter in LOST):
        text = _with_lost_marks(text)
    return CONTROLS.sub("", text)


def spaced(paragraph: str) -> str:
    """A paragraph with single spaces, and one after each full stop that a word is glued to."""
    return GLUED.sub(r"\1 ", " ".join(CONTROLS.sub("", paragraph).split()))


def _with_line_ends(text: str) -> str:
    # NEL is also the second byte of mojibake ("â\x80\x85"); it ends a line only where nothing of that kind precedes.
    return re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029]|(?<![\x80-\xff])\x85", "\n", text)


def _without_mojibake(text: str) -> str:
    if text.isascii():
        return text
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        normalization=None,
        explain=False,
    )
    return "\n".join(
        line if line.isascii() else ftfy.fix_text(line, config=config) for line in text.split("\n")
    )


def _with_lost_marks(text: str) -> str:
    text = WITH_CONTROLS.sub(lambda m: bytes((0xE2, 0x80, ord(m[1]))).decode("utf-8", "replace"), text)
    text = BETWEEN_DIGITS.sub("–", text)
    words = frozenset(word.lower() for word in WORD.findall(_beside_spots(text)))
    certain = sum(1 for spot in SPOT.finditer(text) if _mark(spot, words=words, sure=False))
    # One certain loss in a text without other accents: the rest of its lone letters were marks too.
    sure = certain > 0 and not OTHER_DIACRITICS.search(text)
    text = SPOT.sub(lambda spot: _replaced(spot, _mark(spot, words=words, sure=sure)), text)
    if sure:
        text = QUOTED.sub(r"“\1”", text)
        text = SPOT.sub(lambda spot: _replaced(spot, _closing_mark(spot)), text)
    return text


def _beside_spots(text: str) -> str:
    return SPOT.sub(" ", text)


def _replaced(spot: re.Match[str], mark: str | None) -> str:
    return f"{spot[1]}{mark}{spot[3]}" if mark else spot[0]


def _mark(spot: re.Match[str], *, words: frozenset[str], sure: bool) -> str | None:
    """The mark that stood between two words, or None where the letter is a real one."""
    left, right = spot[1], spot[3]
    if not left or not right:
        return None
    known_left = left.lower() in words or left.lower() in FUNCTION_WORDS or (sure and len(left) > 2)
    if right in CONTRACTIONS:
        return "’" if known_left else None
    if len(left) < 2:
        return None
    if right[0].isupper() and left[-1].islower() and len(left) > 2 and len(right) > 1:
        return "—"
    known_right = right.lower() in FUNCTION_WORDS or right.lower() in words or (sure and len(right) > 2)
    return "—" if known_right and (known_left or len(left) > 3) and len(right) > 1 else None


def _closing_mark(spot: re.Match[str]) -> str | None:
    """The mark behind or before a word that has none on its other side."""
    if spot[1] and not spot[3]:
        return "’" if spot[1].endswith("s") else "”"
    if spot[3] and not spot[1]:
        return "“"
    return None if spot[1] else "—"
