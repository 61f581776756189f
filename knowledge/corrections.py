"""Corrections of what is known about a source, as a moderator types them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date as calendar_date

from knowledge.errors import InputError
from knowledge.types import Metadata


def corrected(metadata: Metadata, given: Mapping[str, str | None]) -> Metadata:
    """The metadata with the given fields in place; None leaves a field, an empty text clears it.

    Another author comes without the role of the one before. Raises `InputError` for a date that is none or could be two.
    """
    typed = {**given, "date": _date(given.get("date"))}
    changed = {name: value.strip() or None for name, value in typed.items() if value is not None}
    made: Metadata = replace(metadata, **changed)
    return made if made.author == metadata.author else replace(made, author_role=None)


def _date(typed: str | None) -> str | None:
    """The date as ISO 8601. Raises `InputError` for what is no date, or could be two."""
    if typed is None or not typed.strip():
        return typed
    from knowledge.reading.dates import date_in, without_date

    try:
        return calendar_date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        # Beside a text, dots tell the language and with it the order; nobody knows which the typist writes.
        line = re.sub(r"(?<=\d)\.(?=\d)", "/", " ".join(typed.split()))
    read = date_in(line)
    if read is None or any(map(str.isalnum, without_date(line))):
        raise InputError(f'"{typed}" is not a date; write it like 2025-03-02.')
    return read
