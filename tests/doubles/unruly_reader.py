"""A reading process whose parsers do what a file's first word says: hang, eat, die, and worse.

Everything else is the product's own: its limits, its frames, its way to end.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from knowledge import reading
from knowledge.reading.apart import child
from knowledge.types import Block, Document, Metadata, Span


def hang() -> str:
    time.sleep(600)
    return "woke up"


def spin() -> str:
    while True:
        pass


def eat() -> str:
    eaten = []
    while True:
        eaten.append(bytearray(1024 * 1024))


def crash() -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return "lived on"


def leave() -> str:
    sys.exit(0)


def garble() -> str:
    for number in range(3, 12):
        try:
            os.write(number, b"no frame at all, and more than its head is long")
        except OSError:
            continue
    return "garbled"


def chatter() -> str:
    sys.stdout.write("hello from a parser")
    sys.stdout.flush()
    os.write(1, b"and from its C code")
    os.write(2, b"on both streams")
    return "chattered"


def flood() -> str:
    return "a" * 3_000_000


def connect() -> str:
    return refused(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))


def resolve() -> str:
    return refused(lambda: socket.getaddrinfo("localhost", 80))


def launch() -> str:
    return refused(lambda: subprocess.run([sys.executable, "--version"], check=False))


def write() -> str:
    return refused(lambda: Path("/tmp/counterpoint-was-here").write_text("a"))  # noqa: S108


def tell() -> str:
    return " ".join(sorted(os.environ))


def number() -> str:
    return str(os.getpid())


def fade() -> str:
    signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    return str(os.getpid())


def refused(deed: Callable[[], object]) -> str:
    try:
        deed()
    except OSError as error:
        return f"refused with {type(error).__name__}"
    return "done"


DEEDS: dict[bytes, Callable[[], str]] = {
    deed.__name__.encode(): deed
    for group in (
        (hang, spin, eat, crash, leave, garble, chatter, flood),
        (connect, resolve, launch, write, tell, number, fade),
    )
    for deed in group
}


def read(content: bytes, *, name: str) -> Document:
    text = DEEDS[content.split()[0]]() if content.split()[0] in DEEDS else f"{name} was read"
    block = Block(span=Span(start=0, end=len(text)), kind="paragraph")
    return Document(kind="text", text=text, blocks=(block,), metadata=Metadata())


if __name__ == "__main__":
    reading.read = read
    child.main()
