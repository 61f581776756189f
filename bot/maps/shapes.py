"""An argument map as the JSON object of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.shapes import Shape, claim

if TYPE_CHECKING:
    from knowledge.maps.graph import ArgumentMap


def argument_map(value: ArgumentMap) -> Shape:
    """The object of `map`: nodes in reading order, and what each one says of the node that it answers."""
    return {
        "command": "map",
        "query": value.query,
        "topic": value.topic,
        "about": "topic" if value.about_topic else "claim",
        "nodes": [
            {"id": node.key, "words": node.words, "quote": claim(node.stored) if node.stored else None}
            for node in value.nodes
        ],
        "edges": [
            {"from": edge.child, "to": edge.parent, "stance": edge.stance, "score": round(edge.score, 4)}
            for edge in value.edges
        ],
        "notice": value.notice,
    }
