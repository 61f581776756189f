"""Who is named: persons, bodies, nobody in particular; and the people of a document by their full names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from knowledge.types import Speaker
from knowledge.understanding.tokens import Word
from knowledge.understanding.vocabulary import vocabulary

Sort: TypeAlias = Literal["person", "body", "office", "pronoun", "author", "nobody"]


_STATES: Final = vocabulary("jr sr ii iii iv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What a noun phrase names: the sort of it, the name as it stands there, the role beside it."""

    sort: Sort
    name: str = ""
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people that a document names in full, most mentioned first, with the roles it gives them."""

    names: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    """Capitalised words that stand within a sentence, where a capital means a name."""
    small: frozenset[str] = frozenset()
    """Words that stand in small letters somewhere: with a capital they need not be names."""
    roles: Mapping[str, str] = field(default_factory=dict)
    index: Mapping[str, str] = field(default_factory=dict)
    """The full name for every way to write it in small letters: whole, surname, any part."""

    def speaker(self, who: Who) -> Speaker:
        """The full name and the role of whom a phrase names, from anywhere in the document."""
        if who.sort != "person":
            return Speaker(name=who.name or None, role=who.role)
        name = self.full(who.name)
        return Speaker(name=name, role=self.roles.get(name) or who.role)

    def full(self, name: str) -> str:
        """The full name that a surname, or a name in other letters, stands for."""
        parts = _plain(name)
        found = self.index.get(" ".join(parts))
        if found is None and len(parts) > 2:
            found = self.index.get(f"{parts[0]} {parts[-1]}")
        return found or name

    def knows(self, name: str) -> bool:
        """Whether the name is, or is part of, the full name of somebody in the document."""
        return " ".join(_plain(name)) in self.index


def people(mentions: Sequence[Who], words: Iterable[Word]) -> People:
    """The people among what a document's phrases name; `words` are its words, but for the first of each sentence."""
    count: Counter[str] = Counter()
    roles: dict[str, str] = {}
    surnames: dict[str, str] = {}
    for who in mentions:
        if who.sort != "person":
            continue
        full = len(who.name.split()) > 1 and not who.name.isupper()
        count.update([who.name] if full else ())
        if who.role:
            (roles if full else surnames).setdefault(who.name, who.role)
    for name in count:
        role = surnames.get(name.split()[-1])
        if role and name not in roles:
            roles[name] = role
    texts = frozenset(word.text for word in words)
    return People(
        names=tuple(name for name, _ in count.most_common()),
        seen=texts,
        small=frozenset(text for text in texts if text.islower()),
        roles=roles,
        index=_index([name for name, _ in count.most_common()]),
    )


def _plain(name: str) -> list[str]:
    return [part for part in re.findall(r"[\w’'-]+", name.lower()) if part not in _STATES]


def _index(names: Sequence[str]) -> dict[str, str]:
    """Earlier names win; whole names before surnames before other parts."""
    index: dict[str, str] = {}
    for ways in (_wholes, _surnames, _plain):
        for name in names:
            for way in ways(name):
                index.setdefault(way, name)
    return index


def _wholes(name: str) -> list[str]:
    parts = _plain(name)
    return [" ".join(parts), f"{parts[0]} {parts[-1]}"] if parts else []


def _surnames(name: str) -> list[str]:
    return _plain(name)[-1:]
