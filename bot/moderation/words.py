"""Texts about what moderators make of sources: reviews, corrections, retractions, and the log of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import figures, say, say_number
from bot.texts import counted, day, shortened, source_title
from bot.texts import speaker as named

if TYPE_CHECKING:
    from knowledge.intake import Reviewed
    from knowledge.types import Source, Speaker, StoredClaim

LONGEST_TITLE = 120


def intake_heading() -> str:
    """The title over the sources that wait for review."""
    return say("Sources to review")


def nothing_waiting() -> str:
    """No source waits for review."""
    return say("No source waits for review; /settings says whether new ones do.")


def review_heading(source: Source) -> str:
    """The title over the claims of a source that is reviewed."""
    return say("Review of “{title}”").format(title=_title(source))


def state(source: Source) -> str:
    """How far the review of a source is."""
    if source.retracted:
        return retracted_on(source)
    if source.review == "held":
        return say("It waits for approval: none of its claims is in any answer yet.")
    if source.review == "open":
        return say("Its claims can be quoted already; they were not reviewed yet.")
    return say("Its claims were approved.") if source.review else say("Nobody has to review it.")


def reviewed_claims(value: Reviewed) -> str:
    """How many claims a source has, and how many of them were dropped."""
    claims = counted(len(value.claims), "claim")
    if not value.dropped:
        return claims
    dropped = say_number("{count} dropped", "{count} dropped", value.dropped)
    return f"{claims}, {dropped.format(count=figures(value.dropped))}"


def withheld(stored: StoredClaim) -> str | None:
    """Why a claim is in no answer; None where it can be."""
    if stored.withheld is None:
        return None
    return {
        "dropped": say("Dropped: it is in no answer."),
        "held": say("Waits for approval: it is in no answer yet."),
        "retracted": say("Its source was retracted: it is in no answer."),
    }[stored.withheld]


def detected(stored: StoredClaim) -> str | None:
    """Whom the program took for the speaker, where somebody else was named."""
    if stored.detected is None:
        return None
    return say("Speaker corrected; detected was: {speaker}").format(speaker=named(stored.detected))


def is_approved(source: Source) -> str:
    """A source's claims were approved."""
    return say("Approved “{title}”: {claims} can be quoted.").format(
        title=_title(source), claims=counted(source.claims, "claim")
    )


def undone(source: Source) -> str:
    """The last step of a review was taken back."""
    return say("The last step in the review of “{title}” was taken back.").format(title=_title(source))


def nothing_to_undo(source: Source) -> str:
    """There is no step to take back."""
    return say("Nothing was done in the review of “{title}”, so there is nothing to take back.").format(
        title=_title(source)
    )


def is_dropped(quote: str) -> str:
    """A claim was dropped."""
    return say("{quote} is in no answer any more; /claim restore lets it in again.").format(quote=quote)


def is_restored(stored: StoredClaim) -> str:
    """A claim was let in again; it may still be kept out with its source."""
    why = withheld(stored)
    told = say("{quote} was restored.").format(quote=stored.id)
    return f"{told} {why}" if why else told


def is_corrected(count: int, speaker: Speaker) -> str:
    """Claims have another speaker now."""
    return say_number(
        "The speaker of {count} claim is now {speaker}.",
        "The speaker of {count} claims is now {speaker}.",
        count,
    ).format(count=figures(count), speaker=named(speaker))


def is_retracted(source: Source) -> str:
    """A source was retracted."""
    return say(
        "Retracted “{title}”: its quotes are in no answer any more, and earlier public answers that hold them "
        "are marked."
    ).format(title=_title(source))


def is_reinstated(source: Source) -> str:
    """A retraction was taken back."""
    return say("“{title}” is no longer retracted: its quotes can be in answers again.").format(
        title=_title(source)
    )


def not_retracted(source: Source) -> str:
    """There is no retraction to take back."""
    return say("“{title}” is not retracted, so there is nothing to restore.").format(title=_title(source))


def retracted_on(source: Source) -> str:
    """When a source was retracted, and why."""
    told = say("Retracted by the moderators on {day}").format(day=day(source.retracted))
    return f"{told}: {shortened(source.reason, 200)}" if source.reason else told


def withdrawn() -> str:
    """A quote in an earlier answer was dropped since."""
    return say("Withdrawn by the moderators: it is in no answer any more.")


def under_review() -> str:
    """A quote in an earlier answer waits for approval again."""
    return say("Under review by the moderators: it is in no answer at present.")


def corrected_on(moment: str | None) -> str:
    """What is said of a quote in an earlier answer was corrected since."""
    return say("Corrected on {day}").format(day=day(moment))


def no_longer_there(quote: str) -> str:
    """Stands in an earlier answer for a quote whose source was removed."""
    return say("{quote} stood here: its source is no longer in the library.").format(quote=quote)


def being_marked(count: int) -> str:
    """Earlier public answers hold what was changed just now."""
    return say_number(
        "{count} earlier public answer holds it and is brought up to date; /audit says when that is done.",
        "{count} earlier public answers hold it and are brought up to date; /audit says when that is done.",
        count,
    ).format(count=figures(count))


def not_open_yet(file: str) -> str:
    """A source that only moderators see until it is approved."""
    return say(
        "{name} waits for the moderators' approval; it can be seen once they have approved it."
    ).format(name=file)


def needs_source(do: str) -> str:
    """A review was to be ended, without a word of what source's."""
    return say("Say which source, for example: {line}").format(line=f"/intake essay.txt --do {do}")


def needs_name() -> str:
    """A speaker was to be corrected, without a word to whom."""
    return say("Say who the speaker is, for example: {line}").format(
        line='/claim speaker RC-014 --name "Mara Lind"'
    )


def audit_heading() -> str:
    """The title over who did what."""
    return say("Who did what")


def audit_columns() -> tuple[str, str, str, str]:
    """What stands over the columns of the log."""
    return say("when"), say("who"), say("did"), say("to what")


def nothing_done() -> str:
    """The log is empty."""
    return say("Nobody has changed anything yet.")


def chain_is_whole(count: int) -> str:
    """Every entry of the log is as it was written."""
    return say_number(
        "The log is whole: {count} entry, as it was written.",
        "The log is whole: {count} entries, each as it was written.",
        count,
    ).format(count=figures(count))


def chain_is_broken(number: int) -> str:
    """Somebody changed the log outside of the program."""
    return say("The log was changed from outside: entry {number} is not as it was written.").format(
        number=figures(number)
    )


def forgotten_person(who: str) -> str:
    """Stands for somebody who had what was kept about them deleted."""
    return say("deleted ({letters})").format(letters=who)


def _title(source: Source) -> str:
    return shortened(source_title(source), LONGEST_TITLE)


def who_moderates(group: str | None) -> str:
    """Whose word counts in the library."""
    if group is None:
        return say("Those moderate whom the platform gives the right to manage this server or workspace.")
    return say(
        "Those moderate whom the platform gives the right to manage this server or workspace, and the people in "
        "“{group}”."
    ).format(group=group)


def no_such_group() -> str:
    """What was typed for a group can be none."""
    return say("That is no role or user group; type its name or mention it, for example: {line}").format(
        line="/moderators @debate-team"
    )
