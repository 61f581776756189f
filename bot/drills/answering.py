"""The command `drill`: a claim to answer, what the answer meets, and when the claim comes back; for oneself alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from bot import buttons, labels, pieces, refusals
from bot.answering import is_short_id, topic_meant
from bot.drills import shapes, words
from bot.forms import Field, Form
from bot.reply import Action, Heading, Note, Piece, Reply, Table
from bot.texts import in_quotation_marks, shortened
from knowledge.errors import InputError
from knowledge.practice.schedule import RATINGS as ALL_RATINGS

if TYPE_CHECKING:
    from bot.request import Asker, Request
    from knowledge.practice.contract import Due, Graded, Task
    from knowledge.practice.schedule import Rating
    from knowledge.types import StoredClaim

NEXT, ANSWERS, SKIP, STOP, DUE = DEEDS = ("next", "answers", "skip", "stop", "due")
RATINGS: Final[tuple[str, ...]] = ALL_RATINGS
ANSWER: Final = "answer"
LONGEST_HINT: Final = 100


def drill(request: Request) -> Reply:
    """Do what was asked for: an answer first, then a rating, a deed, or else the next claim."""
    if (answer := request.option(ANSWER)) is not None:
        return _answered(request, answer)
    if (rating := request.option("rate")) is not None:
        return _rated(request, cast("Rating", rating))
    do = request.option("do") or NEXT
    if do == ANSWERS:
        return _shown(request)
    if do == SKIP:
        return _skipped(request)
    if do == STOP:
        request.workspace.practice.stop(request.asker.person)
    return _due(request, stopped=do == STOP) if do in (STOP, DUE) else _asked(request)


def answer_form(claim_id: str, asker: Asker) -> Form:
    """The window for an answer to a claim. Raises `NotFound`."""
    stored = asker.workspace.quote(claim_id)
    claim = in_quotation_marks(shortened(stored.claim.quote, LONGEST_HINT - 2))
    field = Field(name=ANSWER, label=labels.form_label(ANSWER), hint=claim, long=True, required=True)
    return Form(
        title=labels.form_title("drill"),
        code=buttons.code("send", "drill", stored.id),
        fields=(field,),
        submit=labels.form_submit("drill"),
    )


def _asked(request: Request, *notes: Note) -> Reply:
    """The claim that was named, or else what is due, or else a new one."""
    practice, person, at = request.workspace.practice, request.asker.person, _now()
    typed = request.option("topic")
    if typed and is_short_id(typed):
        stored = request.workspace.quote(typed)
        return _task(practice.ask(person, stored, practice.topic(person), at=at), request, notes)
    topic = typed or _topic_of_old(request)
    task = practice.task(person, topic, at=at)
    if task is None:
        return _nothing(topic, practice.due(person, at=at), request)
    return _task(task, request, notes)


def _topic_of_old(request: Request) -> str | None:
    """With no topic named: the one practised where it goes on, none where something is due, else the channel's."""
    practice, person = request.workspace.practice, request.asker.person
    if request.option("do") in (NEXT, SKIP):
        return practice.topic(person)
    return None if practice.due(person, at=_now()).now else topic_meant(request)


def _answered(request: Request, answer: str) -> Reply:
    practice, person, at = request.workspace.practice, request.asker.person, _now()
    return _graded(practice.answer(person, _claim_meant(request), answer, at=at), request)


def _shown(request: Request) -> Reply:
    practice, person = request.workspace.practice, request.asker.person
    return _graded(practice.show(person, _claim_meant(request), at=_now()), request)


def _skipped(request: Request) -> Reply:
    practice, person, at = request.workspace.practice, request.asker.person, _now()
    card = practice.skip(person, _claim_meant(request), at=at)
    note = Note(text=words.skipped(card.quote, card.due), tone="quiet")
    return _asked(replace(request, arguments={"do": SKIP}), note)


def _claim_meant(request: Request) -> StoredClaim:
    """The claim that was named, or the one that was asked last, or with a topic the one it asks now."""
    practice, person = request.workspace.practice, request.asker.person
    typed = request.option("topic")
    if typed and is_short_id(typed):
        return request.workspace.quote(typed)
    stored = practice.open_claim(person, typed)
    if stored is None and typed:
        task = practice.task(person, typed, at=_now())
        stored = task.stored if task else None
    if stored is None:
        raise InputError(refusals.no_claim_open())
    return stored


