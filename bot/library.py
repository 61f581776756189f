"""The commands that keep the library: ingest, sources, source show, summary, edit and remove, verify."""

from collections.abc import Mapping
from dataclasses import replace

from bot import buttons, chat_texts, dressing, labels, living, pieces, refusals, shapes, texts
from bot.permissions import open_source, open_sources
from bot.reply import Action, Note, Reply
from bot.request import Request
from bot.settings import review_of_new
from knowledge.errors import InputError
from knowledge.places import is_link
from knowledge.types import File, Ingested, StoredClaim

LONGEST_FIELD = 300
FIELDS = ("title", "author", "outlet", "date", "url", "topic")


def ingest(request: Request) -> Reply:
    """Add files or links.

    Raises:
        InputError: somebody who does not sit at this machine names a file of it.
    """
    places = request.places("place")
    if not request.asker.local and not all(isinstance(place, File) or is_link(place) for place in places):
        raise InputError(texts.only_links())
    # nobody in a chat knows when the bot is restarted; on a command line one sees it end
    result = request.workspace.ingest(
        places,
        topic=request.option("topic"),
        progress=request.asker.progress,
        review=review_of_new(request.workspace),
        keep=request.asker.chat,
    )
    reply = ingested(result)
    return _card(reply, result, request) if request.asker.chat else reply


def ingested(result: Ingested, *, ignore_known: bool = False) -> Reply:
    """Say what went in; `ignore_known` passes over files that are in the library already."""
    refused = bool(result.skipped) and not result.added and not any(one.known for one in result.skipped)
    if ignore_known:
        result = replace(result, skipped=tuple(one for one in result.skipped if not one.known))
    return Reply(
        command="ingest",
        data=shapes.ingested(result),
        pieces=pieces.ingested(result),
        outcome="refused" if refused else "answered",
        done=", ".join(one.id for one in result.added) or None,
    )


def sources(request: Request) -> Reply:
    """The sources that were added."""
    found = open_sources(request.asker)
    return Reply(command="sources", data=shapes.sources(found), pieces=pieces.sources(found))


def show(request: Request) -> Reply:
    """One source with its text."""
    found = open_source(request.asker, request.text("id"))
    text = request.workspace.text(found.id)
    data = {**shapes.one_source("source show", found), "text": text}
    actions = _buttons(found.id, request, shown="source show")
    return Reply(command="source show", data=data, pieces=pieces.source(found, text), actions=actions)


def edit(request: Request) -> Reply:
    """Change what is known about a source. Raises `InputError` when nothing is to change."""
    changes = {field: request.option(field) for field in FIELDS}
    request.workspace.source(request.text("id"))
    _check_fields(changes)
    if all(value is None for value in changes.values()):
        raise InputError(refusals.nothing_to_change(request.text("id")))
    found = request.workspace.edit(request.text("id"), **changes)
    data = shapes.one_source("source edit", found)
    actions = _buttons(found.id, request, shown="source edit")
    changed = ", ".join(name for name, value in changes.items() if value is not None)
    done = f"{found.id}: {changed}"
    shown = (*pieces.changed(found), *living.told(request.workspace, _claims(request, found.id)))
    return Reply(command="source edit", data=data, pieces=shown, actions=actions, done=done)


def _check_fields(changes: Mapping[str, str | None]) -> None:
    """Raise `InputError` for a link that is none, and for what is longer than any title."""
    for name, value in changes.items():
        if len(value or "") > LONGEST_FIELD:
            raise InputError(refusals.too_long(name, LONGEST_FIELD))
    url = (changes.get("url") or "").strip()
    if url and not is_link(url):
        raise InputError(refusals.not_a_link(url))


def remove(request: Request) -> Reply:
    """Delete a source."""
    if request.asker.chat and not request.confirmed:
        return _asked_once_more(request)
    told = living.told(request.workspace, _claims(request, request.text("id")))
    gone = request.workspace.remove(request.text("id"))
    data = shapes.one_source("source remove", gone)
    shown = (*pieces.removed(gone), *told)
    return Reply(command="source remove", data=data, pieces=shown, done=gone.id)


def _claims(request: Request, source_id: str) -> list[StoredClaim]:
    return request.workspace.claims(source_id, withheld=True)


def _asked_once_more(request: Request) -> Reply:
    found = request.workspace.source(request.text("id"))
    retract = Action(label=labels.retract_instead(), code=buttons.code("run", "source retract", found.id))
    instead = () if found.retracted else (retract,)
    return Reply(
        command="source remove",
        data=shapes.one_source("source remove", found),
        pieces=(Note(text=chat_texts.really(found)),),
        actions=(*instead, *buttons.once_more("source remove", found.id, labels.really_remove())),
    )


def verify(request: Request) -> Reply:
    """Check every stored quote."""
    result = request.workspace.verify()
    return Reply(
        command="verify",
        data=shapes.verified(result),
        pieces=pieces.verified(result),
        outcome="failed" if result.faults else "answered",
    )


def _card(reply: Reply, result: Ingested, request: Request) -> Reply:
    """In a chat a single new source is shown with what was found in it, and buttons to check and correct it."""
    if len(result.added) != 1:
        return reply
    source = result.added[0]
    shown = pieces.added(request.workspace.summary(source.id))
    notes = tuple(piece for piece in reply.pieces if isinstance(piece, Note))
    return replace(reply, pieces=(*notes, *shown), actions=_buttons(source.id, request, shown="ingest"))


def _buttons(source_id: str, request: Request, *, shown: str) -> tuple[Action, ...]:
    return dressing.on_source(source_id, request.asker, shown=shown) if request.asker.chat else ()
