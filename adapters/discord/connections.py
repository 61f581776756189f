"""Which shards are connected, told to whoever observes."""

from bot.observing import observer

PLATFORM = "discord"


class Connections:
    """The shards that stand now; one that was there before and comes again has reconnected."""

    def __init__(self) -> None:
        self._standing: set[int] = set()
        self._known: set[int] = set()

    def came(self, shard: int) -> None:
        """A shard is connected, or goes on where it was cut off."""
        if shard in self._known and shard not in self._standing:
            observer().reconnected(platform=PLATFORM)
        self._known.add(shard)
        self._standing.add(shard)
        self._tell()

    def went(self, shard: int) -> None:
        """A shard has lost its connection."""
        self._standing.discard(shard)
        self._tell()

    def ended(self) -> None:
        """The platform is served no more."""
        self._standing.clear()
        self._tell()

    def _tell(self) -> None:
        observer().connected(platform=PLATFORM, connections=len(self._standing))
