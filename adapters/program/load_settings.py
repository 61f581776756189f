"""How much is let in before somebody is told that the bot is busy, read once from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adapters.program import texts
from bot.door import Capacity
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 1_000_000
USUAL: Final = Capacity()


def capacity_of(environment: Mapping[str, str]) -> Capacity:
    """Read how many may wait, and how often somebody may ask; 0 leaves a thing open.

    Raises:
        InputError: a number is none.
    """
    return Capacity(
        waiting=_number(environment, "COUNTERPOINT_QUEUE", USUAL.waiting),
        waiting_of_one=_number(environment, "COUNTERPOINT_QUEUE_PER_WORKSPACE", USUAL.waiting_of_one),
        person_per_minute=_number(environment, "COUNTERPOINT_RATE_PER_PERSON", USUAL.person_per_minute),
        workspace_per_minute=_number(
            environment, "COUNTERPOINT_RATE_PER_WORKSPACE", USUAL.workspace_per_minute
        ),
    )


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return usual
    if given.isascii() and given.isdigit() and int(given) <= MOST:
        return int(given)
    raise InputError(texts.bad_number(name, given, most=MOST, least=0))
