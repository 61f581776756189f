"""The commands whose answer is a picture."""

from collections.abc import Iterable
from typing import Final

from bot.charts import answering as charts
from bot.charts.drawing import PANELS
from bot.command import Command, Parameter
from bot.commands.parameters import WITHIN, choice, limit, required
from bot.maps import answering as maps


def _format(choices: Iterable[str]) -> Parameter:
    return choice("format", "A file instead of a picture to look at.", choices)


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="map",
        summary="A picture of what supports and what counters a claim or the positions on a topic.",
        parameters=(
            required("query", "A topic of the library, a claim, or the id of a quote.", suggests="topics"),
            WITHIN,
            limit(maps.QUOTES),
            _format(maps.FORMATS),
        ),
        example="map russia-china",
        run=maps.argument_map,
        read_only=True,
    ),
    Command(
        name="chart",
        summary="The positions on a topic in numbers: sources behind each, quotes over time, who speaks.",
        parameters=(
            required("topic", "A topic of the library, or any phrase.", suggests="topics"),
            choice("show", "One of these alone.", PANELS),
            _format(charts.FORMATS),
        ),
        example="chart russia-china",
        run=charts.chart,
        read_only=True,
    ),
)
