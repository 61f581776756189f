"""Draws an argument map: one SVG for pages, files and, painted, for chats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.drawing import png as painting
from bot.drawing.svg import document, element, lettered, words
from bot.maps import words as said
from bot.maps.layout import BAR, FOOT, INDENT, LABEL, MARGIN, PADDING, SPACE, TITLE, laid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.maps.layout import Box, Kind, Laid
    from knowledge.maps.graph import ArgumentMap

GROUND: Final = "#f4f3ef"
CARD: Final = "#ffffff"
INK: Final = "#1c2127"
QUIET: Final = "#565f6a"
TRUNK: Final = "#aab1ba"
DARK: Final = "#242b35"
ON_DARK: Final = "#ffffff"
QUIET_ON_DARK: Final = "#c9d0d8"
COLOURS: Final[dict[Kind, str]] = {
    "asked": DARK,
    "root": DARK,
    "supports": "#1a7f37",
    "counters": "#b3261e",
}
RIM: Final = 3
BADGE: Final = 23
BADGE_DOWN: Final = 46
"""How far below the top of a box its badge stands, beside the label that says the same in words."""


def svg(graph: ArgumentMap, *, link: Callable[[str], str | None] | None = None, name: str = "map") -> str:
    """Draw a map as SVG text that can stand in a page as it is: no script, no style of its own.

    `link` gives the address of a quote's page by its short id. Every element has a class for a style sheet to name;
    what is an attribute gives way to it. `name` starts every id in it, so that a page may hold two maps.
    """
    place = laid(graph)
    inside = (
        element("rect", class_="ground", width=place.width, height=place.height, rx=28, fill=GROUND),
        _lettered_title(place),
        *_trunks(place.boxes),
        *(_box(box, link) for box in place.boxes),
        lettered(
            place.foot,
            FOOT,
            x=MARGIN,
            y=place.foot_y,
            within=place.width - 2 * MARGIN,
            fill=QUIET,
            class_="foot",
        ),
    )
    return document(
        inside,
        width=place.width,
        height=place.height,
        title=said.heading(graph),
        description=described(graph),
        name=name,
        linked=link is not None,
    )


def png(graph: ArgumentMap) -> bytes:
    """Draw a map as PNG, 1,080 pixels wide, on a light ground of its own that reads well in light and dark chats."""
    return painting.png(svg(graph))


def described(graph: ArgumentMap) -> str:
    """A map in a sentence, for whoever cannot see it."""
    stances = [edge.stance for edge in graph.edges]
    quotes = sum(node.stored is not None for node in graph.nodes)
    return said.description(quotes, stances.count("supports"), stances.count("counters"))


def _lettered_title(place: Laid) -> str:
    within = place.width - 2 * MARGIN
    return lettered(place.title, TITLE, x=MARGIN, y=MARGIN, within=within, fill=INK, class_="title")


def _trunks(boxes: Sequence[Box]) -> Iterator[str]:
    """Lines from each box down to those that answer it."""
    for box in boxes:
        below = [one for one in boxes if one.step.edge and one.step.edge.parent == box.step.node.key]
        if below:
            x, last = _trunk(box.x), below[-1]
            path = f"M{x:.0f} {box.y + box.height:.0f}V{last.y + BADGE_DOWN:.0f}"
            yield element("path", class_="trunk", d=path, stroke=TRUNK, stroke_width=5, fill="none")


def _trunk(x: float) -> float:
    """Where the line below a box runs: half way to where its answers begin."""
    return x + INDENT / 2


def _box(box: Box, link: Callable[[str], str | None] | None) -> str:
    drawn = "".join((*_branch(box), *_card(box), *_texts(box)))
    stored = box.step.node.stored
    address = link(stored.id) if link and stored else None
    spoken = element("title", words(" ".join((box.label, box.step.node.words))))
    held = element("a", spoken, drawn, href=address) if address else f"{spoken}{drawn}"
    return element("g", held, class_=f"box {box.kind}", data_id=stored.id if stored else None)


def _branch(box: Box) -> Iterator[str]:
    """From the trunk to the box, with a sign that says the stance without its colour."""
    if box.step.edge is None:
        return
    colour, y = COLOURS[box.kind], box.y + BADGE_DOWN
    x = _trunk(box.x - INDENT)
    yield element("path", class_="branch", d=f"M{x:.0f} {y:.0f}H{box.x:.0f}", stroke=colour, stroke_width=5)
    yield element("circle", class_="badge", cx=x, cy=y, r=BADGE, fill=colour)
    sign = f"M{x - 11:.0f} {y:.0f}h22" + (f"M{x:.0f} {y - 11:.0f}v22" if box.kind == "supports" else "")
    yield element("path", class_="sign", d=sign, stroke=ON_DARK, stroke_width=5, stroke_linecap="round")


def _card(box: Box) -> Iterator[str]:
    """A card with a bar at its side, which is what shows of a larger card behind it."""
    behind = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 18}
    if box.kind == "asked":
        yield element("rect", class_="card", fill=DARK, **behind)
        return
    yield element("rect", class_="bar", fill=COLOURS[box.kind], **behind)
    yield element(
        "rect",
        class_="card",
        x=box.x + BAR,
        y=box.y + RIM,
        width=box.width - BAR - RIM,
        height=box.height - 2 * RIM,
        rx=14,
        fill=CARD,
    )


def _texts(box: Box) -> Iterator[str]:
    dark = box.kind == "asked"
    x, within = box.x + BAR + PADDING, box.width - BAR - 2 * PADDING
    y = box.y + PADDING
    label_colour = QUIET_ON_DARK if dark else COLOURS[box.kind]
    yield lettered([box.label], LABEL, x=x, y=y, within=within, fill=label_colour, class_="label")
    if box.step.node.stored:
        yield lettered(
            [box.step.node.stored.id], FOOT, x=x, y=y, within=within, fill=QUIET, class_="id", end=True
        )
    y += LABEL.leading + SPACE
    ink = ON_DARK if dark else INK
    yield lettered(box.quote, box.type, x=x, y=y, within=within, fill=ink, class_="quote")
    y += len(box.quote) * box.type.leading + SPACE
    if box.foot:
        yield lettered(box.foot, FOOT, x=x, y=y, within=within, fill=QUIET, class_="speaker")
