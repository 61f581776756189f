"""A process that is killed between any two statements of a migration: the old schema or the new, never mixed."""

import shutil
import sqlite3
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from benchmarks.faults.children import ended, forked, kill_myself
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import check_sound, database, version_of
from knowledge.storage.sqlite.installation import SCHEMA
from knowledge.storage.sqlite.migrations import MIGRATIONS, WORKSPACE, Schema, migrate
from knowledge.storage.sqlite.opening import opened


def each_step(folder: Path, rounds: int) -> str:
    """Kill at every statement of every migration, of workspaces and of the installation.

    `rounds`: at how many statements of each migration at most; they are spread over it.
    """
    kills = 0
    for kind, schema in (("workspaces", WORKSPACE), ("installation", SCHEMA)):
        for number in range(1, len(schema.migrations) + 1):
            kills += _each_statement(folder / kind / f"{number}", schema, number, rounds)
    return f"killed {kills} times in {len(MIGRATIONS) + len(SCHEMA.migrations)} migrations, never mixed"


def _each_statement(folder: Path, schema: Schema, number: int, rounds: int) -> int:
    """Kill in one migration; how often."""
    before = folder / "workspaces" / "before.db"
    before.parent.mkdir(parents=True)
    _made(before, schema, steps=number - 1)
    old, new = _schema(before), _new_schema(folder, before, schema, number)
    statements = _count(folder, before, schema, number)
    tries = min(rounds, statements)
    points = sorted({round(at * (statements - 1) / max(1, tries - 1)) for at in range(tries)})
    for point in points:
        path = database(folder)
        _copied(before, path)
        child, _ = forked(partial(_die_at, path, schema, number, point))
        must(ended(child), f"migration {number} was over before statement {point}")
        _check(path, old, new, number, schema)
    return len(points)


def _check(path: Path, old: list[str], new: list[str], number: int, schema: Schema) -> None:
    version, there = version_of(path), _schema(path)
    must(version in (number - 1, number), f"version {version} after migration {number} was killed")
    must(there == (new if version == number else old), f"migration {number} is done by half")
    db, _ = opened(path, patience=5, name=path.name, schema=schema)
    db.close()
    must(version_of(path) == len(schema.migrations), "it cannot be brought up to date afterwards")
    if schema is WORKSPACE:
        check_sound(path)


def _migrate(path: Path, schema: Schema, number: int, *, kill_at: int | None) -> int:
    """Go through one migration, and die at one of its statements; how many there are."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        if seen == kill_at:
            kill_myself()
        seen += 1

    connection.set_trace_callback(count)
    migrate(Database(connection), migrations=schema.migrations[:number])
    connection.set_trace_callback(None)
    connection.close()
    return seen


def _die_at(path: Path, schema: Schema, number: int, point: int, _pipe: int) -> None:
    _migrate(path, schema, number, kill_at=point)


def _count(folder: Path, before: Path, schema: Schema, number: int) -> int:
    path = folder / "counted.db"
    _copied(before, path)
    return _migrate(path, schema, number, kill_at=None)


def _new_schema(folder: Path, before: Path, schema: Schema, number: int) -> list[str]:
    path = folder / "new.db"
    _copied(before, path)
    _migrate(path, schema, number, kill_at=None)
    return _schema(path)


def _made(path: Path, schema: Schema, *, steps: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(Database(connection), migrations=schema.migrations[:steps])
    connection.close()


def _copied(before: Path, path: Path) -> None:
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(before, path)


def _schema(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [
            f"{row}" for row in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        ]
    finally:
        connection.close()


FAULTS = (
    Fault(
        name="kill -9 at each statement of each migration",
        must="old schema or new, never mixed",
        rounds=1000,
        run=each_step,
    ),
)
