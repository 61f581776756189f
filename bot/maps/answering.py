"""The command that maps arguments: a picture in a chat, an indented list in a terminal, a file of any format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from bot import notices
from bot.answering import topic_meant
from bot.maps import drawing, shapes, words
from bot.reply import Heading, Menu, Note, Option, Picture, Reply
from bot.texts import shortened
from knowledge.maps.aif import aif
from knowledge.maps.argdown import argdown
from knowledge.types import File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.reply import Piece
    from bot.request import Request
    from knowledge.maps.graph import ArgumentMap

QUOTES: Final = 8
"""On a map, unless a limit is given: what one look at a phone takes in."""
FORMATS: Final[dict[str, Callable[[ArgumentMap], bytes]]] = {
    "png": drawing.png,
    "svg": lambda graph: drawing.svg(graph).encode(),
    "argdown": lambda graph: argdown(graph, title=words.heading(graph)).encode(),
    "json": lambda graph: json.dumps(aif(graph), ensure_ascii=False, indent=1).encode(),
}
"""Names of formats, which are the endings of their files, too; JSON is the Argument Interchange Format."""

_UNSAFE: Final = re.compile(r"[^\w-]+")
_CHOICES: Final = 25
_CHOICE: Final = 90


def argument_map(request: Request) -> Reply:
    """The arguments about a topic, a quote or a claim as a map."""
    limit = request.number("limit", QUOTES)
    found = request.workspace.map(request.text("query"), topic=topic_meant(request), limit=limit)
    data = shapes.argument_map(found)
    format_ = request.option("format")
    notice = (Note(text=notices.spoken(found.notice)),) if found.notice else ()
    heading = Heading(text=words.heading(found))
    if not found.edges:
        return Reply(command="map", data=data, pieces=(heading, *_alone(found), *notice))
    if format_:
        file = File(name=f"{name_of(found)}.{format_}", content=FORMATS[format_](found))
        pieces: tuple[Piece, ...] = (heading, Note(text=drawing.described(found)), *notice)
        return Reply(command="map", data=data, pieces=pieces, files=(file,))
    shown = (heading, picture(found, painted=request.asker.chat), *notice)
    return Reply(command="map", data=data, pieces=(*shown, *_menu(found)) if request.asker.chat else shown)


def picture(graph: ArgumentMap, *, painted: bool) -> Picture:
    """A map as a piece of a reply; `painted` where somebody will see more than letters."""
    file = File(name=f"{name_of(graph)}.png", content=drawing.png(graph)) if painted else None
    return Picture(
        file=file,
        description=f"{words.heading(graph)}. {drawing.described(graph)}",
        lines=tuple(words.lines(graph)),
        quotes=tuple(node.stored.id for node in graph.nodes if node.stored),
    )


def name_of(graph: ArgumentMap) -> str:
    """What a map's file is called: a few plain words of what it is about."""
    return _UNSAFE.sub("-", words.subject(graph).lower()).strip("-")[:40].strip("-") or "map"


def _alone(graph: ArgumentMap) -> Iterator[Piece]:
    """What a map has where nothing answers anything: at most the positions' quotes, which need no picture."""
    from bot import pieces

    for number, node in enumerate(graph.nodes, start=1):
        if node.stored:
            yield pieces.claim(node.stored, number=number)


def _menu(graph: ArgumentMap) -> tuple[Menu, ...]:
    """A way from the picture to each of its quotes."""
    options = tuple(
        Option(label=shortened(f"{node.stored.id} · {node.words}", _CHOICE), value=node.stored.id)
        for node in graph.nodes
        if node.stored
    )
    return (Menu(label=words.choose(), code="open", options=options[:_CHOICES]),)
