"""Draws the positions on a topic in numbers, as SVG and, painted, as PNG for chats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.charts import panels, words
from bot.charts.panels import MARGIN, SMALL, WIDTH, Panel
from bot.drawing import png as painting
from bot.drawing.svg import document, element
from bot.maps.drawing import GROUND, QUIET
from bot.maps.layout import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.tally import Tally

PANELS: Final[dict[str, Callable[[Panel, Tally], None]]] = {
    "sources": panels.standing,
    "time": panels.over_time,
    "speakers": panels.speaking,
}
BETWEEN: Final = 44


def svg(value: Tally, *, only: str | None = None, name: str = "chart") -> str:
    """Draw a chart as SVG text, without script and style; `name` starts every id in it."""
    page = Panel(y=MARGIN)
    page.text(words.heading(value.topic or value.query), TITLE, class_="title")
    for shown, draw in PANELS.items():
        if only in (None, shown):
            page.y += BETWEEN if shown != "sources" else 16
            draw(page, value)
    page.y += 24
    page.text(words.foot(), SMALL, fill=QUIET, class_="foot")
    height = page.y + MARGIN
    ground = element("rect", class_="ground", width=WIDTH, height=height, rx=28, fill=GROUND)
    return document(
        (ground, *page.parts),
        width=WIDTH,
        height=height,
        title=words.heading(value.topic or value.query),
        description=words.description(value),
        name=name,
        linked=False,
    )


def png(value: Tally, *, only: str | None = None) -> bytes:
    """Draw a chart as PNG, 1,080 pixels wide."""
    return painting.png(svg(value, only=only))
