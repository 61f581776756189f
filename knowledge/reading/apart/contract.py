"""The contract of whoever reads files, on one page."""

from typing import Protocol

from knowledge.errors import CounterpointError
from knowledge.types import Document


class Reader(Protocol):
    """Makes documents out of files' bytes, and outlives whatever a file does. Threads share it."""

    def read(self, content: bytes, /, *, name: str) -> Document:
        """The document that a file's bytes hold.

        Raises:
            UnreadableFile: no text can be had from them, or not within the limits; the message says what to do.
            CannotRead: no file can be read now.
        """

    def original_text(self, content: bytes, /, *, name: str) -> str:
        """All text of a file, not cleaned: what every quote can be traced in. Raises as `read` does."""

    def close(self) -> None:
        """Let go of what waits for the next file; reading after that starts anew."""


class CannotRead(CounterpointError):
    """Files cannot be read here now, whatever they hold: the process that reads them does not start."""
