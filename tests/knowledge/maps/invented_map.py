"""Invented argument maps, small and large."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.maps.graph import ArgumentMap, Edge, Node
from knowledge.types import Claim, Metadata, Source, Span, Speaker, Stance, StoredClaim

SOURCE = Source(
    id="3f2a9c1b",
    file="ferry.txt",
    kind="text",
    metadata=Metadata(title="Keep the Ferry", author="Tomas Brandt", date="2025-03-02"),
    topic="ferry-bridge",
    added="2026-01-05T10:00:00+00:00",
    sha256="0" * 64,
    claims=3,
)
AWKWARD = (
    'She said "no {one}" [of us] <left> & #all @once_ *now*',
    "1. U.S. ships -- see http://ferry.example/a?b=c -- sail :smile: .->. anyway // or /* not */",
    "الجسر مكلف جدا للجزيرة, وهو خطر (2024)",
    "渡輪便宜又安全，島嶼應該保留它，因為橋樑太貴了，而且會傷害鳥類和島民的生活方式，沒有人需要它。",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "Ferries rule 🙂🇫🇷 and that is that\nsays\tthe  captain",
    "A bell\x07 rang\u202e twice \ufffe",
)


def quote(number: int, words: str, *, speaker: str | None = "Ines Okafor") -> StoredClaim:
    claim = Claim(
        span=Span(start=0, end=len(words)),
        quote=words,
        speaker=Speaker(name=speaker, role="deputy mayor" if speaker else None),
        manner="direct",
        evidence="reasoning",
        score=0.9,
    )
    return StoredClaim(id=f"FB-{number:03}", key=number, claim=claim, source=SOURCE)


def node(stored: StoredClaim) -> Node:
    return Node(key=stored.id, words=stored.claim.quote, stored=stored)


def invented_map(words: Sequence[str], *, about_topic: bool = False) -> ArgumentMap:
    """A claim, or two positions, with a quote for each of `words`, which answer it and, every other one, each other."""
    quotes = [node(quote(at, one)) for at, one in enumerate(words, start=1)]
    asked = Node(key="claim", words="The ferry pays for itself")
    roots = (
        [node(quote(901, "Keep the ferry.")), node(quote(902, "Build the bridge."))]
        if about_topic
        else [asked]
    )
    edges = []
    for at, one in enumerate(quotes):
        stance: Stance = "supports" if at % 4 == 0 else "counters"
        above = quotes[at - 1] if at % 2 else roots[at // 2 % len(roots)]
        edges.append(Edge(child=one.key, parent=above.key, stance=stance, score=0.9 - at / 1000))
    return ArgumentMap(
        query="ferry-bridge" if about_topic else asked.words,
        topic="ferry-bridge",
        about_topic=about_topic,
        nodes=(*roots, *quotes),
        edges=tuple(edges),
    )


def without_quotes(notice: str) -> ArgumentMap:
    made = invented_map([])
    return replace(made, notice=notice)
