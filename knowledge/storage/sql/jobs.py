"""What is still to be added to a workspace."""

import json
import logging
from collections.abc import Mapping, Sequence

from knowledge.storage import rows
from knowledge.storage.connections import Connections
from knowledge.storage.job_rows import OWNERS, done, job_from, kept
from knowledge.storage.jobs import MOST_TRIES, Job
from knowledge.storage.presence import Presence
from knowledge.types import File

logger = logging.getLogger(__name__)


class SQLJobs:
    """The jobs of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections, presence: Presence) -> None:
        """`presence`: which processes still run, so that nobody takes what another is at work on."""
        self._connections = connections
        self._presence = presence

    def keep(self, places: Sequence[str | File], options: Mapping[str, str]) -> list[int]:
        """Keep files and links until they are added or dropped, all or none; one number each."""
        written = json.dumps({name: rows.plain(value) for name, value in options.items()}, ensure_ascii=False)
        owner = self._presence.name()
        with self._connections.writing() as db:
            return [kept(db, place, written, owner=owner) for place in places]

    def begun(self) -> list[Job]:
        """Take over what processes had begun that are gone, counted as begun once more.

        What was begun too often is dropped. The transaction keeps others from taking the same.
        """
        with self._connections.reading() as db:
            owners = [name for (name,) in db.execute(OWNERS).fetchall()]
        gone = {name for name in owners if not self._presence.is_there(name)}
        if not gone:
            return []
        owner = self._presence.name()
        given_up, found = 0, []
        with self._connections.writing() as db:
            for row in [
                row for row in db.query("SELECT * FROM jobs ORDER BY number") if row["owner"] in gone
            ]:
                if row["begun"] >= MOST_TRIES:
                    given_up += 1
                    done(db, row["number"])
                else:
                    db.execute(
                        "UPDATE jobs SET begun = begun + 1, owner = ? WHERE number = ?",
                        (owner, row["number"]),
                    )
                    found.append(job_from(row))
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
