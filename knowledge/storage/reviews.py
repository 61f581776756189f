"""The contract of what moderators make of a workspace's claims: which are dropped, who says them, what is retracted.

Every change of a review is a step that can be undone, the last first. All methods may raise `DatabaseError`, and
`NotFound` where there is no such source.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from knowledge.types import Manner, Speaker


class Reviews(Protocol):
    """The reviews of one workspace's sources. A source is named by its id, a claim by the engine's key."""

    def drop(self, source_id: str, keys: Collection[int], *, dropped: bool) -> None:
        """Drop some of a source's claims, or let them in again."""

    def correct(self, source_id: str, manners: Mapping[int, Manner], speaker: Speaker) -> None:
        """Name another speaker for some of a source's claims; the one that was detected is kept beside.

        `manners`: by the claim's key, how the words stand there, told of that speaker.
        """

    def approve(self, source_id: str) -> None:
        """Let a source's claims be quoted, but for those that were dropped."""

    def undo(self, source_id: str) -> bool:
        """Take the last step of a source's review back; False when there is none."""

    def steps(self, source_id: str) -> int:
        """How many steps of a source's review can be taken back."""

    def retract(self, source_id: str, *, reason: str | None) -> None:
        """Let no claim of a source be quoted any more; the source itself stays."""

    def reinstate(self, source_id: str) -> None:
        """Take a retraction back."""
