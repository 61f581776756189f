"""Topics: what a claim is about, and which topic somebody means, however it was typed."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from rapidfuzz import fuzz, process

from knowledge.understanding.gazetteer import ORDER, PREFIXES, TYPED
from knowledge.understanding.words import content_words

NEAR: Final = 85.0
"""Least likeness (rapidfuzz ratio, 0 to 100) at which a typing slip is taken for a known name."""

CONNECTORS: Final = frozenset(
    [
        "and",
        "vs",
        "versus",
        "v",
        "with",
        "on",
        "the",
        "of",
        "between",
        "relations",
        "relationship",
        "ties",
        "in",
    ]
)
NEEDS_LETTERS: Final = 5
MOST_PAIRS: Final = 4
LONGEST_NAME: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What somebody means by a topic: entities that claims must be about, or a phrase to search for."""

    name: str
    entities: tuple[str, ...] = ()
    known: bool = False
    """The library holds claims under this very name."""

    @property
    def stands_for_something(self) -> bool:
        """Whether it is more than a phrase to search for."""
        return self.known or bool(self.entities)


def entity_topic(entities: Iterable[str]) -> str:
    """Name the topic of some entities, in the customary order: `russia-china`."""
    return "-".join(sorted(entities, key=lambda name: ORDER.get(name, len(ORDER))))


def claim_topics(entities: Collection[str], *, source_topic: str | None) -> tuple[str, ...]:
    """Names of the topics of a claim: its pairs of entities, each entity, and its source's topic."""
    ordered = sorted(entities, key=lambda name: ORDER[name])
    pairs = [entity_topic(pair) for pair in combinations(ordered, 2)][:MOST_PAIRS]
    return tuple(dict.fromkeys([*pairs, *ordered, *([source_topic] if source_topic else [])]))


def resolve(query: str, *, known: Collection[str]) -> Topic:
    """Find the topic that a query means: by aliases, by a slip of typing, or as any phrase.

    `known` are the topics that the library holds, as `school-phones`. A slip is only taken for one of them:
    `crime` is a topic of its own, however near it is to `Crimea`.
    """
    typed = _typed(query)
    name = "-".join(typed.split())
    exact = _entities_of(typed, slips=False)
    if exact:
        return Topic(name=entity_topic(exact), entities=tuple(exact), known=entity_topic(exact) in known)
    if name in known:
        return Topic(name=name, known=True)
    near = process.extractOne(
        typed, [k.replace("-", " ") for k in known], scorer=_likeness, score_cutoff=NEAR
    )
    if near:
        return _known_topic(next(k for k in known if k.replace("-", " ") == near[0]))
    slipped = _entities_of(typed, slips=True)
    if len(slipped) > 1 and entity_topic(slipped) in known:
        return _known_topic(entity_topic(slipped))
    return Topic(name=query.strip())


def _known_topic(name: str) -> Topic:
    return Topic(name=name, entities=tuple(entities_named(_typed(name))), known=True)


def entities_named(typed: str) -> list[str]:
    """The entities that a topic names and nothing else, in its order; no slips."""
    return _entities_of(_typed(typed), slips=False)


def _likeness(a: str, b: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Likeness whatever the order of the words, so that `phones school` finds `school phones`."""
    return fuzz.token_sort_ratio(a, b, score_cutoff=score_cutoff or 0)


def _typed(query: str) -> str:
    """Small letters, no dots, words apart by one blank."""
    return " ".join(re.sub(r"[-–—‑/_,&+]", " ", query.lower().replace(".", "")).replace("’", "'").split())


def _entities_of(typed: str, *, slips: bool) -> list[str]:
    """The entities a query names, in its order; none when one of its words names no entity."""
    words = [re.sub(r"'s$|'$", "", word) for word in typed.split()]
    found: list[str] = []
    place = 0
    while place < len(words):
        name, length = _name_at(words, place, slips=slips)
        if name:
            found.append(name)
        elif words[place] not in CONNECTORS:
            return []
        place += length
    return list(dict.fromkeys(found))


def _name_at(words: Sequence[str], place: int, *, slips: bool) -> tuple[str | None, int]:
    for length in range(min(LONGEST_NAME, len(words) - place), 0, -1):
        phrase = " ".join(words[place : place + length])
        name = TYPED.get(phrase) or TYPED.get(phrase.replace(" ", "-")) or PREFIXES.get(phrase)
        if name:
            return name, length
    word = words[place]
    if slips and len(word) >= NEEDS_LETTERS and word not in CONNECTORS:
        near = process.extractOne(word, list(TYPED), scorer=fuzz.ratio, score_cutoff=NEAR)
        if near:
            return TYPED[near[0]], 1
    return None, 1


def main_topic(title: str | None, texts: Sequence[str], entities: Sequence[frozenset[str]]) -> str | None:
    """Name what a source is about: the pair of entities that most of its claims share, or its key phrase."""
    pairs = Counter(
        pair for found in entities for pair in combinations(sorted(found, key=ORDER.__getitem__), 2)
    )
    if pairs and pairs.most_common(1)[0][1] >= max(2, len(texts) / 6):
        return entity_topic(pairs.most_common(1)[0][0])
    single = Counter(name for found in entities for name in found)
    phrase = key_phrase(title, texts)
    if phrase is None and single:
        return single.most_common(1)[0][0]
    return phrase


def key_phrase(title: str | None, texts: Sequence[str]) -> str | None:
    """The two words, or the one, that a text keeps coming back to; those of its title count more."""
    in_title = set(content_words(title or ""))
    counts: Counter[str] = Counter()
    for text in texts:
        words = content_words(text)
        counts.update(set(words))
        counts.update({f"{a} {b}" for a, b in pairwise(words) if f"{a} {b}" in text.lower()})
    if not counts:
        return None
    least = max(2, len(texts) // 20)

    def weight(phrase: str) -> float:
        parts = phrase.split()
        return counts[phrase] * (2.5 if len(parts) > 1 else 1.0) * (1 + sum(p in in_title for p in parts))

    best = max(counts, key=lambda phrase: (weight(phrase), phrase))
    return best.replace(" ", "-") if counts[best] >= least else None
