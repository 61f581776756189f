"""Page furniture: lines that a page needs and its text does not."""

import re
from functools import lru_cache

from knowledge.reading.labels import bare, is_label
from knowledge.reading.phrases import CREDIT, HELD, OPENING

LONGEST = 400
"""Furniture of more characters than this is rare, and a paragraph lost is worse than a line left."""
MOST_WORDS = 40
PLACEHOLDER = re.compile(
    r"^(?:[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,6}|[\w./-]{1,120}\.(?:jpe?g|png|gif|webp|svg|avif|mp4|mp3)"
    r"|\{\{?[^}]{0,80}\}\}?|\[(?:img|image|icon|logo|alt|embed|caption|gallery|removed|deleted)\]"
    r"|https?://\S{1,400}|www\.\S{1,200}|\S{1,80}@\S{1,80}\.\w{2,10}|@\w{1,30}|#\w{1,40}(?: #\w{1,40}){0,12})$",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"<(?:a|abbr|b|blockquote|cite|code|del|em|i|img|div|span|script|iframe|strong|p|br)\b[^>]{0,200}>",
    re.IGNORECASE,
)
SEPARATED = re.compile(r"\s[|›»/•·→>]\s")
LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=8192)
def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to its text."""
    if len(line) > LONGEST:
        return len(MARKUP.findall(line[:2000])) > 3
    plain = line.replace("’", "'").strip()
    if not LETTER.search(plain) or is_label(plain) or PLACEHOLDER.match(plain):
        return True
    if HELD.search(plain) or CREDIT.search(plain) or len(MARKUP.findall(plain)) > 1:
        return True
    return (len(plain.split()) <= MOST_WORDS and bool(OPENING.match(plain))) or is_row(plain)


def is_row(line: str) -> bool:
    """Whether a line is a row of links or labels: `Home > World > Opinion`, `Share | Print | Email`."""
    parts = [part.strip() for part in SEPARATED.split(line) if part.strip()]
    if len(parts) < 2 or len(line) > 200:
        return False
    if all(bare(part) == "" or is_label(part) for part in parts):
        return True
    return len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts)
