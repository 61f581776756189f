"""The contract of what is still to be added: kept until it is in, so that it goes on after a restart.

All methods may raise `DatabaseError`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from knowledge.types import File

MOST_TRIES: Final = 3
"""How often something is begun: what ended the program so often is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file or link that is to be added."""

    number: int
    place: str | File
    options: Mapping[str, str] = field(default_factory=dict)
    """How it is to be added, such as the topic."""


class Jobs(Protocol):
    """What is still to be added to one workspace."""

    def keep(self, places: Sequence[str | File], options: Mapping[str, str]) -> list[int]:
        """Keep files and links until they are added or dropped, all or none; one number each."""

    def begun(self) -> list[Job]:
        """Take over what processes had begun that are gone, counted as begun once more.

        What was begun too often is dropped.
        """

    def drop(self, numbers: Sequence[int]) -> None:
        """Forget jobs: what came of them was said."""
