"""The table of what is still to be added to a workspace, and its rows."""

import json
from collections.abc import Iterator
from typing import Final

from knowledge.storage import rows
from knowledge.storage.connections import Transaction
from knowledge.storage.jobs import Job
from knowledge.types import File

OWNERS: Final = "SELECT DISTINCT owner FROM jobs"


def statements() -> Iterator[str]:
    """Give the statement that makes the table."""
    # AUTOINCREMENT: the number of a job that is done is never that of another
    yield """CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, content BLOB, options TEXT NOT NULL,
        begun INTEGER NOT NULL)"""


def owners() -> Iterator[str]:
    """Give the statement that adds who is at work on each job."""
    yield "ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT ''"


def done(db: Transaction, number: int) -> bool:
    """Take a job off the list, in the transaction that stores what came of it; False where it was off already."""
    return db.execute("DELETE FROM jobs WHERE number = ?", (number,)).rowcount == 1


def kept(db: Transaction, place: str | File, options: str, *, owner: str) -> int:
    """Insert a job and give its number."""
    name, content = (place.name, place.content) if isinstance(place, File) else (place, None)
    made = db.execute(
        "INSERT INTO jobs (name, content, options, begun, owner) VALUES (?, ?, ?, 1, ?) RETURNING number",
        (rows.plain(name), content, options, owner),
    )
    return int(made.fetchone()[0])


def job_from(row: rows.Row) -> Job:
    """Read a row of `jobs`."""
    content = row["content"]
    place = row["name"] if content is None else File(name=row["name"], content=content)
    return Job(number=row["number"], place=place, options=json.loads(row["options"]))
