"""Questions that are kept in memory."""

from collections.abc import Sequence

from knowledge.errors import DatabaseError
from knowledge.storage.in_flight import Left, Stage, Step


class Remembered:
    """Questions in memory."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.stages: dict[str, Stage] = {}
        self.transactions = 0
        self.away = False
        self.lost = False
        """Whether another process has taken over what is in flight."""

    def take(self, steps: Sequence[Step]) -> list[bool]:
        if self.away:
            raise DatabaseError("The database is away.")
        self.transactions += 1
        return [self._taken(step) for step in steps]

    def _taken(self, step: Step) -> bool:
        new = step.delivery not in self.seen
        if step.stage is not Stage.BEGUN or new:
            self.stages[step.delivery] = step.stage
        self.seen.add(step.delivery)
        return new if step.stage is Stage.BEGUN else not self.lost

    def left(self, platform: str) -> list[Left]:
        return [Left(delivery=f"{platform}:9", content="{}", in_doubt=True)]
