"""The command `pages`: where a workspace's pages are, who may read them, and how to close every link at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import refusals
from bot.buttons import once_more
from bot.moderation import audit
from bot.reply import Heading, Note, Piece, Reply, Table
from bot.settings import LINKS, value_of
from bot.site import link_words, links
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.request import Request
    from bot.site.links import Pages

REVOKE: Final = "revoke"


def pages(request: Request) -> Reply:
    """Show where the pages start, after revoking the links that were given until now where that is asked for.

    Raises:
        InputError: somebody who is no moderator revokes.
    """
    asker = request.asker
    if request.option("do") != REVOKE:
        return _shown(request)
    if asker.audience != "moderator":
        audit.refused(asker, f"pages {REVOKE}")
        raise InputError(refusals.only_moderators_may(f"/pages {REVOKE}"))
    if asker.chat and not request.confirmed:
        return _asked_once_more()
    links.revoke(asker.workspace)
    return replace(_shown(request, Note(text=link_words.revoked())), done=REVOKE)


def _asked_once_more() -> Reply:
    return Reply(
        command="pages",
        data={"command": "pages", "notice": None},
        pieces=(Note(text=link_words.really_revoke()),),
        actions=once_more("pages", REVOKE, link_words.yes_revoke()),
    )


def _shown(request: Request, *told: Note) -> Reply:
    workspace, found = request.workspace, request.asker.pages
    kept = workspace.records.settings()
    public, days = links.is_public(kept), int(value_of(LINKS, kept))
    address = found.start(workspace) if found else None
    data = {
        "command": "pages",
        "address": address,
        "access": "public" if public else "signed",
        "days": None if public else days,
        "revoked": bool(told),
    }
    return Reply(
        command="pages", data=data, pieces=(*told, *_pieces(found, address, public=public, days=days))
    )


def _pieces(found: Pages | None, address: str | None, *, public: bool, days: int) -> tuple[Piece, ...]:
    rows = link_words.state(public=public, days=days)
    head = Heading(text=link_words.heading())
    if found is None or address is None:
        return (head, Note(text=link_words.not_served()), Table(rows=rows))
    whose = Note(text=link_words.whose(public=public), tone="quiet")
    return (head, Note(text=link_words.open_library(), url=address), Table(rows=rows), whose)
