"""An argument map in the Argument Interchange Format, as the JSON that AIFdb and the tools of ARG-tech read and write.

Chesnevar et al. 2006, "Towards an argument interchange format"; Lawrence et al. 2012, "AIFdb: Infrastructure for the
argument web". Claims are I-nodes; what supports another claim goes through an RA-node (an application of a rule of
inference), what counters it through a CA-node (of a conflict). Who says a quote is an L-node (a locution) that leads
through a YA-node (asserting) to the claim, and stands among the locutions and participants.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from knowledge.maps.graph import speaker_name

if TYPE_CHECKING:
    from knowledge.maps.graph import ArgumentMap, Edge, Node

Json: TypeAlias = dict[str, Any]

SCHEMES: Final = {"supports": ("RA", "Default Inference"), "counters": ("CA", "Default Conflict")}


@dataclass(slots=True)
class _Written:
    """The lists of the format as they fill."""

    nodes: list[Json] = field(default_factory=list)
    edges: list[Json] = field(default_factory=list)
    locutions: list[Json] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)

    def node(self, kind: str, text: str, **more: Any) -> str:
        number = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": number, "text": text, "type": kind, **more})
        return number

    def edge(self, start: str, end: str) -> None:
        number = str(len(self.edges) + 1)
        self.edges.append({"edgeID": number, "fromID": start, "toID": end, "formEdgeID": None})


def aif(graph: ArgumentMap) -> Json:
    """Write a map as a dictionary that `json.dumps` takes. I-nodes carry their quote's short id as `quoteID`."""
    written = _Written()
    numbers = {node.key: _claim(node, written) for node in graph.nodes}
    for edge in graph.edges:
        _relation(edge, numbers, written)
    return {
        "nodes": written.nodes,
        "edges": written.edges,
        "schemefulfillments": [],
        "participants": [
            {"participantID": number, "firstname": name, "surname": ""}
            for name, number in written.people.items()
        ],
        "locutions": written.locutions,
    }


def _claim(node: Node, written: _Written) -> str:
    stored = node.stored
    if stored is None:
        return written.node("I", node.words)
    number = written.node("I", node.words, quoteID=stored.id)
    known = stored.source.metadata
    who = speaker_name(stored)
    if who:
        person = written.people.setdefault(who, str(len(written.people) + 1))
        said = written.node("L", f"{who}: {node.words}")
        asserting = written.node("YA", "Asserting", scheme="Asserting")
        written.edge(said, asserting)
        written.edge(asserting, number)
        written.locutions.append(
            {
                "nodeID": said,
                "personID": person,
                "timestamp": known.date,
                "start": None,
                "end": None,
                "source": known.url,
            }
        )
    return number


def _relation(edge: Edge, numbers: dict[str, str], written: _Written) -> None:
    kind, scheme = SCHEMES[edge.stance]
    through = written.node(kind, scheme, scheme=scheme, probability=round(edge.score, 4))
    written.edge(numbers[edge.child], through)
    written.edge(through, numbers[edge.parent])
