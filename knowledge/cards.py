"""What is remembered of people's practice: a card for each claim that they practise, and what they are at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim that somebody practises answering: how well it went, and when it comes back."""

    person: str
    key: int
    quote: str
    """The claim's short id."""
    state: str
    """What the scheduler remembers of it, as JSON; empty while it was never answered."""
    before: str
    """The same before the last answer, so that its rating can be changed."""
    rating: str | None
    """How the last answer went: `again`, `hard`, `good` or `easy`; None where there was none."""
    answers: int
    due: str
    """When it comes back, ISO 8601 in UTC."""
    at: str
    """When it was shown or answered last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What somebody is practising just now."""

    topic: str | None
    """None for all topics."""
    key: int | None
    """The claim that was asked last, until it is answered."""
