"""What a backup says of itself: which files it holds, with their hashes, and what was left out."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from knowledge.errors import InputError
from knowledge.storage.sqlite.installation import SCHEMA
from knowledge.storage.sqlite.migrations import WORKSPACE, Schema

NAME: Final = "manifest.json"
FORMAT: Final = 1
INSTALLATION: Final = "installation.db"
WORKSPACES: Final = "workspaces"
_FILE: Final = re.compile(r"installation\.db|workspaces/[A-Za-z0-9_-]{1,64}\.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One database in a backup."""

    path: str
    """Its place in the data folder: `workspaces/local.db`."""
    size: int
    sha256: str
    version: int
    """The number of the last step of its schema."""
    rows: Mapping[str, int]
    """How many rows each table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A database that is not in a backup."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    made: str
    """When, in UTC."""
    files: tuple[Kept, ...]
    left_out: tuple[LeftOut, ...]


def schema_of(path: str) -> Schema:
    """What kind of database stands at a place in the data folder."""
    return SCHEMA if path == INSTALLATION else WORKSPACE


def written(manifest: Manifest) -> bytes:
    """Give a manifest as the JSON that stands in a backup."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=2, ensure_ascii=False).encode()


def read(content: bytes, file: Path) -> Manifest:
    """Read a manifest. Raises `InputError` where it is none, or of a newer version."""
    try:
        found: dict[str, Any] = json.loads(content)
        number = int(found["format"])
        manifest = Manifest(
            made=str(found["made"]),
            files=tuple(_kept(one) for one in found["files"]),
            left_out=tuple(LeftOut(**one) for one in found["left_out"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError(no_backup(file)) from None
    if number > FORMAT:
        raise InputError(f"“{file}” was made by a newer version of the program; update the program first.")
    return manifest


def no_backup(file: Path) -> str:
    """The sentence for a file that is something else."""
    return f"“{file}” is no backup that counterpoint backup has made; name one that is."


def _kept(found: Mapping[str, Any]) -> Kept:
    path = str(found["path"])
    if not _FILE.fullmatch(path):
        raise ValueError(path)
    return Kept(
        path=path,
        size=int(found["size"]),
        sha256=str(found["sha256"]),
        version=int(found["version"]),
        rows={str(name): int(number) for name, number in found["rows"].items()},
    )
