"""Makes a backup of a data folder, also while it is written to: one tar file with a manifest of hashes.

Each database is copied by SQLite itself, which gives one state of it, and the copy is looked at before it is kept: a
backup of damage would be found out when it is needed.
"""

import hashlib
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from knowledge.errors import DatabaseError, InputError
from knowledge.storage import manifest
from knowledge.storage.files import names_in
from knowledge.storage.manifest import Kept, LeftOut, Manifest
from knowledge.storage.rows import plain
from knowledge.storage.sqlite import aside
from knowledge.storage.sqlite.migrations import version
from knowledge.storage.sqlite.opening import for_checking
from knowledge.storage.sqlite.soundness import fault_in
from knowledge.storage.trouble import translated

Progress = Callable[[str, int, int], None]
_PATIENCE: Final = 10.0
_OWNER_ONLY: Final = 0o600
_SQUEEZED: Final = (".gz", ".tgz")


def place_for(given: Path) -> Path:
    """Where a backup goes: to a file of that name, or into a folder under a name with the date."""
    if given.is_dir():
        return given / f"counterpoint-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    return given


def backup(data: Path, place: Path, *, progress: Progress | None = None) -> Manifest:
    """Back up a data folder to a file that is not there yet, and return what is in it.

    Raises:
        InputError: the file is there already, its folder is not, or there is nothing to back up.
        DatabaseError: the data folder cannot be read, or the file cannot be written.
    """
    listed = list(_databases(data))
    if not listed:
        raise InputError(
            f"There is nothing to back up in “{plain(str(data))}”; name the data folder with --data."
        )
    if place.exists():
        raise InputError(f"“{place}” is there already; name another file, or a folder.")
    if not place.parent.is_dir():
        raise InputError(f"The folder “{place.parent}” is not there; make it, or name another.")
    part = place.with_name(f".{place.name}.part")
    try:
        with translated(f"“{plain(str(place))}”"):
            made = _write(data, listed, part, squeezed=place.suffix in _SQUEEZED, progress=progress)
            part.rename(place)
            _settled(place.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return made


def _databases(data: Path) -> Iterator[str]:
    if (data / manifest.INSTALLATION).exists():
        yield manifest.INSTALLATION
    folder = data / manifest.WORKSPACES
    for name in sorted({*names_in(folder), *aside.names_in(folder)}):
        yield f"{manifest.WORKSPACES}/{name}.db"


def _write(
    data: Path, listed: list[str], part: Path, *, squeezed: bool, progress: Progress | None
) -> Manifest:
    kept: list[Kept] = []
    left_out: list[LeftOut] = []
    opened = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _OWNER_ONLY)
    with (
        os.fdopen(opened, "wb") as file,
        tempfile.TemporaryDirectory(dir=part.parent, prefix=".counterpoint-backup-") as folder,
    ):
        with tarfile.open(fileobj=file, mode="w:gz" if squeezed else "w") as tar:
            for number, path in enumerate(listed):
                if progress:
                    progress(path, number, len(listed))
                copy = Path(folder) / "copy.db"
                try:
                    kept.append(_copied(data, path, copy))
                except DatabaseError as error:
                    left_out.append(LeftOut(path=path, reason=str(error)))
                else:
                    _add(tar, path, copy)
                copy.unlink(missing_ok=True)
            made = Manifest(
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                files=tuple(kept),
                left_out=tuple(left_out),
            )
            content = manifest.written(made)
            tar.addfile(_entry(manifest.NAME, len(content)), BytesIO(content))
        file.flush()
        os.fsync(file.fileno())
    return made


def _copied(data: Path, path: str, copy: Path) -> Kept:
    """Copy one database in one state, and see that the copy is sound. Raises `DatabaseError`."""
    source, name, schema = data / path, f"“{plain(str(data / path))}”", manifest.schema_of(path)
    if not source.exists():
        aside.refuse(source)
    with translated(name):
        db, _ = for_checking(source.absolute(), patience=_PATIENCE, name=name, schema=schema)
        try:
            copied = Database(sqlite3.connect(copy, isolation_level=None), execute_plugins=False)
            try:
                db.conn.backup(copied.conn)
                copied.execute("PRAGMA journal_mode = DELETE").fetchall()
                fault = fault_in(copied, schema, writable=True)
                if fault:
                    raise DatabaseError(f"{name} is damaged, and no copy of it was made ({fault}).")
                number, rows = version(copied), _rows(copied)
            finally:
                copied.close()
        finally:
            db.close()
    with copy.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(path=path, size=copy.stat().st_size, sha256=digest, version=number, rows=rows)


def _rows(db: Database) -> dict[str, int]:
    tables = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "AND name NOT LIKE 'words%' ORDER BY name"
        )
    ]
    return {name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables}  # noqa: S608


def _add(tar: tarfile.TarFile, path: str, copy: Path) -> None:
    with copy.open("rb") as file:
        tar.addfile(_entry(path, copy.stat().st_size), file)


def _entry(path: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(path)
    entry.size, entry.mode, entry.mtime = size, _OWNER_ONLY, int(datetime.now(UTC).timestamp())
    return entry


def _settled(folder: Path) -> None:
    """Have the disk know a new name before anybody relies on it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