def _rated(request: Request, rating: Rating) -> Reply:
    practice, person = request.workspace.practice, request.asker.person
    typed = request.option("topic")
    named = typed is not None and is_short_id(typed)
    stored = request.workspace.quote(str(typed)) if named else practice.answered_last(person)
    if stored is None:
        raise InputError(refusals.no_claim_open())
    card = practice.rate(person, stored, rating, at=_now())
    sentence = words.rated(card.quote, rating, card.due)
    return _reply(
        shapes.rated(card), (Note(text=sentence),), (_next(), _do(STOP)) if request.asker.chat else ()
    )


def _task(task: Task, request: Request, notes: tuple[Note, ...]) -> Reply:
    shown: list[Piece] = [
        *notes,
        Heading(text=words.heading(again=task.again), aside=task.topic),
        pieces.claim(task.stored),
        Note(text=words.question(task.points)),
    ]
    if not request.asker.chat:
        shown.append(Note(text=words.how_to_answer(), tone="quiet"))
    shown.append(Note(text=words.due(task.due), tone="quiet"))
    claim = task.stored.id
    actions = (
        replace(buttons.form(labels.drill(ANSWER), "drill", claim), style="primary"),
        _do(ANSWERS, claim),
        _do(SKIP, claim),
        _do(STOP),
    )
    return _reply(shapes.task(task), tuple(shown), actions, awaiting=buttons.code("send", "drill", claim))


def _graded(value: Graded, request: Request) -> Reply:
    shown: list[Piece] = [Heading(text=words.verdict(value), aside=value.stored.id)]
    if value.answer is not None:
        shown.append(Note(text=words.your_answer(value.answer), tone="quiet"))
    shown.append(Note(text=words.feedback(value)))
    for heading, found in (
        (words.met_heading(), value.met),
        (words.missed_heading(value), value.missed),
    ):
        if found:
            shown.append(Heading(text=heading, level=2))
            shown += [replace(pieces.claim(one.stored), score=None) for one in found]
    shown.append(Note(text=words.comes_back(value), tone="quiet"))
    claim = value.stored.id
    rates = tuple(
        Action(label=labels.drill(rating), code=buttons.code("drill", rating, claim))
        for rating in RATINGS
        if value.answer is not None and value.counted and rating != value.rating
    )
    on_quotes = buttons.on_quotes(tuple(shown), "drill", "") if request.asker.chat else tuple(shown)
    return _reply(shapes.graded(value), on_quotes, (_next(), *rates, _do(STOP)))


def _due(request: Request, *, stopped: bool) -> Reply:
    due = request.workspace.practice.due(request.asker.person, at=_now())
    note = Note(text=words.stopped()) if stopped else None
    rows = words.due_rows(due)
    shown = (note, Heading(text=words.due_heading(), level=2), Table(rows=rows))
    return _reply(shapes.due(due), tuple(piece for piece in shown if piece), ())


def _nothing(topic: str | None, due: Due, request: Request) -> Reply:
    """Everything was practised, or nothing can be."""
    sentence = words.nothing(topic)
    rather = (
        buttons.or_rather("drill", "topic", "topics", topic, request.asker)
        if topic and request.asker.chat
        else ()
    )
    return _reply(
        {**shapes.due(due), "notice": sentence},
        (Note(text=sentence), Note(text=words.due(due), tone="quiet")),
        rather,
    )


def _reply(
    data: shapes.Shape,
    shown: tuple[Piece, ...],
    actions: tuple[Action, ...],
    *,
    awaiting: str | None = None,
) -> Reply:
    """For the asker's eyes only, whatever the settings say."""
    return Reply(
        command="drill",
        data={"command": "drill", **data},
        pieces=shown,
        actions=actions,
        finished=True,
        private=True,
        for_one=True,
        awaiting=awaiting,
    )


def _next() -> Action:
    return Action(label=labels.drill(NEXT), code=buttons.code("drill", NEXT), style="primary")


def _do(deed: str, claim: str = "") -> Action:
    parts = ("drill", deed, claim) if claim else ("drill", deed)
    return Action(label=labels.drill(deed), code=buttons.code(*parts))


def _now() -> datetime:
    return datetime.now(UTC)
