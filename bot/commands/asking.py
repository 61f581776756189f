"""The commands that ask the library."""

from typing import Final

from bot import answering
from bot.command import Command
from bot.commands.parameters import CLAIM, WITHIN, choice, limit, option, required
from bot.matches import state as match_state

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="counter",
        summary="Quotes that argue against a claim, the surest first.",
        parameters=(CLAIM, WITHIN, limit(answering.ANSWERS)),
        example='counter "alliance is easy" --topic russia-china',
        run=answering.counter,
        read_only=True,
    ),
    Command(
        name="support",
        summary="Quotes that argue for a claim, the surest first.",
        parameters=(CLAIM, WITHIN, limit(answering.ANSWERS)),
        example='support "alliance is easy"',
        run=answering.support,
        read_only=True,
    ),
    Command(
        name="clash",
        summary="The strongest for and against, side by side and equal in length.",
        parameters=(
            required("query", "A topic of the library, a claim, or a motion.", suggests="topics"),
            WITHIN,
            option("for", "For a match: who speaks for the motion."),
            option("against", "For a match: who speaks against the motion."),
            choice("sides", "For a match: sides as named, or drawn by lot.", match_state.SIDES),
            choice("quotes", "For a match: whether each sees their own quotes alone.", match_state.QUOTES),
        ),
        example='clash "alliance is easy"',
        run=answering.clash,
        read_only=True,
    ),
    Command(
        name="views",
        summary="The positions on a topic, each with its quotes.",
        parameters=(
            required("topic", "A topic of the library, or any phrase.", suggests="topics"),
            limit(answering.VIEWS),
        ),
        example="views russia-china",
        run=answering.views,
        read_only=True,
    ),
    Command(
        name="who",
        summary="Everything a speaker says, by topic.",
        parameters=(
            required("name", "A person or a body; part of the name is enough.", suggests="speakers"),
        ),
        example="who Mara Lind",
        run=answering.who,
        read_only=True,
    ),
    Command(
        name="topics",
        summary="What the sources are about.",
        example="topics",
        run=answering.topics,
        read_only=True,
    ),
    Command(
        name="quote",
        summary="One quote by its short id, with its place in the source.",
        parameters=(required("id", "The short id that stands under a quote."),),
        example="quote RC-014",
        run=answering.quote,
        read_only=True,
    ),
)
