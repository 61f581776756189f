"""Public answers, kept in memory."""

from collections.abc import Collection, Mapping

from knowledge.storage.answers import PublicAnswer


class SmallAnswers:
    """Keeps what it is given; nothing in the small library changes after it was shown."""

    def __init__(self) -> None:
        self.kept: dict[str, PublicAnswer] = {}

    def keep(self, answer: PublicAnswer) -> None:
        self.kept[answer.place] = answer

    def discard(self, place: str) -> None:
        self.kept.pop(place, None)

    def quoting(self, quotes: Collection[str]) -> int:
        return sum(not answer.quotes.keys().isdisjoint(quotes) for answer in self.kept.values())

    def stale(self, *, limit: int) -> list[PublicAnswer]:  # noqa: ARG002
        return []

    def mended(self, place: str, *, marked: Mapping[str, str], plain: Mapping[str, str]) -> None:
        raise NotImplementedError
