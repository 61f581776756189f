"""The commands for who prepares a debate: practice, and what the sources lack."""

from typing import Final

from bot.blindspots import answering as blindspots
from bot.command import Command, Parameter
from bot.commands.parameters import choice, required
from bot.drills import answering as drilling

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="drill",
        summary="Practise: a claim to answer, what your answer meets, and when it comes back.",
        parameters=(
            Parameter(
                name="topic",
                summary="A topic, or the short id of a claim; what is due first when left out.",
                suggests="topics",
            ),
            Parameter(
                name="answer",
                summary="Your answer to the claim that was asked.",
                option=True,
                whole=True,
            ),
            choice(
                "do", "Go on, see the answers, skip the claim, stop, or see what is due when.", drilling.DEEDS
            ),
            choice("rate", "How your last answer went, where you know better.", drilling.RATINGS),
        ),
        example="drill russia-china",
        run=drilling.drill,
        personal=True,
    ),
    Command(
        name="blindspots",
        summary="What the sources lack on a topic, as a list of evidence wanted.",
        parameters=(required("topic", "A topic of the library, or any phrase.", suggests="topics"),),
        example="blindspots russia-china",
        run=blindspots.blindspots,
        read_only=True,
    ),
)
