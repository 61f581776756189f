"""Which part of a bot's servers a process serves, where several processes share them.

Discord sends each server over the connection, or shard, of the number `(id >> 22) % count`, and direct messages over the
first: https://discord.com/developers/docs/events/gateway#sharding
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE: Final = "DISCORD_SHARDS"
MOST: Final = 16_384
_TYPED: Final = re.compile(r"(?P<parts>\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)/(?P<count>\d{1,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """Some of the shards that there are in all."""

    ids: tuple[int, ...]
    count: int

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Shards | None:
        """What is set; None where one process serves all servers, in as many shards as Discord advises.

        Raises:
            InputError: what is set names no shards.
        """
        typed = re.sub(r"\s", "", environment.get(VARIABLE, ""))
        if not typed:
            return None
        found = _TYPED.fullmatch(typed)
        count = int(found["count"]) if found else 0
        ids = tuple(sorted(set(_numbers(found["parts"])))) if found and 0 < count <= MOST else ()
        if not ids or ids[-1] >= count:
            raise InputError(
                f"{VARIABLE} names no shards; the first four of sixteen are 0-3/16, and the two of two are 0,1/2."
            )
        return cls(ids=ids, count=count)

    @property
    def leads(self) -> bool:
        """Whether what is done once for all servers falls to this process: to whoever has the first shard."""
        return 0 in self.ids

    def holds(self, guild: int) -> bool:
        """Whether a server is one of this process."""
        return (guild >> 22) % self.count in self.ids


def _numbers(parts: str) -> Iterator[int]:
    for part in parts.split(","):
        first, _, last = part.partition("-")
        # so that a slip of the finger makes no list of millions
        yield from range(int(first), min(int(last or first), MOST) + 1)
