"""One function a kind of page: from an address to what the bot says there, and the template that lays it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from markupsafe import Markup

from adapters.web.memory import SECONDS
from adapters.web.reading import number
from adapters.web.rendering import PATHS, address
from bot import texts
from bot.pages import Page
from bot.reply import Note, Quotation, Reply
from bot.settings import language_for
from bot.site import evidence
from bot.site.evidence import SIDES

if TYPE_CHECKING:
    from adapters.web.memory import Key, Memory
    from bot.request import Asker
    from bot.site.evidence import ListPage, Side
    from knowledge.maps.graph import ArgumentMap

Speed: TypeAlias = Literal["quick", "slow"]
"""`slow`: a question has to be answered, as in a chat."""
LINKED_TABLES: Final = {"topics": "topic"}
"""Commands whose tables name pages in their first column, and the kind of those pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An address below the door of a workspace."""

    asker: Asker
    workspace_id: str
    door: str
    name: str
    """What stands after the kind of page."""
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What to show, and by which template."""

    template: str
    values: Mapping[str, Any]
    status: int = 200
    quote: str | None = None
    """A quote whose sides should be worked out beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What was asked for has a page of its own."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture, as SVG."""

    svg: str


Made: TypeAlias = Shown | Moved | Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page."""

    make: Callable[[Asked, Memory], Made]
    speed: Speed = "quick"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """A side of a quote on the quote's own page."""

    name: Side
    path: str
    known: bool
    found: tuple[Quotation, ...] = ()
    notice: str | None = None


def start(asked: Asked, _: Memory) -> Shown:
    """The first page."""
    return Shown(template="start.html", values={"here": "start", "page": evidence.start(asked.asker)})


def quote(asked: Asked, memory: Memory) -> Shown:
    """A quote where it stands, with as much of its sides as is known."""
    page = evidence.quote(asked.asker, asked.name)
    shown = [_known(asked, memory, page.quotation.id, side) for side in SIDES]
    unknown = any(not side.known for side in shown)
    return Shown(
        template="quote.html",
        values={"here": "quote", "page": page, "sides": shown},
        quote=page.quotation.id if unknown else None,
    )


def side(which: Side, asked: Asked, memory: Memory) -> Shown:
    """Everything that argues against a quote, or for it."""
    page = work_out(asked, memory, asked.name, which)
    both = [(name, PATHS[name]) for name in SIDES]
    values = {"here": "side", "page": page, "both": both, "notice": _notice(page.reply)}
    return Shown(template="side.html", values=values)


def source(asked: Asked, _: Memory) -> Shown:
    """A source, or a part of its text."""
    page = evidence.source(asked.asker, asked.name, part=number(asked.query, "part") or 1)
    part, parts = page.text.part, page.text.parts
    pages = Page(
        pieces=(),
        previous=part - 1 if part > 1 else None,
        following=part + 1 if part < parts else None,
    )

    def path(part: int) -> str:
        return address(asked.door, "source", page.source.id, part=part) + "#text"

    title = texts.source_title(page.source)
    values = {"here": "source", "page": page, "title": title, "pages": pages, "path": path}
    return Shown(template="source.html", values=values)


def topic(asked: Asked, _: Memory) -> Shown:
    """The positions on a topic."""
    page = evidence.topic(asked.asker, asked.name)
    chart = Markup(page.chart) if page.chart else None  # noqa: S704
    return Shown(template="topic.html", values={"here": "topic", "page": page, "chart": chart})


def speaker(asked: Asked, _: Memory) -> Shown:
    """Everything that a speaker says."""
    return _list(asked, "speaker", evidence.speaker(asked.asker, asked.name, start=_from(asked)))


def sources(asked: Asked, _: Memory) -> Shown:
    """The list of sources."""
    return _list(asked, "sources", evidence.sources(asked.asker, start=_from(asked)))


def topics(asked: Asked, _: Memory) -> Shown:
    """The list of topics."""
    return _list(asked, "topics", evidence.topics(asked.asker, start=_from(asked)))


def argument_map(asked: Asked, memory: Memory) -> Shown:
    """The arguments about a topic or a quote as a map, every box of which leads to its quote."""
    graph = _mapped(asked, memory, evidence.ON_A_MAP)
    page = evidence.map_page(graph, link=partial(address, asked.door, "quote"))
    return Shown(template="map.html", values={"here": "map", "page": page, "svg": Markup(page.svg)})  # noqa: S704


