"""A database of PostgreSQL as this process reaches it: its pool of connections, and who it works as."""

import re
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import psycopg
from psycopg import conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.engines import POOL
from knowledge.storage.postgres.migrations import OLDEST, ROLE, migrate
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.postgres.trouble import advice, translated

Connection: TypeAlias = psycopg.Connection[Any]

PATIENCE: Final = 10.0
"""Seconds to wait for a connection, for the server, and for another writer."""
_TRIES: Final = 3
"""How often a transaction is begun anew where a connection turns out to be dead, besides all in the pool."""
_GIVEN_UP: Final = 0.5
"""Seconds after which the pool lets an attempt to connect be, which would otherwise be made ever more rarely."""
_ASKED_ANEW: Final = 2.0
_WORKS_AS: Final = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_MAY_BE: Final = (
    "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'MEMBER') "
    "AND NOT (rolsuper OR rolbypassrls)"
)
_PATH: Final = f"set_config('search_path', '{SCHEMA}, public', true)"


_ABOUT: Final = (
    "SELECT current_setting('server_version'), (SELECT extversion FROM pg_extension WHERE extname = 'vector'), "
    "current_user::text, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user), "
    "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), "
    "current_setting('max_connections')::int"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a server is, and who the program works as there."""

    name: str
    version: str
    vectors: str
    """The version of pgvector."""
    works_as: str
    login_is_free: bool
    """Whether the login itself, as which nothing is done, is bound by no row security."""
    connections: int
    most_connections: int


class PostgresServer:
    """One database. Any number of threads may use it at once; it is reached when it is first used."""

    def __init__(self, url: str, *, pool: int = POOL, patience: float = PATIENCE) -> None:
        """`pool`: how many connections are open at most. Raises `InputError` for an address that is none."""
        self._options = _options(url, patience)
        self.name = _name(self._options)
        self.patience = patience
        self._size = pool
        self._pool: ConnectionPool[Connection] | None = None
        self._role = ""
        self._lock = threading.Lock()

    @contextmanager
    def transaction(
        self, how: str, *, settings: str = "", first: str = ""
    ) -> Generator[Connection, None, None]:
        """Give a connection in a transaction, whose changes are kept all or not at all. Raises `DatabaseError`.

        `how`: of which kind; `settings`: what holds while it lasts, as columns; `first`: a statement to begin with.
        """
        with translated(self.name):
            pool = self._open()
            connection = self._begun(pool, how, settings, first)
            try:
                yield connection
                _commit(connection, self.name)
            except BaseException:
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                pool.putconn(connection)

    def about(self) -> "About":
        """What the server is, and who the program works as. Raises `DatabaseError`."""
        with translated(self.name):
            self._open()
            with self.connect() as connection:
                row = connection.execute(_ABOUT).fetchone()
        version, vectors, login, free, used, most = row or ("", "", "", True, 0, 0)
        return About(
            name=self.name,
            version=version,
            vectors=vectors,
            works_as=self._role or login,
            login_is_free=free,
            connections=used,
            most_connections=most,
        )

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        with self._lock:
            if self._pool:
                self._pool.close()
            self._pool = None

    def _begun(self, pool: ConnectionPool[Connection], how: str, settings: str, first: str) -> Connection:
        """Begin a transaction; where the server was restarted, connections of the pool turn out to be dead."""
        statements = f"BEGIN {how}; {self.named(settings)}; {first}".encode()
        until = time.monotonic() + self.patience
        for left in range(self._size + _TRIES, -1, -1):
            connection = self._taken(pool)
            try:
                connection.execute(statements, prepare=False)
            except psycopg.OperationalError:
                dead = connection.closed
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                pool.putconn(connection)
                if not (dead and left and time.monotonic() < until):
                    raise
            except BaseException:
                pool.putconn(connection)
                raise
            else:
                return connection
        raise DatabaseError(f"The database {self.name} cannot be reached; try again in a moment.")

    def _taken(self, pool: ConnectionPool[Connection]) -> Connection:
        until = time.monotonic() + self.patience
        while (left := until - time.monotonic()) > 0:
            with suppress(PoolTimeout):
                # asked anew, the pool tries at once what it had given up while the server was away
                return pool.getconn(timeout=min(_ASKED_ANEW, left))
        # the pool does not say why; connecting without it does
        self.connect().close()
        with suppress(PoolTimeout):
            # where that went well the server has perhaps just come back
            return pool.getconn(timeout=_ASKED_ANEW)
        raise DatabaseError(
            f"The database {self.name} is asked for more at once than its pool has connections; try again in a "
            f"moment, or raise COUNTERPOINT_STORE_POOL."
        )

    def _open(self) -> ConnectionPool[Connection]:
        with self._lock:
            if self._pool is None:
                with self.connect() as connection:
                    self._role = _made_ready(connection, self.name)
                self._pool = ConnectionPool(
                    kwargs={**self._options, "autocommit": True},
                    min_size=0,
                    max_size=self._size,
                    reconnect_timeout=_GIVEN_UP,
                    open=True,
                )
            return self._pool

    def named(self, settings: str = "") -> str:
        """The statement that says, for the transaction in which it stands, who works where; `settings`: more columns.

        Whatever held for longer would be found by whoever has the connection next, in a pool that stands before the
        server as well.
        """
        role = f"set_config('role', '{self._role}', true)" if self._role else ""
        return f"SELECT {', '.join(filter(None, (role, _PATH, settings)))}"

    def beside(self) -> Connection:
        """Open a connection beside the pool, in no transaction, once the tables are there. Raises `DatabaseError`."""
        with translated(self.name):
            self._open()
            return self.connect()

    def connect(self) -> Connection:
        """Open a connection beside the pool, in no transaction. Raises `DatabaseError`."""
        try:
            return psycopg.connect(**self._options, autocommit=True)
        except psycopg.Error as error:
            raise DatabaseError(advice(error, self.name, connecting=True)) from None


def _made_ready(connection: Connection, name: str) -> str:
    """See that the server will do and its tables are up to date, and tell who to work as; empty for the login itself.

    Raises `DatabaseError`, also where nobody would be kept from the rows of another workspace.
    """
    if connection.info.server_version < OLDEST:
        raise DatabaseError(
            f"The server of {name} is PostgreSQL {connection.info.server_version // 10000}, which is too old; use version "
            f"{OLDEST // 10000} or a later one."
        )
    migrate(connection, name=name)
    if connection.execute(_MAY_BE, (ROLE,)).fetchone():
        return ROLE
    found = connection.execute(_WORKS_AS).fetchone()
    if found is None or found[0]:
        raise DatabaseError(
            f"The login of {name} is bound by no row security, and may not work as {ROLE}; use another login, or let it "
            f"with GRANT {ROLE} (docs/postgresql.md)."
        )
    return ""


def _commit(connection: Connection, name: str) -> None:
    """Keep what was changed. Raises `DatabaseError` where somebody went on after an error: the server undid everything."""
    if connection.execute("COMMIT").statusmessage != "COMMIT":
        raise DatabaseError(f"Nothing was changed in the database {name}; try again in a moment.")


def _options(url: str, patience: float) -> dict[str, Any]:
    try:
        given = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise InputError(
            "COUNTERPOINT_STORE is no address of a database; write postgresql://LOGIN:PASSWORD@HOST/DATABASE."
        ) from None
    ours = {
        "application_name": "counterpoint",
        "connect_timeout": max(2, int(patience)),
        # a server that vanishes without a word is noticed within a minute, not in a quarter of an hour
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "client_encoding": "UTF8",
    }
    return {**ours, **given}


def _name(options: dict[str, Any]) -> str:
    """What people know a database by, without any password."""
    host, database = options.get("host") or "", options.get("dbname") or options.get("user") or ""
    return re.sub(r"\s+", " ", f"“{database}” on {host}" if host else f"“{database}”")
