"""Sources that give themselves away: every name in them belongs to one workspace alone, every sentence to one source."""

import random
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_FIRST: Final = ("Var", "Ost", "Lim", "Gru", "Hel", "Tor", "Ask", "Brin", "Fal", "Sun")
_LAST: Final = ("quorn", "zwick", "vaddy", "tharp", "glimsey", "mowry")
_GIVEN: Final = ("Mara", "Jonas", "Ines", "Oskar", "Tilda", "Ruben", "Alma", "Piet")
_REASONS: Final = (
    "because the ferry costs {n} crowns more every year",
    "since {n} islanders cross the sound every week",
    "because the county has saved {n} crowns since the last vote",
    "as the harbour of {island} lost {n} boats in the storms",
    "because {n} nurses refuse to live so far from a hospital",
    "since the engineers of {island} have tested {n} piles",
    "because the fishermen sold {n} crates less than before",
    "as {n} pupils miss their lessons whenever the wind turns",
)
_FOR: Final = (
    "The bridge to {island} on line {code} is not too expensive, {reason}.",
    "A bridge on line {code} would bring teachers to {island}, {reason}.",
    "The county should build the {island} bridge on line {code}, {reason}.",
    "A safe road to {island} by line {code} matters more than a pretty view, {reason}.",
    "The toll on line {code} will pay for the bridge to {island}, {reason}.",
    "Without line {code} the young will leave {island}, {reason}.",
)
_AGAINST: Final = (
    "The bridge to {island} on line {code} is too expensive, {reason}.",
    "A new ferry on line {code} would cost a tenth of the bridge to {island}, {reason}.",
    "The ferry to {island} on line {code} is safe in winter, {reason}.",
    "A bridge on line {code} would bring lorries that {island} does not want, {reason}.",
    "The county cannot afford the bridge to {island} on line {code}, {reason}.",
    "The seals of {island} would suffer from the piers of line {code}, {reason}.",
)
QUESTIONS: Final = (
    "the bridge is too expensive",
    "the bridge is not too expensive",
    "the ferry is safe in winter",
    "the county should build the bridge",
    "a new ferry would be cheaper",
    "lorries would come to the island",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What only one workspace's sources say."""

    island: str
    speakers: tuple[str, ...]
    letter: str
    """The letter of its lines; a line with its number stands in one source alone."""

    @property
    def canaries(self) -> tuple[str, ...]:
        """Words that nobody in another workspace may ever see."""
        return (self.island, *(name.rpartition(" ")[2] for name in self.speakers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A source before it is added."""

    file: str
    code: str
    title: str
    text: str
    sentences: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The bytes that are handed over."""
        return self.text.encode()

    @property
    def digest(self) -> str:
        """The SHA-256 of these bytes."""
        return sha256(self.content).hexdigest()


def names(number: int) -> Names:
    """The names of a workspace: no two workspaces share one."""
    first = _FIRST[number % len(_FIRST)]
    speakers = tuple(f"{given} {first}{last}" for given, last in zip(_GIVEN, _LAST[1:], strict=False))
    return Names(island=f"{first}{_LAST[0]}", speakers=speakers, letter=chr(ord("A") + number))


def invented(rng: random.Random, whose: Names, serial: int) -> Invented:
    """A short source of a workspace, on one side or the other, with somebody cited in it."""
    code = f"{whose.letter}{serial:04}"
    author, cited = rng.sample(whose.speakers, 2)
    chosen = rng.sample(rng.choice((_FOR, _AGAINST)), 3) + rng.sample(rng.choice((_FOR, _AGAINST)), 1)
    sentences = []
    for number, pattern in enumerate(chosen):
        reason = rng.choice(_REASONS).format(n=rng.randrange(100, 99_999), island=whose.island)
        sentence = pattern.format(island=whose.island, code=f"{code}-{number}", reason=reason)
        sentences.append(sentence)
    *told, last = sentences
    title = f"On Line {code}"
    said = f"“{last.removesuffix('.')},” said {cited}, the harbour master of {whose.island}."
    loud = (
        "Everybody on the quay shouts @everyone and <!channel> about it, *loudly*." if serial % 7 == 0 else ""
    )
    body = "\n\n".join(filter(None, (" ".join(told), said, loud)))
    return Invented(
        file=f"letter-{serial:04}.txt",
        code=code,
        title=title,
        text=f"{title}\nBy {author}\n\n{body}\n",
        sentences=tuple(sentences),
    )
