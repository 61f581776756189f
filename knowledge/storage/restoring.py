"""Restores a data folder from a backup: everything is verified first, then put in place by renaming.

What was there is never deleted: it is moved to a folder `replaced-DATE` beside what takes its place.
"""

import hashlib
import os
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from knowledge.errors import DatabaseError, InputError
from knowledge.storage import manifest
from knowledge.storage.manifest import Kept, Manifest
from knowledge.storage.rows import plain
from knowledge.storage.sqlite.opening import for_checking
from knowledge.storage.sqlite.soundness import fault_in
from knowledge.storage.trouble import translated

_MOST_MANIFEST: Final = 64 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_UNREADABLE: Final = (tarfile.TarError, zlib.error, EOFError, UnicodeDecodeError)


def restore(file: Path, data: Path, *, replace: bool = False) -> tuple[Manifest, Path | None]:
    """Restore a backup, and return what it held and where what it replaced is now, if anything was there.

    Raises:
        InputError: the file is no backup or not whole, or the data folder holds something and is not to be replaced.
        DatabaseError: the data folder is in use, or cannot be written.
    """
    if not file.is_file():
        raise InputError(f"There is no file “{file}”; name a backup.")
    there = list(_there(data))
    if there and not replace:
        raise InputError(
            f"“{plain(str(data))}” holds databases already; name an empty folder with --data, or add --replace, which "
            f"moves what is there to a folder of its own."
        )
    for path in there:
        _check_unused(path)
    with translated(f"“{plain(str(data))}”"):
        data.mkdir(parents=True, exist_ok=True)
        new = data / f".restoring-{os.getpid()}"
        try:
            new.mkdir()
            found = _verified(file, new)
            return found, _put_in_place(data, new, there)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _there(data: Path) -> Iterator[Path]:
    """The databases of a data folder, and what was set aside."""
    yield from data.glob(manifest.INSTALLATION)
    yield from sorted((data / manifest.WORKSPACES).glob("*.db*"))


def _verified(file: Path, new: Path) -> Manifest:
    """Unpack a backup into a folder and check every byte. Raises `InputError`."""
    try:
        with tarfile.open(file) as tar:
            members = {member.name: member for member in tar.getmembers() if member.isfile()}
            listed = members.pop(manifest.NAME, None)
            if listed is None or listed.size > _MOST_MANIFEST:
                raise InputError(manifest.no_backup(file))
            found = manifest.read(_content(tar, listed), file)
            if members.keys() != {kept.path for kept in found.files}:
                raise InputError(_not_whole(file, "it holds other files than its list says"))
            for kept in found.files:
                _unpack(tar, members[kept.path], kept, new, file)
    except _UNREADABLE:
        raise InputError(_not_whole(file, "it cannot be read to its end")) from None
    for kept in found.files:
        _check_sound(new / kept.path, kept, file)
    return found


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, kept: Kept, new: Path, file: Path) -> None:
    digest, stream = hashlib.sha256(), tar.extractfile(member)
    place = new / kept.path
    place.parent.mkdir(exist_ok=True)
    if stream is None or member.size != kept.size:
        raise InputError(_not_whole(file, f"{kept.path} is of another size than its list says"))
    with place.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != kept.sha256:
        raise InputError(_not_whole(file, f"{kept.path} is not as it was backed up"))


def _check_sound(path: Path, kept: Kept, file: Path) -> None:
    schema = manifest.schema_of(kept.path)
    db, writable = for_checking(path.absolute(), patience=1, name=f"{kept.path} in “{file}”", schema=schema)
    try:
        fault = fault_in(db, schema, writable=writable)
    finally:
        db.close()
    if fault:
        raise InputError(_not_whole(file, f"{kept.path} is damaged"))


def _not_whole(file: Path, why: str) -> str:
    return f"“{file}” is not whole, {why}, and nothing was changed; use another backup."


def _check_unused(path: Path) -> None:
    """Raise `DatabaseError` where a program has a database open: it would go on writing to what is moved away."""
    if not path.with_name(path.name + "-wal").exists():
        return
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        raise DatabaseError(
            f"“{plain(str(path))}” is in use; stop the program that uses it, then restore again."
        ) from None
    except sqlite3.DatabaseError:
        # a damaged one is moved away like any other
        return
    finally:
        connection.close()


def _put_in_place(data: Path, new: Path, there: list[Path]) -> Path | None:
    replaced = data / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}" if there else None
    if replaced:
        replaced.mkdir()
        for name in _names(data):
            (data / name).rename(replaced / name)
    elif (data / manifest.WORKSPACES).exists():
        (data / manifest.WORKSPACES).rmdir()
    for name in _names(new):
        (new / name).rename(data / name)
    handle = os.open(data, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return replaced


def _names(folder: Path) -> list[str]:
    """What a restore moves: the workspaces first, so that a restore that was cut short is seen at once."""
    found = sorted(path.name for path in folder.glob(f"{manifest.INSTALLATION}*"))
    return [manifest.WORKSPACES, *found] if (folder / manifest.WORKSPACES).exists() else found
