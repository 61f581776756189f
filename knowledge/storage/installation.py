"""The contract of what holds for all workspaces of an installation: deliveries, marks, departures, secrets.

All methods may raise `DatabaseError`.
"""

from datetime import datetime
from typing import Final, Protocol

from knowledge.storage.in_flight import InFlight
from knowledge.storage.turns import Turns

DELIVERY_DAYS: Final = 2
"""How long a delivery is known; no platform tries again after that."""


class Installation(Protocol):
    """What one installation knows apart from its workspaces. Safe over threads and processes."""

    @property
    def turns(self) -> Turns | None:
        """Who counts for all processes how often people ask; None where each counts for itself."""

    @property
    def in_flight(self) -> InFlight | None:
        """The questions that are being answered; None where they cannot be kept, as without a key."""

    def first_time(self, delivery: str) -> bool:
        """Whether a delivery has not been seen before; from now on it has."""

    def mark(self, name: str) -> str | None:
        """What was noted under a name, such as the hash of the commands that were synced."""

    def set_mark(self, name: str, value: str) -> None:
        """Note something under a name, in place of what was there."""

    def depart(self, workspace_id: str) -> None:
        """Note that the bot was removed from a workspace; noted twice, the first time holds."""

    def came_back(self, workspace_id: str) -> None:
        """Forget a departure: the bot is back, or the workspace deleted."""

    def departed_before(self, moment: datetime) -> list[str]:
        """The workspaces that the bot left before a moment, the earliest first."""

    def seal(self, kind: str, name: str, text: str) -> None:
        """Keep a secret encrypted. Raises `InputError` when there is no key."""

    def unseal(self, kind: str, name: str) -> str | None:
        """A secret in plain text. Raises `InputError` without a key, `DatabaseError` with a wrong one."""

    def sealed(self, kind: str) -> list[str]:
        """The names of the secrets of a kind."""

    def discard(self, kind: str, name: str) -> None:
        """Delete a secret."""

    def close(self) -> None:
        """Close the database; the next use opens it anew."""
