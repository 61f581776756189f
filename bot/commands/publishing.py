"""The command about the pages that evidence is read on."""

from typing import Final

from bot.command import Command, Parameter
from bot.site import answering as publishing

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="pages",
        summary="The library as pages to read: its link, and who may open it.",
        parameters=(
            Parameter(
                name="do",
                summary="Close every link that is out; for moderators.",
                choices=(publishing.REVOKE,),
            ),
        ),
        example="pages",
        run=publishing.pages,
    ),
)
