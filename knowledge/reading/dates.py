"""Dates in the short lines around a text, as ISO 8601. A day that could be a month is left alone."""

import re
from datetime import date
from functools import lru_cache

MONTH = r"([^\W\d_]{3,10})\.?"
YEAR = r"((?:19|20)\d{2})"
DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
ISO = re.compile(rf"(?<!\d){YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")
DAY_FIRST = re.compile(rf"(?<!\d){DAY}[\s-](?:de |of )?{MONTH},?[\s-](?:de |del )?{YEAR}(?!\d)")
MONTH_FIRST = re.compile(rf"(?<![^\W\d_]){MONTH} {DAY},? {YEAR}(?!\d)")
NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})([./-])(\d{{1,2}})\2{YEAR}(?!\d)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"]


def date_in(line: str) -> str | None:
    """The first full date in a line, or None."""
    for pattern, order in ((ISO, "ymd"), (DAY_FIRST, "dmy"), (MONTH_FIRST, "mdy")):
        found = pattern.search(line)
        if found:
            parts = dict(zip(order, found.groups(), strict=True))
            return _iso(parts["y"], parts["m"], parts["d"])
    numeric = NUMERIC.search(line)
    return _from_numbers(numeric) if numeric else None


def without_date(line: str) -> str:
    """The line without its first date, to see what else it says."""
    for pattern in (ISO, DAY_FIRST, MONTH_FIRST, NUMERIC):
        found = pattern.search(line)
        if found:
            return f"{line[: found.start()]} {line[found.end() :]}"
    return line


def _from_numbers(found: re.Match[str]) -> str | None:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if first > 12 or mark == "." or first == second:
        return _iso(year, str(second), str(first))
    return _iso(year, str(first), str(second)) if second > 12 else None


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _month(month.lower())
    if number is None:
        return None
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _month(name: str) -> int | None:
    if name[:3] in MONTHS and re.fullmatch(r"[a-z]{3}|sept|[a-z]{3,6}(?:ary|ch|il|y|e|st|ber)", name):
        return MONTHS.index(name[:3]) + 1
    # Imported here, for months of other languages only: it costs a tenth of a second.
    import dateparser

    found = dateparser.parse(
        f"1 {name} 2000",
        languages=LANGUAGES,
        settings={"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False},
    )
    return found.month if found else None
