"""Posts about a source that moderators are working on: which quotes, between which words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

LONGEST_QUOTE: Final = 400
"""Characters of a quote that has room in a post; all of them have to fit one message."""
MOST_EARLIER: Final = 20
"""Changes that can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """The quotes that a post about a source holds, by short id."""

    central: str | None = None
    key: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, the central claim first."""
        return ((self.central,) if self.central else ()) + self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The words around the quotes of a post that whoever posts it may change; None leaves them as they come."""

    title: str | None = None
    introduction: str | None = None
    closing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post about a source that somebody is working on; its buttons name it by its token."""

    token: str
    person: str
    source: str
    """The id of the source."""
    picks: Picks
    earlier: tuple[Picks, ...] = ()
    """What it held before each change, for undoing them, the oldest first."""
    framing: Framing = field(default_factory=Framing)
    at: str = ""


def without(draft: Draft, quote: str) -> Draft:
    """The draft without a quote."""
    if quote not in draft.picks.ids:
        return draft
    central = None if quote == draft.picks.central else draft.picks.central
    key = tuple(one for one in draft.picks.key if one != quote)
    return _changed(draft, Picks(central=central, key=key))


def with_instead(draft: Draft, quote: str, instead: str) -> Draft:
    """The draft with one quote in the place of another."""
    if quote not in draft.picks.ids or instead in draft.picks.ids:
        return draft
    central = instead if quote == draft.picks.central else draft.picks.central
    key = tuple(instead if one == quote else one for one in draft.picks.key)
    return _changed(draft, Picks(central=central, key=key))


def undone(draft: Draft) -> Draft:
    """The draft as it was before the last change of its quotes."""
    if not draft.earlier:
        return draft
    return replace(draft, picks=draft.earlier[-1], earlier=draft.earlier[:-1])


def next_best(draft: Draft, candidates: Sequence[str]) -> str | None:
    """The best quote that the draft does not hold; one that it has not held before, where there is one."""
    seen = {quote for picks in draft.earlier for quote in picks.ids}
    free = [quote for quote in candidates if quote not in draft.picks.ids]
    return next((quote for quote in free if quote not in seen), next(iter(free), None))


def _changed(draft: Draft, picks: Picks) -> Draft:
    return replace(draft, picks=picks, earlier=(*draft.earlier, draft.picks)[-MOST_EARLIER:])
