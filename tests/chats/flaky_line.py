"""A line to a service that can be cut and mended, as networks are."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(slots=True, kw_only=True)
class Line:
    """Passes everything on to an address, unless it is cut; then it hangs up on whoever calls."""

    target: tuple[str, int]
    listener: socket.socket
    is_cut: bool = False
    refused: int = 0
    """How often it hung up."""
    _open: list[socket.socket] = field(default_factory=list)
    _calls: list[threading.Thread] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def cut(self) -> None:
        """Hang up on everybody, and on whoever calls from now on."""
        self.is_cut = True
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for call in self._calls:
            call.join()
        self._open, self._calls = [], []

    def mend(self) -> None:
        self.is_cut, self.refused = False, 0

    def wait_until_refused(self, *, within: float = 30.0) -> None:
        """Wait until it has hung up on somebody."""
        until = time.monotonic() + within
        while not self.refused:
            assert time.monotonic() < until, "nobody called"
            time.sleep(0.01)

    def serve(self) -> None:
        """Take calls until the listener is closed."""
        with suppress(OSError):
            while True:
                caller, _ = self.listener.accept()
                if self.is_cut:
                    self.refused += 1
                    caller.close()
                else:
                    self._connect(caller)

    def _connect(self, caller: socket.socket) -> None:
        callee = socket.create_connection(self.target)
        self._open += [caller, callee]
        self._calls.append(threading.Thread(target=_talk, args=(caller, callee), daemon=True))
        self._calls[-1].start()


@contextmanager
def flaky_line(address: str) -> Iterator[Line]:
    """A line to the host and port of an address."""
    parts = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(target=(str(parts.hostname), int(parts.port or 80)), listener=listener)
        serving = threading.Thread(target=line.serve, daemon=True)
        serving.start()
        try:
            yield line
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            serving.join()
            line.cut()


def _talk(caller: socket.socket, callee: socket.socket) -> None:
    with caller, callee:
        answering = threading.Thread(target=_pass_on, args=(callee, caller), daemon=True)
        answering.start()
        _pass_on(caller, callee)
        answering.join()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65_536):
            sink.sendall(chunk)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
