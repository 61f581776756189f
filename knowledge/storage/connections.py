"""The contract of reaching a database: transactions in which the SQL that both engines speak is run.

What keeps records and changes sources is written once, in the modules `sql_…` and `changes`. Their SQL has `?` for a
parameter, names the columns of what it inserts, and knows nothing of workspaces: an engine sees to it that a
transaction finds the rows of one workspace and no other's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Cursor(Protocol):
    """What a statement has given."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row as a tuple; None after the last."""

    def fetchall(self) -> list[Any]:
        """All further rows as tuples."""

    def __iter__(self) -> Iterator[Any]: ...


class Transaction(Protocol):
    """An open transaction."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run a statement."""

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Run a statement that gives rows, each by the names of its columns."""

    def insert_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns."""

    def next_key(self, number: int) -> int:
        """The first of as many consecutive keys of claims, of which none was ever given."""

    def write_anew(self, table: str) -> None:
        """Clear what deleted rows of a table leave behind inside of it, as far as that is in our hands."""

    @property
    def index(self) -> "Index":
        """The engine's own index of words and vectors."""


class Index(Protocol):
    """What an engine keeps of claims to search them by, besides the tables that both engines have.

    Each method runs within the transaction that changes the claims.
    """

    def add(self, db: Transaction, source: int) -> None:
        """Take in the claims of a source that was just stored."""

    def remove(self, db: Transaction, source: int) -> None:
        """Drop the claims of a source that is about to be deleted."""

    def removed(self, db: Transaction) -> None:
        """Clear away what a deleted source left behind."""

    def settle(self, db: Transaction, source: int, *, closed: bool) -> None:
        """Follow what is about to be withheld of a source: what is dropped, and all of it where it is closed."""

    def renew(self, db: Transaction, source: int) -> None:
        """Follow the vectors of a source, which were just replaced."""


class Connections(Protocol):
    """The transactions of all threads with one workspace, or with what holds for all. Raises `DatabaseError`."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Give a transaction that sees one state of the database throughout.

        Values are made of rows inside this block: a row that makes none is reported as damage.
        """

    def writing(self) -> AbstractContextManager[Transaction]:
        """Give a transaction whose changes are kept all or not at all; nobody else writes meanwhile."""

    def scrub(self) -> None:
        """Clear what deleted rows leave behind in logs, as far as that is in our hands."""

    def write_anew(self) -> None:
        """Clear what deleted rows leave behind anywhere, as far as that is in our hands."""

    def close(self) -> None:
        """Close what this workspace has open. The next use opens it anew."""
