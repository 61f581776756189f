"""A list as one parameter of a statement: `IN (SELECT value FROM json_each(?))`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Values of which any will do. SQLite is given them as JSON, PostgreSQL as an array."""

    values: tuple[Any, ...]

    def __conform__(self, protocol: object) -> str:
        """Give what the driver of SQLite takes."""
        return json.dumps(self.values)


def numbers(given: Iterable[int]) -> AnyOf:
    """Any of some keys, which may be numbers of numpy."""
    return AnyOf(tuple(map(int, given)))
