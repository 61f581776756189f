"""The vectors of a large workspace in inverted lists, in a file that all processes share and none has to load.

Vectors that point the same way stand in one list. A search reads the lists whose centres are nearest to what is asked,
a byte a number, and then weighs the best by the vectors as they are stored, so that every cosine is a true one
(Jégou, Douze and Schmid 2011, "Product quantization": IVF with a plain scalar quantizer). Where a list stands, and in
how many lists a search looks, is measured in docs/decisions/0028.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.store import Vectors
from knowledge.storage.vectors import DIMENSIONS, ENCODER

INDEX: Final = "-index"
PART: Final = "-index.part"
"""What the names of the lists end in, behind the name of the database: those in use, and those that are being made."""
FORMAT: Final = 1
LOOKED_INTO: Final = 128
"""Lists that a search looks into."""
ERASED: Final = -1
"""Stands in the place of the hash of a source of which nothing is left."""
_HEADER: Final = 4096
_ALIGNED: Final = 64
_BLOCK: Final = 1024
_STEPS: Final = 127.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How much a file of lists holds."""

    rows: int
    lists: int
    sources: int

    def places(self) -> dict[str, tuple[int, tuple[int, ...], str]]:
        """Where in the file each array begins, its shape and its type."""
        arrays = {
            "sources": ((self.sources, 4), "<i8"),
            "starts": ((self.lists + 1,), "<i8"),
            "rows": ((self.rows,), "<i4"),
            "scales": ((self.rows,), "<f4"),
            "centres": ((self.lists, DIMENSIONS), "<f4"),
            "codes": ((self.rows, DIMENSIONS), "i1"),
            "exact": ((self.rows, DIMENSIONS), "<f2"),
        }
        found, at = {}, _HEADER
        for name, (shape, kind) in arrays.items():
            found[name] = (at, shape, kind)
            at += -(-int(np.prod(shape)) * np.dtype(kind).itemsize // _ALIGNED) * _ALIGNED
        found[""] = (at, (), "")
        return found

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return self.places()[""][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Vectors in lists; row i is one vector, and the rows of a list stand together."""

    renewals: int
    """How often vectors in the database had been replaced when these were read."""
    sources: NDArray[np.int64]
    """For each source, in the order of its key: key, key of its first claim, number of claims, start of its hash."""
    starts: NDArray[np.int64]
    """Where each list begins, and behind the last where it ends."""
    rows: NDArray[np.int32]
    """For each claim, in the order of their keys, its row."""
    scales: NDArray[np.float32]
    centres: Vectors
    codes: NDArray[np.int8]
    exact: NDArray[np.float16]
    keys: NDArray[np.int64]
    """The claims' keys, ascending."""
    claims: NDArray[np.int64]
    """For each row the key of its claim."""

    @property
    def last_source(self) -> int:
        """The key of the last source in the lists."""
        return int(self.sources[-1, 0]) if len(self.sources) else 0

    def rows_of(self, keys: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each claim, -1 for one that is not in the lists."""
        wanted = np.asarray(keys, dtype=np.int64)
        if not len(self.keys):
            return np.full(len(wanted), -1)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.rows[at].astype(np.int64), -1)


def view(buffer: NDArray[np.uint8], shape: Shape, renewals: int) -> Lists:
    """Read lists where they stand, without a copy; what is written to them is written to the buffer."""
    arrays: dict[str, Any] = {}
    for name, (at, dimensions, kind) in shape.places().items():
        if name:
            size = int(np.prod(dimensions)) * np.dtype(kind).itemsize
            arrays[name] = buffer[at : at + size].view(kind).reshape(dimensions)
    spans = arrays["sources"][:, 1:3].tolist()
    none = np.zeros(0, np.int64)
    keys = np.concatenate([none, *(np.arange(first, first + count) for first, count in spans)])
    claims = np.zeros(shape.rows, dtype=np.int64)
    claims[arrays["rows"][: len(keys)]] = keys
    return Lists(renewals=renewals, keys=keys, claims=claims, **arrays)


def nearest_rows(
    lists: Lists, vector: Vectors, *, limit: int, hidden: NDArray[np.bool_], looked_into: int = LOOKED_INTO
) -> NDArray[np.int64]:
    """Rows of the vectors that seem nearest; `hidden` are rows that must not be found."""
    towards = lists.centres @ vector
    chosen = np.argpartition(-towards, min(looked_into, len(towards)) - 1)[:looked_into]
    spans = [(int(lists.starts[at]), int(lists.starts[at + 1])) for at in np.sort(chosen)]
    cosines = np.concatenate([_products(lists, vector, start, end) for start, end in spans])
    rows = np.concatenate([np.arange(start, end) for start, end in spans])
    cosines[hidden[rows]] = -np.inf
    limit = min(limit, len(rows))
    best = np.argpartition(-cosines, limit - 1)[:limit] if limit else np.zeros(0, np.int64)
    return rows[best[cosines[best] > -np.inf]]


def _products(lists: Lists, vector: Vectors, start: int, end: int) -> NDArray[np.float32]:
    found = np.empty(end - start, dtype=np.float32)
    wide = np.empty((min(_BLOCK, end - start), DIMENSIONS), dtype=np.float32)
    for at in range(start, end, _BLOCK):
        to = min(at + _BLOCK, end)
        np.copyto(wide[: to - at], lists.codes[at:to])
        np.dot(wide[: to - at], vector, out=found[at - start : to - start])
    return found * lists.scales[start:end]


def store(lists: Lists, rows: NDArray[np.int64], exact: NDArray[np.float16]) -> None:
    """Put vectors into their rows, as they are and as bytes."""
    wide = exact.astype(np.float32)
    scales = np.maximum(np.abs(wide).max(axis=1), 1e-9) / np.float32(_STEPS)
    lists.exact[rows] = exact
    lists.scales[rows] = scales
    lists.codes[rows] = np.rint(wide / scales[:, None]).astype(np.int8)


def opened(path: Path, *, renewals: int) -> Lists | None:
    """Open a file of lists; None where there is none, or one that is of another time or not as it was written."""
    try:
        # somebody may just be overwriting what was removed
        with path.open("rb") as file, locked(file, fcntl.LOCK_SH):
            header = _header(file)
            shape = Shape(**header["shape"])
            size = os.fstat(file.fileno()).st_size
            as_expected = (FORMAT, ENCODER, renewals, shape.size)
            if (header["format"], header["encoder"], header["renewals"], size) != as_expected:
                return None
            if _digest(file) != header["sha256"]:
                return None
            return view(np.memmap(file, dtype=np.uint8, mode="r"), shape, renewals)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def seal(file: BufferedIOBase, shape: Shape, renewals: int) -> None:
    """Write the header of a file, by which it is trusted. Raises `OSError`."""
    header = {
        "format": FORMAT,
        "encoder": ENCODER,
        "renewals": renewals,
        "shape": {"rows": shape.rows, "lists": shape.lists, "sources": shape.sources},
        "sha256": _digest(file),
    }
    file.seek(0)
    file.write(json.dumps(header).encode().ljust(_HEADER, b"\0"))
    file.flush()
    os.fsync(file.fileno())


def erase(path: Path, *, keeping: NDArray[np.int64]) -> None:
    """Overwrite with zeros what a file holds of all other sources, so that no byte of them stays. Raises `OSError`.

    Whoever has the file open finds zeros there, which are near to nothing. A file that cannot be understood, or is not
    as it was written, is deleted: sealed anew it would be trusted.
    """
    with path.open("r+b") as file, locked(file, fcntl.LOCK_EX):
        try:
            header = _header(file)
            shape = Shape(**header["shape"])
            buffer = np.memmap(file, dtype=np.uint8, mode="r+")
            lists = view(buffer, shape, int(header["renewals"]))
        except (ValueError, KeyError, TypeError):
            path.unlink(missing_ok=True)
            return
        gone = np.flatnonzero((lists.sources[:, 3] != ERASED) & ~np.isin(lists.sources[:, 0], keeping))
        if not len(gone):
            return
        if _digest(file) != header["sha256"]:
            path.unlink(missing_ok=True)
            return
        for source in gone.tolist():
            _, first, count, _ = lists.sources[source].tolist()
            _blank(lists, np.sort(lists.rows_of(np.arange(first, first + count))))
            lists.sources[source, 3] = ERASED
        buffer.flush()
        seal(file, shape, lists.renewals)


@contextmanager
def locked(file: BufferedIOBase, how: int) -> Iterator[None]:
    """Hold a lock on a file; closing it would not let go of that, since a view of it keeps it open."""
    fcntl.flock(file, how)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _header(file: BufferedIOBase) -> Any:
    return json.loads(file.read(_HEADER).rstrip(b"\0"))


def _digest(file: BufferedIOBase) -> str:
    file.seek(_HEADER)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _blank(lists: Lists, rows: NDArray[np.int64]) -> None:
    lists.exact[rows], lists.codes[rows], lists.scales[rows] = 0, 0, 0
    for at in np.unique(np.searchsorted(lists.starts, rows, side="right") - 1).tolist():
        # the old centre of a short list would still say where its missing vector was
        left = lists.exact[lists.starts[at] : lists.starts[at + 1]].astype(np.float32).sum(axis=0)
        lists.centres[at] = left / max(float(np.linalg.norm(left)), 1e-9)
