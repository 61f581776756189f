"""Keeps the lists of a large workspace in step with its database: opened, made in the background, or done without.

The database alone is right. Lists are used where they agree with it about every source; sources that were added later
are searched beside them, and what was removed or is withheld is hidden. Where anything is in doubt they are made anew,
in a thread of their own, and until then the caller searches without.
"""

import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import DatabaseError
from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.listing import Outdated, Place, is_abandoned, listed, sources_in
from knowledge.storage.loading import brought_up_to_date, renewals_of, withheld_keys
from knowledge.storage.rows import plain
from knowledge.storage.trouble import translated
from knowledge.storage.vector_lists import INDEX, PART, Lists, erase, opened
from knowledge.storage.vectors import Matrix, nothing

LATER: Final = 20_000
"""How many vectors may wait beside the lists, or a twentieth of those in them, until all are put into lists anew."""
_PAUSE: Final = 1.0
"""The thread that makes lists rests as long as it worked."""
TRIED_AGAIN: Final = 60.0
"""Seconds between two attempts to make lists."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """The lists at one revision of the database."""

    revision: int
    lists: Lists
    gone: NDArray[np.bool_]
    """Rows of sources that were removed since."""
    hidden: NDArray[np.bool_]
    """These, and rows of the claims that no answer may give."""
    later: Matrix
    """The vectors of the sources that were added since."""


class _Stopped(Exception):
    """The workspace is closed."""


class VectorIndex:
    """The lists of one workspace. Safe over threads; the caller holds a transaction on the database."""

    def __init__(self, path: Path, connections: Connections) -> None:
        self.path = path.with_name(path.name + INDEX)
        self._part = path.with_name(path.name + PART)
        self._connections = connections
        self._now: Indexed | None = None
        self._made: Lists | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._tried = -TRIED_AGAIN
        self._looked_at: tuple[int, int] | None = None

    def at(self, db: Transaction, revision: int) -> Indexed | None:
        """The lists as the database is now; None where there are none yet, and then they are being made."""
        with self._lock:
            if self._made is not None:
                self._now, self._made = _begun(self._made), None
            now = self._now or self._opened(db)
            if now is not None and now.revision < revision:
                now = _brought_up_to_date(db, now, revision)
            self._now = now
            if now is None or len(now.later.keys) > max(LATER, len(now.hidden) // 20):
                self._make()
            return now

    def forget_removed(self) -> None:
        """Leave no byte of sources that were removed in any file of lists. Raises `DatabaseError`."""
        with self._lock, translated(f"“{plain(str(self.path))}”"):
            self._part.unlink(missing_ok=True)
            if self.path.exists():
                with self._connections.reading() as db:
                    left = sources_in(db)[:, 0]
                erase(self.path, keeping=left)

    def drop(self) -> None:
        """Delete the lists, because all their vectors were replaced."""
        with self._lock, suppress(OSError):
            self._now = None
            self.path.unlink(missing_ok=True)
            self._part.unlink(missing_ok=True)

    def wait(self) -> None:
        """Wait until lists that are being made are made."""
        thread = self._thread
        if thread:
            thread.join()

    def close(self) -> None:
        """Stop whatever is being made, and let the file go."""
        self._stop.set()
        self.wait()
        with self._lock:
            self._stop.clear()
            self._now = self._made = self._looked_at = None
            self._tried = -TRIED_AGAIN

    def _opened(self, db: Transaction) -> Indexed | None:
        """Open the file, if it is another one than when it was last found to be of no use."""
        try:
            stat = self.path.stat()
        except OSError:
            return None
        looked_at = (stat.st_ino, stat.st_mtime_ns)
        if looked_at == self._looked_at:
            return None
        self._looked_at = looked_at
        lists = opened(self.path, renewals=renewals_of(db))
        if lists is None:
            return None
        sources = sources_in(db)
        with suppress(OSError):
            # the program was ended between a removal and this
            erase(self.path, keeping=sources[:, 0])
        return _begun(lists) if _agrees(lists, sources) and _were_given(db, lists) else None

    def _make(self) -> None:
        if (self._thread and self._thread.is_alive()) or time.monotonic() - self._tried < TRIED_AGAIN:
            return
        self._tried = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="lists", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        started = time.monotonic()
        try:
            lists = self._listed()
        except (_Stopped, Outdated, FileExistsError):
            return
        except (DatabaseError, OSError) as error:
            logger.warning("The vectors of %s were not put into lists: %s", self.path.name, error)
            return
        logger.info(
            "%s: %d vectors in lists after %.0f s",
            self.path.name,
            len(lists.keys),
            time.monotonic() - started,
        )
        with self._lock:
            self._made = lists

    def _listed(self) -> Lists:
        """Make lists in the file, or in memory where the disk forbids it."""
        breathe = _Breath(self._stop)
        try:
            self._take_away_what_was_left()
            place = Place(file=self.path, part=self._part)
            lists = listed(self._connections.reading, place, breathe=breathe)
        except FileExistsError:
            raise
        except OSError as error:
            logger.warning("%s cannot be written and is kept in memory: %s", self.path.name, error)
            return listed(self._connections.reading, None, breathe=breathe)
        with self._connections.reading() as db:
            left = sources_in(db)[:, 0]
        # what was removed while the lists were made: whoever removed it did not find this file
        erase(self.path, keeping=left)
        return lists

    def _take_away_what_was_left(self) -> None:
        with suppress(FileNotFoundError):
            if is_abandoned(self._part):
                self._part.unlink()


class _Breath:
    """Lets others work between two pieces, as long as the piece took."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._last = time.monotonic()

    def __call__(self) -> None:
        worked = time.monotonic() - self._last
        if self._stop.wait(min(worked * _PAUSE, 1.0)):
            raise _Stopped
        self._last = time.monotonic()


def _begun(lists: Lists) -> Indexed:
    none = np.zeros(len(lists.keys), dtype=np.bool_)
    return Indexed(revision=-1, lists=lists, gone=none, hidden=none, later=nothing(after=lists.last_source))


def _agrees(lists: Lists, sources: NDArray[np.int64]) -> bool:
    """Whether every source that the database held when the lists were made is in them as it is in the database."""
    earlier = sources[sources[:, 0] <= lists.last_source]
    at = np.searchsorted(lists.sources[:, 0], earlier[:, 0])
    return bool((at < len(lists.sources)).all()) and bool((lists.sources[at] == earlier).all())


def _were_given(db: Transaction, lists: Lists) -> bool:
    """Whether the database ever gave the last number in the lists; restored from a backup, it gives it to another source."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'sources'").fetchone()
    return lists.last_source <= (row[0] if row else 0)


def _brought_up_to_date(db: Transaction, now: Indexed, revision: int) -> Indexed | None:
    """See what was removed, added and withheld; None where vectors were replaced."""
    lists = now.lists
    if renewals_of(db) != lists.renewals:
        return None
    gone = now.gone
    left = db.execute("SELECT count(*) FROM vectors WHERE source <= ?", (lists.last_source,)).fetchone()[0]
    if left < len(lists.sources):
        found = db.execute("SELECT source FROM vectors WHERE source <= ?", (lists.last_source,))
        removed = ~np.isin(lists.sources[:, 0], [source for (source,) in found])
        gone = np.zeros_like(gone)
        gone[lists.rows[np.repeat(removed, lists.sources[:, 2])]] = True
    hidden = gone.copy()
    hidden[lists.rows_of(withheld_keys(db, "source <= ?", lists.last_source))] = True
    later = brought_up_to_date(db, now.later, revision)
    return replace(now, revision=revision, gone=gone, hidden=hidden, later=later)