def picture(asked: Asked, memory: Memory) -> Drawn:
    """The same, smaller and to look at only, for a page that shows it beside something else."""
    graph = _mapped(asked, memory, evidence.ON_A_PICTURE)
    return Drawn(svg=evidence.map_page(graph).svg)


def search(asked: Asked, _: Memory) -> Made:
    """What a search found, or the page that shows it."""
    words, way = asked.query.get("q", ""), asked.query.get("as", "")
    page = evidence.search(asked.asker, words, way, start=_from(asked))
    if page.reply and (found := evidence.leads_to(page.reply)):
        return Moved(path=address(asked.door, *found))
    command = page.reply.command if page.reply else ""
    values = {
        "here": "search",
        "page": page,
        "side": command if command in SIDES else "",
        "table_link": LINKED_TABLES.get(command, ""),
        "path": partial(_further, asked, "search", query={"q": words, "as": page.way}),
    }
    refused = page.reply is not None and page.reply.outcome == "refused"
    return Shown(template="search.html", values=values, status=400 if refused else 200)


def work_out(asked: Asked, memory: Memory, quote_id: str, which: Side) -> evidence.SidePage:
    """A side of a quote; looked up where it is known, and kept where it was not."""
    asker = asked.asker
    key = _key(asked, quote_id, which)
    known = memory.sides.get(key, within=SECONDS)
    if known is not None:
        quotation = evidence.quote(asker, quote_id).quotation
        return evidence.SidePage(quotation=quotation, side=which, reply=known)
    page = evidence.side(asker, quote_id, which)
    if page.reply.outcome != "failed":
        memory.sides.keep(key, page.reply)
    return page


def _known(asked: Asked, memory: Memory, quote_id: str, which: Side) -> SideShown:
    reply = memory.sides.get(_key(asked, quote_id, which), within=SECONDS)
    if reply is None:
        return SideShown(name=which, path=PATHS[which], known=False)
    found = evidence.quoted(reply, besides=quote_id)
    return SideShown(name=which, path=PATHS[which], known=True, found=found, notice=_notice(reply))


def _key(asked: Asked, about: str, which: str) -> Key:
    revision = asked.asker.workspace.revision()
    return asked.workspace_id, revision, about.upper(), which, language_for(asked.asker)


def _mapped(asked: Asked, memory: Memory, limit: int) -> ArgumentMap:
    key = _key(asked, asked.name, str(limit))
    found = memory.maps.get(key, within=SECONDS)
    if found is None:
        found = evidence.argument_map(asked.asker, asked.name, limit=limit)
        memory.maps.keep(key, found)
    return found


def _notice(reply: Reply) -> str | None:
    """What is said where no quote is shown."""
    return next((piece.text for piece in reply.pieces if isinstance(piece, Note)), None)


def _list(asked: Asked, here: str, page: ListPage) -> Shown:
    values = {
        "here": here,
        "page": page,
        "table_link": LINKED_TABLES.get(here, ""),
        "path": partial(_further, asked, here),
    }
    return Shown(template="list.html", values=values)


def _further(asked: Asked, kind: str, start: int, *, query: Mapping[str, str] | None = None) -> str:
    """The address of another page of a list."""
    return address(asked.door, kind, asked.name, **(query or {}), start=start)


def _from(asked: Asked) -> int:
    return number(asked.query, "start")


KINDS: Final[Mapping[str, Kind]] = {
    "": Kind(make=start),
    "quote": Kind(make=quote),
    "counters": Kind(make=partial(side, "counter"), speed="slow"),
    "supports": Kind(make=partial(side, "support"), speed="slow"),
    "source": Kind(make=source),
    "speaker": Kind(make=speaker),
    "topic": Kind(make=topic, speed="slow"),
    "map": Kind(make=argument_map, speed="slow"),
    "map.svg": Kind(make=picture, speed="slow"),
    "sources": Kind(make=sources),
    "topics": Kind(make=topics),
    "search": Kind(make=search, speed="slow"),
}
"""Every kind of page, by the word for it in an address."""
