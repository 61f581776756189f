"""The contract of what a workspace remembers of people's practice: the claims they practise, and when these come back.

A removed source takes the cards of its claims along. All methods may raise `DatabaseError`.
"""

from typing import Protocol

from knowledge.cards import Card, Drill


class Cards(Protocol):
    """The cards of everybody in one workspace."""

    def of(self, person: str) -> list[Card]:
        """All cards of a person, those that come back first."""

    def find(self, person: str, key: int) -> Card | None:
        """A person's card of a claim."""

    def keep(self, card: Card) -> bool:
        """Keep a card in place of the one before; False where its claim is gone."""

    def drill(self, person: str) -> Drill | None:
        """What a person is practising, unless it was stopped."""

    def set_drill(self, person: str, drill: Drill | None) -> None:
        """Keep what a person is practising; None where they stop."""
