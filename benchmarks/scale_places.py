"""Where the libraries are kept that are asked for `benchmarks.scale`: data folders, and databases with the same quotes.

What was made once is kept. A server of PostgreSQL that nobody named is started over a folder beside the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console

from benchmarks import clusters
from benchmarks.large import fill, names_of
from benchmarks.report import CannotMeasureError
from knowledge.storage.engines import Database, between
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore

_DONE = "filled"
_IS_DONE = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"


@dataclass(kw_only=True)
class Places:
    """Libraries by their size. `named`: those that are there already, by `SIZE` or `SIZExWORKSPACES`."""

    folder: Path
    named: Mapping[str, str] = field(default_factory=dict)
    texts: Sequence[Path] = ()
    say: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    _open: ExitStack = field(default_factory=ExitStack)
    _server: Any = None

    def of(self, engine: str, size: int, *, workspaces: int = 1) -> str:
        """The place of workspaces of a size; made now where nothing is there. Raises `CannotMeasureError`."""
        name = f"{size}" if workspaces == 1 else f"{size}x{workspaces}"
        named = self.named.get(f"{engine}:{name}") or self.named.get(name)
        if named and named.startswith("postgresql://") == (engine == "postgresql"):
            return named
        folder = self._folder(name, size, workspaces)
        return folder if engine == "sqlite" else self._database(name, Path(folder), workspaces)

    def close(self) -> None:
        """Stop the server, if one was started."""
        self._open.close()

    def _folder(self, name: str, size: int, workspaces: int) -> str:
        named = self.named.get(f"sqlite:{name}") or self.named.get(name)
        if named and not named.startswith("postgresql://"):
            return named
        folder = self.folder / f"large-{name}"
        if not (folder / "ready").exists():
            fill(folder, size, texts=self.texts, workspaces=workspaces, kept=self.folder)
            (folder / "ready").touch()
        return str(folder)

    def _database(self, name: str, folder: Path, workspaces: int) -> str:
        if self._server is None:
            self._server = self._open.enter_context(clusters.kept(self.folder / "postgres"))
        database = f"large-{name}"
        url = str(self._server.get_uri(database=database))
        with psycopg.connect(self._server.get_uri(), autocommit=True) as admin:
            found = admin.execute(_IS_DONE, (database,)).fetchone()
            if found is None or found[0] != _DONE:
                self.say.print(f"moving {folder.name} into a database …", style="dim")
                named = sql.Identifier(database)
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(named))
                admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(named))
                moved(folder, url, names_of(workspaces))
                admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(named, sql.Literal(_DONE)))
        return url


def moved(folder: Path, url: str, names: Sequence[str]) -> None:
    """Move workspaces into an empty database, and give each the index that its size asks for."""
    try:
        with between(folder, Database(url=url)) as (files, there):
            for name in names:
                there.take(name, files)
    except Exception as error:
        raise CannotMeasureError(f"{folder.name} could not be moved: {error}") from error
    store = PostgresStore(PostgresServer(url))
    for name in names:
        store.resize(name)
    store.close()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("VACUUM (ANALYZE)")


@contextmanager
def places(
    folder: Path, *, named: Mapping[str, str], texts: Sequence[Path], say: Console
) -> Iterator[Places]:
    """Give places, and stop what was started for them."""
    found = Places(folder=folder, named=named, texts=texts, say=say)
    try:
        yield found
    finally:
        found.close()
