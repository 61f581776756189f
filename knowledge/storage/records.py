"""The contract of what a workspace remembers besides its sources: settings, questions, votes, preferences, drafts.

A person is whatever text the platform names people by. All methods may raise `DatabaseError`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from knowledge.drafts import Draft, Framing, Picks
from knowledge.storage.cards import Cards
from knowledge.storage.store import Vectors
from knowledge.types import Kept, NotebookEntry, Question, Stance, Vote

QUESTION_DAYS: Final = 90
"""How long the buttons under an answer keep working, and how long a question is kept."""
DRAFT_DAYS: Final = 14
"""How long the draft of a post is kept after its last change."""

NAMED_IN: Final = ("for", "against")
"""Arguments of a question that name other people: it is about them, too, and goes when one of them is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A vote with what ranking needs of it: the quote's key, and the place in meaning of what was asked."""

    key: int
    vote: Vote
    vector: Vectors
    """Shape (384,)."""


class Records(Protocol):
    """What one workspace remembers besides its sources."""

    def settings(self) -> dict[str, str]:
        """All settings of the workspace."""

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting; None deletes it."""

    def channel_topic(self, channel: str) -> str | None:
        """A channel's default topic."""

    def set_channel_topic(self, channel: str, topic: str | None) -> None:
        """Keep a channel's default topic; None deletes it."""

    def keep_question(self, *, person: str, command: str, arguments: Mapping[str, str]) -> str:
        """Keep what was asked and return its token: 8 random characters of a-z and 2-7."""

    def question(self, token: str) -> Question | None:
        """What was asked under a token, while it is kept."""

    def vote(self, *, person: str, key: int, asked: str, stance: Stance, vector: Vectors) -> bool:
        """Count a vote against a quote; False when this person has voted so already, or the quote is gone."""

    def votes(self) -> list[Vote]:
        """All votes, the oldest first; a removed source takes those against its quotes along."""

    def disputes(self, keys: Collection[int] | None = None) -> list[Dispute]:
        """The votes against the quotes with these keys, or all, the oldest first."""

    def outdated(self) -> list[str]:
        """What was asked in the votes whose vectors an earlier encoder made."""

    def renew(self, asked: str, vector: Vectors) -> None:
        """Replace the vector of all votes in which this was asked."""

    def change_question(self, token: str, *, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
        """Replace what was asked under a token; False where it is not, or no longer, what it was `before`."""

    def dismiss(self, claim_id: str) -> int:
        """Drop the votes against a quote and return how many there were."""

    def preferences(self, person: str) -> dict[str, str]:
        """All preferences of a person."""

    def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Keep a preference of a person; None deletes it."""

    @property
    def cards(self) -> Cards:
        """What people practise."""

    def keep_draft(
        self, *, person: str, source: str, picks: Picks, earlier: Sequence[Picks] = (), framing: Framing
    ) -> str | None:
        """Keep a person's draft about a source in place of the one before, and return its token.

        None when there is no such source. A removed source takes its drafts along.
        """

    def draft(self, token: str) -> Draft | None:
        """The draft that is kept under a token."""

    def draft_about(self, source: str, *, person: str) -> Draft | None:
        """A person's draft about a source."""

    def discard_draft(self, token: str) -> bool:
        """Drop a draft; False when it is gone already."""

    def save(self, person: str, key: int, text: str | None = None) -> bool:
        """Put a quote into a person's notebook; False when it is there, or the quote is gone.

        A text replaces the one that stood beside it; None leaves it.
        """

    def unsave(self, person: str, claim_id: str) -> bool:
        """Take a quote out of a person's notebook; False when it is not there."""

    def notebook(self, person: str) -> list[NotebookEntry]:
        """What a person keeps, in the order of saving; a removed source takes its quotes along."""

    def clear_notebook(self, person: str) -> int:
        """Empty a person's notebook, leaving no byte of it behind, and return how many quotes there were."""

    def about(self, person: str) -> Kept:
        """Everything that is kept about a person."""

    def forget(self, person: str) -> None:
        """Delete everything about a person, leaving no byte of it behind."""
