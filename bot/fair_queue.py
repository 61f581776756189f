"""What waits to be done, in an order in which nobody is kept waiting by how much somebody else asks for.

Workspaces take turns, and within a workspace people do; what one person asked for is done in the order of asking.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")


MANY: Final = 24
"""More workspaces than these cannot all be kept open, and opening one takes longer than answering in it."""
FEW: Final = 4
"""How many of a workspace are served in a row where so many wait."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose work something is."""

    workspace: str
    person: str


NOBODY = Who("", "")
"""The program itself."""


class FairQueue(Generic[T]):
    """A queue that serves workspaces in turn, and the people of each in turn."""

    def __init__(self) -> None:
        self._in_a_row = 0
        """How many were taken of the workspace whose turn it is."""
        self._workspaces: OrderedDict[str, OrderedDict[str, deque[T]]] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def put(self, who: Who, item: T) -> None:
        """Add something that somebody wants."""
        people = self._workspaces.setdefault(who.workspace, OrderedDict())
        people.setdefault(who.person, deque()).append(item)
        self._length += 1

    def take(self) -> T:
        """Take out what is next. Raises `IndexError` where nothing waits."""
        if not self._length:
            raise IndexError("nothing waits")
        workspace, people = next(iter(self._workspaces.items()))
        person, items = next(iter(people.items()))
        item = items.popleft()
        self._length -= 1
        _to_the_end(people, person, remains=bool(items))
        self._in_a_row += 1
        if not people or self._in_a_row >= self._most_in_a_row():
            _to_the_end(self._workspaces, workspace, remains=bool(people))
            self._in_a_row = 0
        return item

    def _most_in_a_row(self) -> int:
        return 1 if len(self._workspaces) <= MANY else FEW

    def drop(self, who: Who, item: T) -> None:
        """Take out what is no longer wanted, if it still waits."""
        people = self._workspaces.get(who.workspace, OrderedDict())
        items = people.get(who.person, deque())
        if item not in items:
            return
        items.remove(item)
        self._length -= 1
        if not items:
            del people[who.person]
        if not people:
            del self._workspaces[who.workspace]


def _to_the_end(turns: OrderedDict[str, T], name: str, *, remains: bool) -> None:
    if remains:
        turns.move_to_end(name)
    else:
        del turns[name]
