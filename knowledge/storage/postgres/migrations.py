"""Brings a database of PostgreSQL up to date: each step once, whichever process comes first."""

from typing import Any, Final

import psycopg
from psycopg import errors, sql

from knowledge.errors import DatabaseError
from knowledge.storage.postgres.schema import INSTALLATION, WORKSPACES
from knowledge.storage.postgres.tables import PATIENT, SCHEMA

KINDS: Final = {"workspaces": WORKSPACES, "installation": INSTALLATION}
ROLE: Final = "counterpoint_app"
"""Who the program works as: somebody who may change rows, and no tables, and see no other workspace."""
OLDEST: Final = 150000
"""The oldest server, as it gives its own version."""

_LOCK: Final = 0x43545057
_MAKE: Final = (
    f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
    f'CREATE TABLE IF NOT EXISTS {SCHEMA}.versions (kind text COLLATE "C" PRIMARY KEY, number integer NOT NULL)',
)
_GRANTS: Final = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.versions FROM {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
)
_ABOUT_ROLE: Final = """
    SELECT me.rolsuper OR me.rolcreaterole, pg_has_role(nspowner, 'MEMBER'),
        NOT coalesce(has_schema_privilege(app.oid, pg_namespace.oid, 'USAGE'), false)
    FROM pg_namespace JOIN pg_roles AS me ON me.rolname = current_user LEFT JOIN pg_roles AS app ON app.rolname = %s
    WHERE nspname = %s"""
_ROLE: Final = "CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"

Connection = psycopg.Connection[Any]


def migrate(connection: Connection, *, name: str) -> None:
    """Make the tables, or bring them up to date; killed midway they are at one version or the next.

    The connection is outside of a transaction. Raises `DatabaseError` where the database is newer or of another kind,
    and `psycopg.Error`.
    """
    found = versions(connection)
    for kind, steps in KINDS.items():
        if found.get(kind, 0) > len(steps):
            raise DatabaseError(
                f"The database {name} was written by a newer version of the program (its version is {found[kind]}, this "
                f"program knows versions up to {len(steps)}); update the program."
            )
    if found == {kind: len(steps) for kind, steps in KINDS.items()}:
        _see_to_role(connection)
        return
    try:
        _prepare(connection, name)
        for kind, steps in KINDS.items():
            for number, step in enumerate(steps, start=1):
                _take(connection, kind, number, steps[step])
    except errors.InsufficientPrivilege:
        raise DatabaseError(
            f"The tables of {name} are to be made or brought up to date, which this login may not do; start the program "
            f"once with the address of their owner, for example counterpoint doctor (docs/postgresql.md)."
        ) from None


def versions(connection: Connection) -> dict[str, int]:
    """Read the number of the last step of each kind of tables that the database has been through."""
    there = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.versions",)).fetchone()
    if not there or there[0] is None:
        return {}
    return dict(connection.execute(f"SELECT kind, number FROM {SCHEMA}.versions").fetchall())  # noqa: S608


def _prepare(connection: Connection, name: str) -> None:
    """Make what the steps need: the extension, the schema, and the role that the program works as."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        _have_vectors(connection, name)
        for statement in _MAKE:
            connection.execute(statement.encode())
        _have_role(connection)


def _have_vectors(connection: Connection, name: str) -> None:
    if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        return
    try:
        with connection.transaction():
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except (errors.FeatureNotSupported, errors.UndefinedFile):
        raise DatabaseError(
            f"The server of {name} has no pgvector; install it there (docs/postgresql.md), and start again."
        ) from None
    except errors.InsufficientPrivilege:
        raise DatabaseError(
            f"The database {name} lacks the extension pgvector, which its administrator makes once with "
            f"CREATE EXTENSION vector; start again then."
        ) from None


def _have_role(connection: Connection) -> None:
    """Make the role where that is allowed; a login that may not, and is bound by row security, works as itself."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
        return
    try:
        with connection.transaction():
            connection.execute(sql.SQL(_ROLE).format(role=sql.Identifier(ROLE)))
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(ROLE)))
    except (errors.InsufficientPrivilege, errors.DuplicateObject, errors.UniqueViolation):
        # another database of the same server may have made it meanwhile
        return


def _see_to_role(connection: Connection) -> None:
    """Make up for what was not there when the tables were made: a role of later, or one that a dump did not bring."""
    may_make, may_grant, lacks = connection.execute(_ABOUT_ROLE, (ROLE, SCHEMA)).fetchone() or (False,) * 3
    if not (lacks and (may_make or may_grant)):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if may_make:
            _have_role(connection)
        if may_grant:
            _grant(connection)


def _grant(connection: Connection) -> None:
    """Let the role do what the program does, where there is such a role."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
        names = {"schema": sql.Identifier(SCHEMA), "role": sql.Identifier(ROLE)}
        for grant in _GRANTS:
            connection.execute(sql.SQL(grant).format(**names))


def _take(connection: Connection, kind: str, number: int, statements: tuple[str, ...]) -> None:
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        # another process may have taken this step while we waited for the lock
        if versions(connection).get(kind, 0) >= number:
            return
        connection.execute(f"SET LOCAL search_path = {SCHEMA}, public; SELECT {PATIENT}".encode())
        for statement in statements:
            connection.execute(statement.encode())
        connection.execute(
            "INSERT INTO versions VALUES (%s, %s) ON CONFLICT (kind) DO UPDATE SET number = excluded.number",
            (kind, number),
        )
        _grant(connection)
