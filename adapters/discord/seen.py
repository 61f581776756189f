"""What was seen already: Discord delivers the same event again after a broken connection."""

from collections import OrderedDict


class Seen:
    """The last ids, more of them than come in a rush."""

    def __init__(self, most: int = 60_000) -> None:
        self._most = most
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first_time(self, event: int) -> bool:
        """Whether it is new; from now on it is not."""
        if event in self._ids:
            return False
        self._ids[event] = None
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)
        return True
