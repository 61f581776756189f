"""An argument map: quotes as nodes, what each one says of another as edges.

Frozen values and the few questions that everybody asks of them. Every map is a forest: a node answers one other node,
and the roots answer none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge.types import Stance, StoredClaim

ASKED: Final = "claim"
"""Key of the node that holds the asker's own words; the key of every other node is its quote's short id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A claim of a map: a stored quote, or the words of whoever asks for the map."""

    key: str
    words: str
    """As they stand in the source, or as they were asked."""
    stored: StoredClaim | None = None
    """None for the asker's own words, which are no quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What a quote says of another node, and how surely."""

    child: str
    parent: str
    stance: Stance
    score: float
    """Calibrated probability that the quote has the stance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentMap:
    """The strongest quotes for and against a claim or the positions on a topic, and what answers them."""

    query: str
    topic: str | None
    about_topic: bool
    """Whether the roots are the positions on a topic, rather than one claim."""
    nodes: tuple[Node, ...] = ()
    """In reading order: each one before what answers it."""
    edges: tuple[Edge, ...] = ()
    notice: str | None = None
    """Why there are no quotes, or none on one side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node on the way through a map."""

    node: Node
    depth: int
    edge: Edge | None
    """To the node that it answers; None for a root."""


def roots(graph: ArgumentMap) -> list[Node]:
    """The nodes that answer no other."""
    answering = {edge.child for edge in graph.edges}
    return [node for node in graph.nodes if node.key not in answering]


def walked(graph: ArgumentMap) -> list[Step]:
    """Every node in reading order: each one, then what supports it, then what counters it."""
    nodes = {node.key: node for node in graph.nodes}
    below: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        below.setdefault(edge.parent, []).append(edge)

    def from_node(node: Node, depth: int, edge: Edge | None) -> Iterator[Step]:
        yield Step(node=node, depth=depth, edge=edge)
        for one in sorted(below.get(node.key, []), key=lambda one: one.stance != "supports"):
            yield from from_node(nodes[one.child], depth + 1, one)

    return [step for root in roots(graph) for step in from_node(root, 0, None)]


def speaker_name(stored: StoredClaim) -> str | None:
    """Who says a quote: whoever is cited, else the author; None where nobody is known."""
    said_by_author = stored.claim.manner == "author"
    return stored.claim.speaker.name or (stored.source.metadata.author if said_by_author else None)
