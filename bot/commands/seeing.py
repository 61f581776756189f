"""The commands whose answer is a picture."""

from typing import Final

from bot.command import Command, Parameter
from bot.commands.parameters import WITHIN, limit, required
from bot.maps import answering as maps

FORMAT: Final = Parameter(
    name="format", summary="A file instead of a picture to look at.", option=True, choices=tuple(maps.FORMATS)
)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="map",
        summary="A picture of what supports and what counters a claim or the positions on a topic.",
        parameters=(
            required("query", "A topic of the library, a claim, or the id of a quote.", suggests="topics"),
            WITHIN,
            limit(maps.QUOTES),
            FORMAT,
        ),
        example="map russia-china",
        run=maps.argument_map,
        read_only=True,
    ),
)
