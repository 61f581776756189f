"""The commands that prepare somebody for a debate: a brief, and a notebook of quotes."""

from typing import Final

from bot.briefs import answering as briefing
from bot.briefs.formats import NAMES
from bot.command import Command, Parameter
from bot.commands.parameters import choice, option, required
from bot.notebook import answering as notebook
from knowledge.briefs.contents import CARDS

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="brief",
        summary="A pack for a debate: cards, what answers what, and the sources, as a file.",
        parameters=(
            required("topic", "A topic of the library, a motion, or notebook.", suggests="topics"),
            choice("side", "One side only.", briefing.SIDES),
            choice("format", "What kind of file.", NAMES),
            option("limit", f"At most so many cards a side; {CARDS} when left out.", kind="number"),
        ),
        example='brief "Should schools ban phones?" --side for --format docx',
        run=briefing.brief,
        personal=True,
    ),
    Command(
        name="save",
        summary="Keep a quote in your own notebook.",
        parameters=(
            required("id", "The short id that stands under a quote."),
            option("note", "A note to yourself."),
        ),
        example='save RC-014 --note "for the final"',
        run=notebook.save,
        personal=True,
    ),
    Command(
        name="notebook",
        summary="The quotes that you saved; take one out, or all.",
        parameters=(
            Parameter(name="do", summary="Take all quotes out.", choices=(notebook.CLEAR,)),
            option("remove", "The short id of a quote to take out."),
        ),
        example="notebook --remove RC-014",
        run=notebook.notebook,
        personal=True,
    ),
)
