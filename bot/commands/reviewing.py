"""The commands by which moderators review claims, retract sources and see who did what."""

from typing import Final

from bot.command import Command, Parameter
from bot.commands.parameters import SOURCE, choice, option, required
from bot.moderation import audit, intake

QUOTE: Final = required("quote", "The short id of a quote.", suggests="claims")

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="intake",
        summary="The sources that wait for review, or one source's claims: drop, correct, approve, undo.",
        parameters=(
            Parameter(
                name="id",
                summary="A source: its id, the beginning of its id, or its file's name.",
                suggests="reviews",
            ),
            choice(
                "do", "Approve all its claims, or take the last step back.", (intake.APPROVE, intake.UNDO)
            ),
        ),
        example="intake essay.txt",
        run=intake.intake,
        audience="moderator",
    ),
    Command(
        name="claim drop",
        summary="Keep a claim out of every answer.",
        parameters=(QUOTE,),
        example="claim drop RC-014",
        run=intake.drop,
        audience="moderator",
    ),
    Command(
        name="claim restore",
        summary="Let a claim that was dropped into answers again.",
        parameters=(QUOTE,),
        example="claim restore RC-014",
        run=intake.restore,
        audience="moderator",
    ),
    Command(
        name="claim speaker",
        summary="Correct who says a claim, or all claims of that speaker in the source.",
        parameters=(
            QUOTE,
            option("name", "Who says it."),
            option("role", "Who that is, such as harbour master."),
            choice(
                "of", "Only this claim, or all claims of the speaker in the source.", ("claim", "speaker")
            ),
        ),
        example='claim speaker RC-014 --name "Mara Lind" --role "harbour master"',
        run=intake.speaker,
        audience="moderator",
    ),
    Command(
        name="source retract",
        summary="Keep a source for the record, and its quotes out of every answer.",
        parameters=(SOURCE, option("reason", "Why, in a sentence; earlier public answers will say so.")),
        example='source retract essay.txt --reason "the author withdrew it"',
        run=intake.retract,
        audience="moderator",
    ),
    Command(
        name="source restore",
        summary="Take the retraction of a source back.",
        parameters=(SOURCE,),
        example="source restore essay.txt",
        run=intake.reinstate,
        audience="moderator",
    ),
    Command(
        name="audit",
        summary="Who did what: everything that moderators changed, the latest first.",
        example="audit",
        run=audit.audit,
        audience="moderator",
    ),
)
