"""`source summary`: a source in its own words; for moderators in a chat the draft of a post about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import dressing, pieces, shapes, texts
from bot.moderation import audit
from bot.permissions import open_source
from bot.reply import Heading, Reply, Table
from bot.summaries import drafts, forms, words
from bot.summaries import post as summary_post
from knowledge.drafts import LONGEST_QUOTE, Draft, Framing, with_instead, without
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reply import Piece
    from bot.request import Request
    from bot.workspace import Workspace
    from knowledge.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the options of the command ask for."""

    drop: str | None = None
    swap: str | None = None
    title: str | None = None
    intro: str | None = None
    closing: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is to change."""
        return any(
            value is not None for value in (self.drop, self.swap, self.title, self.intro, self.closing)
        )


def summary(request: Request) -> Reply:
    """One source in short; a moderator in a chat goes on working on the draft of a post about it.

    Raises:
        InputError: somebody else wants to change it, or a change cannot be made.
    """
    changes = Changes(**{name: request.option(name) for name in Changes.__slots__})
    asker = request.asker
    if changes.any and asker.audience != "moderator":
        audit.refused(asker, "source summary")
        raise InputError(words.only_moderators())
    found = request.workspace.summary(open_source(asker, request.text("id")).id, related=True)
    if asker.chat and asker.audience == "moderator" and found.central:
        draft = changed(drafts.opened(found, asker), changes, found, request.workspace)
        return drafts.preview(drafts.kept(draft, asker), found, asker)
    return _read(found, changes, request)


def changed(draft: Draft, changes: Changes, found: Summary, workspace: Workspace) -> Draft:
    """The draft with what is asked for; numbers are those that the quotes have before any change.

    Raises:
        InputError: there is no such quote, it is of another source, or words are too long.
    """
    ids = [one.id for one in summary_post.made(found, draft.picks, draft.framing, workspace).quotes]
    best = [one.id for one in summary_post.candidates(found)]
    for typed in _listed(changes.swap):
        place, _, instead = typed.partition("=")
        quote = _numbered(place, ids)
        draft = with_instead(draft, quote, _other(instead, draft, best, found, workspace))
    for typed in _listed(changes.drop):
        draft = without(draft, _numbered(typed, ids))
    framing = forms.framed(draft.framing, title=changes.title, intro=changes.intro, closing=changes.closing)
    return replace(draft, framing=framing)


def _read(found: Summary, changes: Changes, request: Request) -> Reply:
    """The summary to read, with the changes of this one request."""
    picks, framing = drafts.picked(found), Framing()
    if changes.any:
        draft = Draft(token="", person="", source=found.source.id, picks=picks, framing=framing)
        draft = changed(draft, changes, found, request.workspace)
        picks, framing = draft.picks, draft.framing
    post = summary_post.made(found, picks, framing, request.workspace)
    asker = request.asker
    actions = dressing.on_source(found.source.id, asker, shown="source summary") if asker.chat else ()
    return Reply(
        command="source summary",
        data={**shapes.summary(found), "post": summary_post.data(found, picks, framing, request.workspace)},
        pieces=tuple(_pieces(found, post)),
        actions=actions,
    )


def _pieces(found: Summary, post: summary_post.Post) -> Iterator[Piece]:
    if found.central is None:
        yield from pieces.no_summary(found)
        return
    yield from summary_post.previewed(post)
    if found.speakers:
        rows = tuple((texts.speaker(who), texts.counted(count, "claim")) for who, count in found.speakers)
        yield Heading(text=texts.who_speaks(), level=2)
        yield Table(rows=rows)


def _listed(typed: str | None) -> list[str]:
    return [part.strip() for part in (typed or "").split(",") if part.strip()]


def _numbered(typed: str, ids: list[str]) -> str:
    wanted = typed.strip().upper()
    if wanted in ids:
        return wanted
    if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted[:6]) <= len(ids):
        return ids[int(wanted) - 1]
    raise InputError(words.no_such_quote(typed, len(ids)))


def _other(typed: str, draft: Draft, best: list[str], found: Summary, workspace: Workspace) -> str:
    if not typed.strip():
        return drafts.next_best_of(draft, best)
    stored = workspace.quote(typed)
    if stored.source.id != found.source.id:
        raise InputError(words.not_of_source(stored.id, texts.source_title(found.source)))
    if len(stored.claim.quote) > LONGEST_QUOTE:
        raise InputError(words.quote_too_long(stored.id, LONGEST_QUOTE))
    return stored.id
