"""What a fault is: how it is made, how often, and what must be so afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Try: TypeAlias = Callable[[Path, int], str]
"""Makes a fault so many times in an empty folder, and says in a few words what was seen.

Raises:
    Broken: what must be so is not.
    NotHere: this machine does not allow the fault to be made.
"""


class Broken(Exception):
    """What must hold under a fault did not."""


class NotHere(Exception):
    """The fault cannot be made on this machine; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. A module of this package that has a tuple `FAULTS` is found by itself."""

    name: str
    must: str
    """What must be so."""
    rounds: int
    """How often it is tried when nobody says otherwise."""
    run: Try
    quick: bool = True
    """Whether a few rounds take some seconds, so that every run of the tests tries it."""


def must(holds: bool, what: str) -> None:
    """Raise `Broken` unless something holds."""
    if not holds:
        raise Broken(what)
