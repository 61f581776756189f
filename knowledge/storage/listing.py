"""Puts the vectors of a database into lists, in pieces, so that whoever asks meanwhile hardly waits for it."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.clusters import assigned, centres_of
from knowledge.storage.connections import Transaction
from knowledge.storage.loading import renewals_of
from knowledge.storage.vector_lists import Lists, Shape, locked, seal, store, view
from knowledge.storage.vectors import DIMENSIONS

Reading: TypeAlias = Callable[[], AbstractContextManager[Transaction]]
Breathe: TypeAlias = Callable[[], None]

ROWS_A_LIST: Final = 1000
MOST_LISTS: Final = 4096
SAMPLE: Final = 64
"""Vectors a list that its centre is found from."""
_AT_ONCE: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where lists are kept once they are finished, and until then."""

    file: Path
    part: Path


class Outdated(Exception):
    """The database changed so much meanwhile that the lists are of no use."""


def sources_in(db: Transaction) -> NDArray[np.int64]:
    """For each source with vectors: key, key of its first claim, number of its claims, start of its hash."""
    found = db.execute(
        "SELECT source, first_key, length(float16) / ?, substr(sha256, 1, 15) FROM vectors "
        "JOIN sources ON sources.key = source ORDER BY source",
        (2 * DIMENSIONS,),
    )
    rows = [(source, first, count, int(start, 16)) for source, first, count, start in found]
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def listed(reading: Reading, place: Place | None, *, breathe: Breathe) -> Lists:
    """Make the lists, in a file where a place is given, else in memory.

    `breathe` is called between pieces of work and may raise what ends it. The file is sealed and put in its place, and
    removed when the lists are not finished.

    Raises:
        FileExistsError: somebody else is making them.
        OSError: the file cannot be written.
        Outdated: vectors were replaced meanwhile, or sources removed.
    """
    with reading() as db:
        sources, renewals = sources_in(db), renewals_of(db)
    rows = int(sources[:, 2].sum())
    number = max(1, min(MOST_LISTS, rows // ROWS_A_LIST))
    shape = Shape(rows=rows, lists=number, sources=len(sources))
    if place is None:
        return _filled(reading, np.zeros(shape.size, np.uint8), shape, sources, renewals, breathe)
    with open(place.part, "x+b", opener=_private) as file:
        try:
            with _held(file):
                # what the disk has no room for must be refused here: written to later, it ends the program
                os.posix_fallocate(file.fileno(), 0, shape.size)
                buffer = np.memmap(file, dtype=np.uint8, mode="r+")
                lists = _filled(reading, buffer, shape, sources, renewals, breathe)
                buffer.flush()
                seal(file, shape, renewals)
                _put(file, place)
        except BaseException:
            if _is_at(file, place.part):
                place.part.unlink(missing_ok=True)
            raise
    return lists


def is_abandoned(part: Path) -> bool:
    """Whether a file of lists was begun by somebody who ended before it was finished. Raises `OSError`."""
    try:
        with part.open("rb") as file, _held(file):
            return True
    except FileExistsError:
        return False


@contextmanager
def _held(file: BufferedIOBase) -> Iterator[None]:
    """Let others see that somebody is at work on a file. Raises `FileExistsError` where somebody is."""
    try:
        with locked(file, fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield
    except BlockingIOError:
        raise FileExistsError from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _put(file: BufferedIOBase, place: Place) -> None:
    """Put a finished file in its place. Raises `Outdated` where it was taken away, since sources were removed."""
    try:
        if _is_at(file, place.part):
            place.part.replace(place.file)
            return
    except FileNotFoundError:
        pass
    raise Outdated


def _is_at(file: BufferedIOBase, path: Path) -> bool:
    """Whether a file that was opened still stands under its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _filled(
    reading: Reading,
    buffer: NDArray[np.uint8],
    shape: Shape,
    sources: NDArray[np.int64],
    renewals: int,
    breathe: Breathe,
) -> Lists:
    lists = view(buffer, shape, renewals)
    lists.sources[:] = sources
    every = max(1, shape.rows // (SAMPLE * shape.lists))
    sample = [rows[-at % every :: every] for at, rows in _pieces(reading, sources, breathe)]
    lists.centres[:] = _centres(np.concatenate(sample).astype(np.float32), shape.lists, breathe)
    which = np.zeros(shape.rows, dtype=np.int64)
    for at, rows in _pieces(reading, sources, breathe):
        which[at : at + len(rows)] = assigned(rows.astype(np.float32), lists.centres, breathe=breathe)
    lists.starts[1:] = np.cumsum(np.bincount(which, minlength=shape.lists))
    lists.rows[np.argsort(which, kind="stable")] = np.arange(shape.rows)
    for at, rows in _pieces(reading, sources, breathe):
        store(lists, lists.rows[at : at + len(rows)].astype(np.int64), rows)
    with reading() as db:
        if renewals_of(db) != renewals:
            raise Outdated
    return view(buffer, shape, renewals)


def _centres(sample: NDArray[np.float32], number: int, breathe: Breathe) -> NDArray[np.float32]:
    found = centres_of(sample, number, breathe=breathe)
    # fewer different vectors than lists: the others stay empty
    return np.concatenate([found, np.zeros((number - len(found), DIMENSIONS), np.float32)])


def _pieces(
    reading: Reading, sources: NDArray[np.int64], breathe: Breathe
) -> Iterator[tuple[int, NDArray[np.float16]]]:
    """Give the stored vectors some hundred at a time, each with the number of those before it.

    No transaction stays open between them. What was removed meanwhile is left out.
    """
    before = np.concatenate([[0], np.cumsum(sources[:, 2])])
    start = 0
    while start < len(sources):
        end = max(start + 1, int(np.searchsorted(before, before[start] + _AT_ONCE, side="right")) - 1)
        with reading() as db:
            found = db.execute(
                "SELECT source, float16 FROM vectors WHERE source BETWEEN ? AND ?",
                (int(sources[start, 0]), int(sources[end - 1, 0])),
            ).fetchall()
        places = dict(zip(sources[start:end, 0].tolist(), before[start:end].tolist(), strict=True))
        for source, blob in found:
            if source in places:
                rows = np.frombuffer(blob, dtype="<f2").reshape(-1, DIMENSIONS)
                for at in range(0, len(rows), _AT_ONCE):
                    yield places[source] + at, rows[at : at + _AT_ONCE]
        breathe()
        start = end
