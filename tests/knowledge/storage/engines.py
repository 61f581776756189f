"""Both engines, and what is kept by each, told without them."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import psycopg

from knowledge.library import Library
from knowledge.storage.engines import Database, opened
from knowledge.storage.installation import Installation
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.store import Store

ENGINES = ("postgres", "sqlite")
_TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' AND relforcerowsecurity "
    "ORDER BY relname"
)


class Kept(Protocol):
    """An installation in which nothing was kept yet."""

    def store(self) -> Store: ...

    def library(self) -> Library: ...

    def installation(self, *, keys: Sequence[str]) -> Installation: ...

    def both(self, *, keys: Sequence[str]) -> tuple[Store, Installation]:
        """A store and an installation as one process has them."""

    def content(self, name: str) -> list[str]:
        """Everything that stands in a workspace's tables, its indexes among them."""


class InFiles:
    def __init__(self, data: Path) -> None:
        self.data = data

    def store(self) -> Store:
        return opened(self.data)[0]

    def library(self) -> Library:
        return Library(self.data)

    def installation(self, *, keys: Sequence[str]) -> Installation:
        return self.both(keys=keys)[1]

    def both(self, *, keys: Sequence[str]) -> tuple[Store, Installation]:
        return opened(self.data, keys=keys)

    def content(self, name: str) -> list[str]:
        connection = sqlite3.connect(self.data / "workspaces" / f"{name}.db")
        connection.text_factory = bytes
        every = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        tables = [table.decode() for (table,) in connection.execute(every)]
        try:
            return [
                f"{table} {row}"
                for table in tables
                for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608
            ]
        finally:
            connection.close()


class InDatabase:
    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.url = url

    def store(self) -> Store:
        return opened(self.data, database=Database(url=self.url))[0]

    def library(self) -> Library:
        return Library(self.data, database=Database(url=self.url))

    def installation(self, *, keys: Sequence[str]) -> Installation:
        return self.both(keys=keys)[1]

    def both(self, *, keys: Sequence[str]) -> tuple[Store, Installation]:
        return opened(self.data, database=Database(url=self.url), keys=keys)

    def content(self, name: str) -> list[str]:
        with psycopg.connect(self.url) as connection:
            tables = [table for (table,) in connection.execute(_TABLES, (SCHEMA,))]
            return [
                f"{table} {row}"
                for table in tables
                for row in sorted(
                    map(str, connection.execute(_rows(table), (name,))),
                )
            ]


def _rows(table: str) -> bytes:
    return f"SELECT * FROM {SCHEMA}.{table} WHERE workspace = %s".encode()  # noqa: S608
