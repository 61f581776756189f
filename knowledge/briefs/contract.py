"""The contract of whoever makes debate briefs, on one page."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.briefs.contents import CARDS, Brief, Saved, Side


class Briefs(Protocol):
    """Makes packs for a debate from the sources of one workspace."""

    def on(self, query: str, /, *, side: Side | None = None, limit: int = CARDS) -> Brief:
        """The pack over a topic of the library, or else a motion or any phrase; of one side, or both.

        Raises `InputError` for an empty or endless query.
        """

    def of(self, saved: Sequence[Saved], /, *, title: str) -> Brief:
        """The quotes of a notebook as a pack, with what answers the first of them."""
