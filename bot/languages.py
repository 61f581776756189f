"""The languages of the interface. Texts are written in English; `translations/CODE.po` translates them.

A text without a translation stays English. Catalogues are in gettext's format, read with Babel.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "translations"
SOURCE = "en"
_speaking: ContextVar[str] = ContextVar("language", default=SOURCE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that the interface can speak, English first."""
    return (SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po")))


def known(locale: str) -> str | None:
    """The language that a platform's locale such as `de-AT` asks for, or None where it is not spoken."""
    code = locale.replace("_", "-").split("-")[0].lower()
    return code if code in languages() else None


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside the block in a language."""
    token = _speaking.set(known(language) or SOURCE)
    try:
        yield
    finally:
        _speaking.reset(token)


def spoken() -> str:
    """The language that is spoken now."""
    return _speaking.get()


def say(text: str, /) -> str:
    """A text in the language that is spoken now."""
    return translated(text, spoken())


def say_number(one: str, many: str, count: int, /) -> str:
    """One of two texts, by number, in the language that is spoken now."""
    return _catalogue(spoken()).ngettext(one, many, count)


def translated(text: str, language: str) -> str:
    """A text in a language; unchanged where there is no translation."""
    return _catalogue(known(language) or SOURCE).gettext(text) if text else text


def later(text: str, /) -> str:
    """Mark a text for the catalogues that `say` gets as a value, from a table or from the core."""
    return text


def figures(number: int) -> str:
    """A number as people write it: `1,234`, in German `1.234`."""
    if spoken() == SOURCE:
        # Babel takes longer to load than a short command takes to run, and English needs none of it.
        return f"{number:,}"
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=spoken()))


def calendar_day(day: date) -> str:
    """A date as people write it: `2 March 2025`, in German `2. März 2025`."""
    if spoken() == SOURCE:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date

    return str(format_date(day, format="long", locale=spoken()))


def own_name(language: str) -> str:
    """What those who speak a language call it: `Deutsch`."""
    from babel import Locale

    name = Locale.parse(language).display_name or language
    return name[:1].upper() + name[1:]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
