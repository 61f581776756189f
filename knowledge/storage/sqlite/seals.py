"""The seal of a database: the SHA-256 of its file when all in it was last found sound, in a file beside it.

A file that still has these very bytes need not be looked into again, which takes much longer. What stands in the
write-ahead log has checksums of its own. `sha256sum -c` reads a seal, too.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

SEAL: Final = "-seal"
"""What a seal's name ends in, behind the name of the database."""


def seal_of(path: Path) -> Path:
    """Where the seal of a database stands."""
    return path.with_name(path.name + SEAL)


def is_sealed(path: Path) -> bool:
    """Whether a database has a seal, intact or not."""
    return seal_of(path).exists()


def holds(path: Path) -> bool:
    """Whether a database has the very bytes that were sealed."""
    try:
        return seal_of(path).read_text(encoding="utf-8") == _written(path)
    except (OSError, UnicodeDecodeError):
        return False


def seal(path: Path) -> None:
    """Seal a database; on a disk that refuses, it stays unsealed and is looked into again next time."""
    place = seal_of(path)
    made = place.with_name(place.name + ".new")
    try:
        made.write_text(_written(path), encoding="utf-8")
        made.replace(place)
    except OSError:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def break_seal(path: Path) -> None:
    """Remove the seal of a database, if there is one."""
    with suppress(OSError):
        seal_of(path).unlink(missing_ok=True)


def _written(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{digest}  {os.fsdecode(path.name)}\n"
