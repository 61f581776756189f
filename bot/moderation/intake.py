"""The commands of a review: intake, claim drop, restore and speaker, source retract and restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import buttons, chat_texts, labels, living, pieces, shapes
from bot.moderation import words
from bot.reply import Action, Heading, Note, Piece, Reply
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.request import Request
    from knowledge.intake import Reviewed
    from knowledge.types import Source, StoredClaim

APPROVE, UNDO = "approve", "undo"
ALL_OF_THE_SPEAKER = "speaker"
MOST_BUTTONS: Final = 4
"""As many sources stand on a page of `intake`."""
MOST_SHOWN: Final = 3
"""Claims that are shown after a change of theirs."""
Step: TypeAlias = Callable[[str], tuple[str, Mapping[str, str]]]
STEPS: Final[Mapping[str, Step]] = {
    "drop": lambda quote: ("claim drop", {"quote": quote}),
    "restore": lambda quote: ("claim restore", {"quote": quote}),
    APPROVE: lambda source: ("intake", {"id": source, "do": APPROVE}),
    UNDO: lambda source: ("intake", {"id": source, "do": UNDO}),
}
"""What the buttons of a review run, by the word in their codes."""


def intake(request: Request) -> Reply:
    """The sources that wait for review, or the claims of one. Raises `InputError` for a step without a source."""
    named, do = request.option("id"), request.option("do")
    if named is None and do is not None:
        raise InputError(words.needs_source(do))
    if named is None:
        return _waiting(request)
    source = request.workspace.source(named)
    if do == APPROVE:
        return _approved(request, source)
    return _undone(request, source) if do == UNDO else _review(request, source)


def drop(request: Request) -> Reply:
    """Keep a claim out of every answer."""
    stored = request.workspace.intake.drop(_quote(request))
    return _about_claims("claim drop", [stored], words.is_dropped(stored.id), request, done=stored.id)


def restore(request: Request) -> Reply:
    """Let a claim that was dropped into answers again."""
    stored = request.workspace.intake.restore(_quote(request))
    return _about_claims("claim restore", [stored], words.is_restored(stored), request, done=stored.id)


def speaker(request: Request) -> Reply:
    """Correct who says a claim. Raises `InputError` without a name."""
    name, role = request.option("name"), request.option("role")
    if name is None:
        raise InputError(words.needs_name())
    everywhere = request.option("of") == ALL_OF_THE_SPEAKER
    found = request.workspace.intake.correct(_quote(request), name=name, role=role, everywhere=everywhere)
    told = words.is_corrected(len(found), found[0].claim.speaker)
    return _about_claims("claim speaker", found, told, request, done=", ".join(one.id for one in found))


def retract(request: Request) -> Reply:
    """Keep a source for the record, and its quotes out of every answer."""
    source = request.workspace.source(request.text("id"))
    found = request.workspace.intake.retract(source.id, reason=request.option("reason"))
    undo = Action(label=labels.undo(), code=buttons.code("run", "source restore", found.id))
    told = words.is_retracted(found)
    return _about_source("source retract", found, told, request, undo, done=found.id)


def reinstate(request: Request) -> Reply:
    """Take the retraction of a source back."""
    source = request.workspace.source(request.text("id"))
    if source.retracted is None:
        return _about_source("source restore", source, words.not_retracted(source), request)
    found = request.workspace.intake.reinstate(source.id)
    undo = Action(label=labels.retract(), code=buttons.code("run", "source retract", found.id))
    told = words.is_reinstated(found)
    return _about_source("source restore", found, told, request, undo, done=found.id)


def pressed(rest: str, run: Callable[[str, Mapping[str, str], int], Reply]) -> Reply:
    """A step of a review, and the page of the review that it was taken on. Raises `InputError` for no step.

    `run` runs a command by its name, with what is given for it, at a page.
    """
    step, _, rest = rest.partition(":")
    subject, _, start = rest.partition(":")
    if step not in STEPS:
        raise InputError(chat_texts.unknown_button())
    taken = run(*STEPS[step](subject), 0)
    page = run("intake", {"id": taken.data["source"]["id"]}, buttons.number(start))
    notes = tuple(one for one in taken.pieces if isinstance(one, Note))[:1]
    return replace(page, pieces=(*notes, *page.pieces), placement="replace", done=taken.done)


def _waiting(request: Request) -> Reply:
    found = request.workspace.intake.waiting()
    entries = [replace(pieces.entry(one), details=(words.state(one),)) for one in found]
    shown: tuple[Piece, ...] = (*entries,) or (Note(text=words.nothing_waiting()),)
    start = request.start
    actions = [
        buttons.asking(labels.review_of(one), "intake", {"id": one.id}, request.asker)
        for one in (found[start : start + MOST_BUTTONS] if request.asker.chat else ())
    ]
    return Reply(
        command="intake",
        data={"command": "intake", "sources": [shapes.source(one) for one in found]},
        pieces=(Heading(text=words.intake_heading()), *shown),
        actions=tuple(actions),
    )


def _review(request: Request, source: Source) -> Reply:
    found = request.workspace.intake.review(source.id)
    start = request.start
    claims = [
        replace(shown, actions=_actions(one, start)) if request.asker.chat else shown
        for one, shown in ((one, pieces.reviewed(one)) for one in found.claims)
    ]
    return Reply(
        command="intake",
        data=shapes.reviewed(found),
        pieces=(
            Heading(text=words.review_heading(found.source), aside=words.reviewed_claims(found)),
            Note(text=words.state(found.source), tone="quiet"),
            *claims,
        ),
        actions=_below(found, start) if request.asker.chat else (),
    )


def _actions(stored: StoredClaim, start: int) -> tuple[Action, ...]:
    """The buttons under a claim that is reviewed."""
    step, label = ("restore", labels.restore()) if stored.withheld == "dropped" else ("drop", labels.drop())
    return (
        Action(label=label, code=buttons.code("review", step, stored.id, str(start))),
        buttons.form(labels.correct_speaker(), "claim speaker", stored.id),
    )


def _below(found: Reviewed, start: int) -> tuple[Action, ...]:
    source, page = found.source, str(start)
    made: list[Action] = []
    if source.review != "approved":
        code = buttons.code("review", APPROVE, source.id, page)
        made.append(Action(label=labels.approve_all(), code=code, style="primary"))
    if found.steps:
        made.append(Action(label=labels.undo(), code=buttons.code("review", UNDO, source.id, page)))
    return tuple(made)


def _approved(request: Request, source: Source) -> Reply:
    found = request.workspace.intake.approve(source.id)
    return _about_review(found, words.is_approved(found), request, done=f"{found.id}: {APPROVE}")


def _undone(request: Request, source: Source) -> Reply:
    if not request.workspace.intake.undo(source.id):
        return _about_review(source, words.nothing_to_undo(source), request, done=None)
    return _about_review(source, words.undone(source), request, done=f"{source.id}: {UNDO}")


def _about_review(source: Source, told: str, request: Request, *, done: str | None) -> Reply:
    data = shapes.reviewed(request.workspace.intake.review(source.id))
    return Reply(
        command="intake", data=data, pieces=(Note(text=told),), actions=_to_review(source, request), done=done
    )


def _about_claims(command: str, found: list[StoredClaim], told: str, request: Request, *, done: str) -> Reply:
    source = found[0].source
    shown: list[Piece] = []
    for one in found[:MOST_SHOWN]:
        detected = words.detected(one)
        shown += [pieces.claim(one), *((Note(text=detected, tone="quiet"),) if detected else ())]
    undo = Action(label=labels.undo(), code=buttons.code("review", UNDO, source.id, ""))
    actions = (undo, *_to_review(source, request)) if request.asker.chat else ()
    data = {**shapes.one_source(command, source), "claims": [shapes.stored_claim(one) for one in found]}
    notes = (Note(text=told), *living.told(request.workspace, found))
    return Reply(command=command, data=data, pieces=(*notes, *shown), actions=actions, done=done)


def _about_source(
    command: str, source: Source, told: str, request: Request, *undo: Action, done: str | None = None
) -> Reply:
    actions = undo if request.asker.chat else ()
    data = shapes.one_source(command, source)
    claims = request.workspace.claims(source.id, withheld=True) if done else []
    notes = (Note(text=told), *living.told(request.workspace, claims))
    return Reply(command=command, data=data, pieces=notes, actions=actions, done=done)


def _to_review(source: Source, request: Request) -> tuple[Action, ...]:
    if not request.asker.chat:
        return ()
    return (buttons.asking(labels.review_claims(), "intake", {"id": source.id}, request.asker),)


def _quote(request: Request) -> str:
    return "-".join(request.text("quote").replace("#", " ").split())
