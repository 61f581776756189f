"""Zip archives, which are what DOCX files and Anki decks are, without the time of their making."""

import io
import zipfile
from typing import Final

DAY: Final = (2000, 1, 1, 0, 0, 0)


def timeless(archive: bytes) -> bytes:
    """The same archive with one date on every part, so that equal contents make equal files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return made.getvalue()
