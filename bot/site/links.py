"""The site: where the pages of all workspaces stand, who may read them, and the links that lead there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias
from urllib.parse import quote

from bot.reply import Note, Picture, Quotation
from bot.settings import LINKS, PAGES, PUBLIC, value_of
from bot.site import grants, link_words
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.host import Library
    from bot.reply import Piece, Reply
    from bot.request import Asker
    from bot.workspace import Workspace

REVOKED: Final = "pages-revoked"
"""The setting that counts how often the links of a workspace were revoked."""
Way: TypeAlias = Literal["signed", "public"]
Reason: TypeAlias = Literal["forged", "expired", "revoked", "unknown"]
_PAGES_OF_PICTURES: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "map": ("map", link_words.open_map),
    "chart": ("topic", link_words.open_topic),
}
"""By command, the kind of page that shows the same to be clicked on, and the words that lead there."""
_LONGEST_NAME: Final = 200
"""Characters of what a page is about; a chat links no longer address."""
ENTRANCES: Final[dict[Way, str]] = {"signed": "e", "public": "p"}
"""The first part of a page's path, by the way somebody comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where pages stand, and the secret that signs the links to them."""

    address: str
    """Without a slash at its end."""
    secret: str = field(repr=False)

    def of(self, workspace_id: str) -> Pages:
        """The pages of one workspace."""
        return Pages(site=self, workspace_id=workspace_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of one workspace, for whoever may link to them."""

    site: Site
    workspace_id: str

    def start(self, workspace: Workspace, *, today: date | None = None) -> str:
        """The address of the first page, with a slash at its end; all others begin with it."""
        kept = workspace.records.settings()
        if is_public(kept):
            return f"{self.site.address}/{ENTRANCES['public']}/{self.workspace_id}/"
        days, revoked = int(value_of(LINKS, kept)), revocations(kept)
        grant = grants.given(self.workspace_id, today=today or _today(), days=days, revoked=revoked)
        return f"{self.site.address}/{ENTRANCES['signed']}/{grants.signed(grant, self.site.secret)}/"


class Closed(CounterpointError):
    """A link opens nothing; `reason` is all that whoever follows it may learn."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"The link is {reason}.")
        self.reason = reason


def admitted(site: Site, library: Library, way: Way, key: str, *, today: date | None = None) -> Workspace:
    """The workspace behind a link: `key` is its grant, or its name where everybody may read it.

    Raises:
        Closed: the link opens nothing.
    """
    if way == "public":
        return _open_to_all(library, key)
    grant = grants.read(key, site.secret)
    if grant is None:
        raise Closed("forged")
    if grant.expired(today or _today()):
        raise Closed("expired")
    if not library.holds(grant.workspace):
        raise Closed("unknown")
    workspace = library.workspace(grant.workspace)
    if grant.revoked != revocations(workspace.records.settings()):
        raise Closed("revoked")
    return workspace


def _open_to_all(library: Library, workspace_id: str) -> Workspace:
    """A workspace that everybody may read; one that is closed looks like one that is not there."""
    if not library.holds(workspace_id):
        raise Closed("unknown")
    workspace = library.workspace(workspace_id)
    if not is_public(workspace.records.settings()):
        raise Closed("unknown")
    return workspace


def is_public(kept: Mapping[str, str]) -> bool:
    """Whether everybody may read the pages of a workspace with these settings."""
    return value_of(PAGES, dict(kept)) == PUBLIC


def revocations(kept: Mapping[str, str]) -> int:
    """How often the links of a workspace with these settings were revoked."""
    count = kept.get(REVOKED, "")
    return int(count) if count.isascii() and count.isdecimal() and len(count) < 7 else 0


def revoke(workspace: Workspace) -> None:
    """Make every link that was given until now open nothing."""
    records = workspace.records
    records.set_setting(REVOKED, str(revocations(records.settings()) + 1))


def linked(reply: Reply, asker: Asker) -> Reply:
    """The reply, and what it posts, each quote and picture with the address of its page; unchanged without pages."""
    if reply.posting is not None:
        post = linked(reply.posting.post, asker)
        return replace(reply, posting=replace(reply.posting, post=post))
    shown = any(isinstance(piece, Quotation | Picture) for piece in reply.pieces)
    if asker.pages is None or not (shown or asker.scripted):
        return reply
    start = asker.pages.start(asker.workspace)
    pieces = tuple(found for piece in reply.pieces for found in _with_page(piece, reply, start))
    data = _with_pages(reply.data, start) if asker.scripted else reply.data
    return replace(reply, pieces=pieces, data=data)


def _with_page(piece: Piece, reply: Reply, start: str) -> Iterator[Piece]:
    """A piece that leads to its page; a picture is followed by a line that does."""
    if isinstance(piece, Quotation):
        piece = replace(piece, page=page_of_quote(start, piece.id))
    yield piece
    name = str(reply.data.get("query", ""))
    if isinstance(piece, Picture) and reply.command in _PAGES_OF_PICTURES and len(name) <= _LONGEST_NAME:
        kind, words = _PAGES_OF_PICTURES[reply.command]
        yield Note(text=words(), url=f"{start}{kind}/{quote(name, safe='')}")


def page_of_quote(start: str, quote_id: str) -> str:
    """The address of a quote's page, given that of the first page."""
    return f"{start}quote/{quote(quote_id, safe='')}"


def _with_pages(value: Any, start: str) -> Any:
    """The object of the contract, each quote in it with its page."""
    if isinstance(value, list | tuple):
        return [_with_pages(one, start) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _with_pages(one, start) for name, one in value.items()}
    if {"id", "quote", "start", "end"} <= found.keys():
        found["page"] = page_of_quote(start, str(found["id"]))
    return found


def _today() -> date:
    return datetime.now(UTC).date()
