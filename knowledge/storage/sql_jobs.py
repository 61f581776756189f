"""What is still to be added to a workspace."""

import json
import logging
from collections.abc import Mapping, Sequence

from knowledge.storage import rows
from knowledge.storage.connections import Connections
from knowledge.storage.job_rows import done, job_from, kept
from knowledge.storage.jobs import MOST_TRIES, Job
from knowledge.types import File

logger = logging.getLogger(__name__)


class SQLJobs:
    """The jobs of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def keep(self, places: Sequence[str | File], options: Mapping[str, str]) -> list[int]:
        """Keep files and links until they are added or dropped, all or none; one number each."""
        written = json.dumps({name: rows.plain(value) for name, value in options.items()}, ensure_ascii=False)
        with self._connections.writing() as db:
            return [kept(db, place, written) for place in places]

    def begun(self) -> list[Job]:
        """What was begun and is not done, counted as begun once more; what was begun too often is dropped."""
        with self._connections.writing() as db:
            given_up = db.execute("DELETE FROM jobs WHERE begun >= ?", (MOST_TRIES,)).rowcount
            db.execute("UPDATE jobs SET begun = begun + 1")
            found = [job_from(row) for row in db.query("SELECT * FROM jobs ORDER BY number")]
        if given_up:
            logger.error(
                "%s sources were begun %s times and never done; they are given up", given_up, MOST_TRIES
            )
        return found

    def drop(self, numbers: Sequence[int]) -> None:
        """Forget jobs: what came of them was said."""
        with self._connections.writing() as db:
            for number in numbers:
                done(db, number)
