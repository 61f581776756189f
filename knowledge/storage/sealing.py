"""Encrypts what must never lie in plain text on a disk: Fernet, with keys that can be changed over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.errors import DatabaseError, InputError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class Sealer:
    """Seals with the first key, unseals with any; says what to do when there is none. Its `repr` shows no key."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)

    def seal(self, text: str) -> bytes:
        """Encrypt a text. Raises `InputError` when there is no key, or one that is none."""
        return self._cipher().encrypt(text.encode("utf-8", "replace"))

    def unseal(self, token: bytes) -> str:
        """Decrypt what `seal` made. Raises `InputError` as `seal` does, `DatabaseError` when no key fits."""
        from cryptography.fernet import InvalidToken

        try:
            return self._cipher().decrypt(token).decode("utf-8")
        except InvalidToken:
            raise DatabaseError(
                "A stored secret cannot be opened with the key in COUNTERPOINT_SECRET_KEY; "
                "set the key that it was sealed with, or install the bot anew."
            ) from None

    def _cipher(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        if not self._keys:
            raise InputError(
                "Secrets are kept encrypted, and there is no key for that; set COUNTERPOINT_SECRET_KEY "
                "(make one with `counterpoint doctor --new-key`)."
            )
        try:
            return MultiFernet([Fernet(key) for key in self._keys])
        except ValueError:
            # the message of the library is not for people, and a key must not end up in one
            raise InputError(
                "COUNTERPOINT_SECRET_KEY is not a key; make one with `counterpoint doctor --new-key`."
            ) from None


def new_key() -> str:
    """Make a key for sealing."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode("ascii")
