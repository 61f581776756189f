"""The reader that has files read by child processes, a few at once, each for many files."""

import logging
import threading
from typing import Final

from knowledge.errors import UnreadableFile
from knowledge.reading import refuse_size
from knowledge.reading.apart import replies
from knowledge.reading.apart.frames import Frame, Garbled
from knowledge.reading.apart.limits import Limits
from knowledge.reading.apart.process import Child, Idled, Loss, Lost, Task
from knowledge.types import Document

LOG: Final = logging.getLogger(__name__)
TRIES: Final = 2
LONGEST_SENTENCE: Final = 2000


class ReaderApart:
    """Reads files in child processes, which are started when they are needed; threads share it."""

    def __init__(self, limits: Limits | None = None, *, processes: int = 2) -> None:
        """`processes`: how many files are read at once; the next ones wait."""
        self._limits = limits or Limits()
        self._free = threading.BoundedSemaphore(processes)
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def read(self, content: bytes, /, *, name: str) -> Document:
        """The document that a file's bytes hold. Raises `UnreadableFile` and `CannotRead`."""
        reply = self._answer("read", content, name=name)
        try:
            return replies.document_of(reply)
        except Garbled as error:
            raise _unreadable("death", name=name, detail=str(error)) from error

    def original_text(self, content: bytes, /, *, name: str) -> str:
        """All text of a file, not cleaned. Raises `UnreadableFile` and `CannotRead`."""
        reply = self._answer("original_text", content, name=name)
        try:
            return replies.text_of(reply)
        except Garbled as error:
            raise _unreadable("death", name=name, detail=str(error)) from error

    def close(self) -> None:
        """End the children that wait for a file."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.stop()

    def _answer(self, task: Task, content: bytes, *, name: str) -> Frame:
        refuse_size(content, name=name)
        with self._free:
            try:
                reply = self._asked(task, content, name=name)
            except Lost as lost:
                raise _unreadable(lost.why, name=name, detail=str(lost)) from lost
        sentence, failed = reply.header.get("unreadable"), reply.header.get("failed")
        if isinstance(sentence, str):
            raise UnreadableFile(sentence[:LONGEST_SENTENCE])
        if failed is not None:
            raise _unreadable("output" if failed == "output" else "memory", name=name, detail="it says so")
        return reply

    def _asked(self, task: Task, content: bytes, *, name: str) -> Frame:
        for _ in range(TRIES):
            child = self._child()
            try:
                return child.ask(task, content, name=name)
            except Idled:
                continue
            finally:
                self._put_back(child)
        raise Lost("death", detail="it ends without a word")

    def _child(self) -> Child:
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                return Child(self._limits)
            if child.is_alive():
                return child
            child.stop()

    def _put_back(self, child: Child) -> None:
        if not child.usable:
            child.stop()
            return
        with self._lock:
            self._idle.append(child)


def _unreadable(why: Loss, *, name: str, detail: str) -> UnreadableFile:
    LOG.warning("%s was given up: %s (%s)", name, why, detail)
    return UnreadableFile(_sentence(why, name))


def _sentence(why: Loss, name: str) -> str:
    if why == "time":
        return f"{name} takes too long to read; split it into parts, or save it as plain text and add that."
    if why == "memory":
        return (
            f"{name} takes more memory to read than a file may; "
            "split it into parts, or save it as plain text and add that."
        )
    if why == "output":
        return f"{name} holds more text than can be read; split it into parts."
    return f"{name} is damaged in a way that ends the program which reads it; save it anew and add it again."
