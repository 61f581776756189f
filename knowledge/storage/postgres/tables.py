"""How a table of workspaces' rows is written on PostgreSQL, so that each transaction sees those of its own alone."""

import re
from collections.abc import Iterator
from typing import Final

SCHEMA: Final = "counterpoint"
SETTING: Final = "counterpoint.workspace"
"""What a transaction names its workspace in."""

PATIENT: Final = (
    "(SELECT count(set_config(name, '0', true)) FROM pg_settings WHERE name IN ('statement_timeout', "
    "'transaction_timeout', 'idle_in_transaction_session_timeout'))"
)
"""The column that lets a transaction last as long as it takes, whatever the server allows others; not all know all."""

_TEXT: Final = re.compile(r"(?<!\")\btext\b")


def table(name: str, columns: str, *, key: str, also: str = "") -> Iterator[str]:
    """Give the statements that make a table of workspaces' rows, of which a transaction sees those of its own.

    `key`: what its primary key has besides the workspace; `also`: further constraints. Texts are in the order of their
    bytes, as they are in SQLite.
    """
    constraints = f", {also}" if also else ""
    yield _TEXT.sub(
        'text COLLATE "C"',
        f"CREATE TABLE {name} ({columns}, workspace text NOT NULL DEFAULT current_setting('{SETTING}'), "
        f"PRIMARY KEY (workspace, {key}){constraints})",
    )
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY own ON {name} USING (workspace = current_setting('{SETTING}', true))"


def index(name: str, on: str, columns: str, *, where: str = "") -> str:
    """Give the statement that makes an index of a table of workspaces' rows."""
    return f"CREATE INDEX {name} ON {on} (workspace, {columns}){f' WHERE {where}' if where else ''}"
