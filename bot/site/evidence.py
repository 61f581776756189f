"""The pages that evidence is read on: what stands on each of them, without a layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot import dispatch, pieces, texts
from bot.answering import is_short_id
from bot.commands import find, named
from bot.moderation import words as review_texts
from bot.pages import Page, page
from bot.parser import command_word
from bot.permissions import is_open_to, open_sources
from bot.reply import Entry, Heading, Quotation, Reply
from bot.site import page_words
from knowledge.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.reply import Piece
    from bot.request import Asker
    from knowledge.maps.graph import ArgumentMap
    from knowledge.marking import Excerpt, MarkedText
    from knowledge.types import Source, TopicCount, Views

Side: TypeAlias = Literal["counter", "support"]
SIDES: Final[tuple[Side, Side]] = ("counter", "support")
WAYS: Final = ("counter", "support", "clash", "views", "who")
"""Commands that a page's search box may ask words with; any other that only reads is typed with a slash."""
ON_A_PAGE: Final = 25
"""Quotes, entries or rows of a long list that stand on one page."""
FIRST: Final = 5
"""Quotes of a position that are seen at once."""
ON_A_MAP, ON_A_PICTURE = 20, 8
"""Quotes on a map that has a page of its own, and on one that stands beside something else."""
MOST_TOPICS, MOST_SOURCES = 12, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The first page: what the library holds, and where to begin."""

    sources: int
    claims: int
    topics: tuple[TopicCount, ...]
    latest: tuple[Entry, ...]
    notice: str | None = None
    """What to do where there is nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """A quote, where it stands in its source, and what is known to argue against it and for it."""

    quotation: Quotation
    excerpt: Excerpt
    title: str
    """What its source is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePage:
    """What argues against a quote, or for it."""

    quotation: Quotation
    side: Side
    reply: Reply

    @property
    def found(self) -> tuple[Quotation, ...]:
        """The quotes that do, the surest first; never the quote itself."""
        return quoted(self.reply, besides=self.quotation.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source: what is known about it, what it says above all, who speaks, and a part of its text."""

    source: Source
    origin: str
    """Its author, outlet and date, as far as they are known."""
    text: MarkedText
    central: Quotation | None = None
    """Here and below: only beside the first part of the text."""
    key: tuple[Quotation, ...] = ()
    speakers: tuple[tuple[str | None, str, str], ...] = ()
    """Name, name with role, number of claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A position on a topic."""

    letter: str
    label: str
    count: str
    first: tuple[Quotation, ...]
    more: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """The positions on a topic, side by side."""

    topic: str
    columns: tuple[Column, ...]
    notice: str | None
    chart: str | None = None
    """The same in numbers, as SVG; None where there are no positions."""
    numbers: tuple[Piece, ...] = ()
    """And as tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The arguments about a topic, a quote or a claim as a map, drawn and in lines of text."""

    title: str
    about: tuple[str, str] | None
    """The kind and the name of the page of what it is about, where there is one."""
    svg: str
    lines: tuple[tuple[int, str], ...]
    """How far in each stands, and what it says."""
    notice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A long list, a page of it: sources, topics, what a speaker says, what a search found."""

    title: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was searched for, in which way, and the answer; none where nothing was asked."""

    words: str
    way: str
    reply: Reply | None = None
    page: Page | None = None


def start(asker: Asker) -> StartPage:
    """What the library holds."""
    sources = open_sources(asker)
    return StartPage(
        sources=len(sources),
        claims=sum(source.claims for source in sources),
        topics=tuple(asker.workspace.topics()[:MOST_TOPICS]),
        latest=tuple(pieces.entry(source) for source in sources[: -MOST_SOURCES - 1 : -1]),
        notice=None if sources else texts.no_sources(),
    )


def quote(asker: Asker, quote_id: str) -> QuotePage:
    """A quote where it stands. Raises `NotFound`."""
    excerpt = asker.workspace.excerpt(quote_id)
    stored = excerpt.stored
    return QuotePage(quotation=pieces.claim(stored), excerpt=excerpt, title=texts.source_title(stored.source))


def side(asker: Asker, quote_id: str, which: Side) -> SidePage:
    """What argues against a quote or for it; takes as long as such a question in a chat. Raises `NotFound`."""
    quotation = pieces.claim(asker.workspace.quote(quote_id))
    reply = dispatch.answer(named(which), {"claim": quotation.words}, asker)
    return SidePage(quotation=quotation, side=which, reply=reply)


def quoted(reply: Reply, *, besides: str) -> tuple[Quotation, ...]:
    """The quotes of an answer, without the one that was asked about."""
    return tuple(
        piece
        for piece in reply.pieces
        if isinstance(piece, Quotation) and piece.id.upper() != besides.upper()
    )


def source(asker: Asker, source_id: str, *, part: int) -> SourcePage:
    """A source and a part of its text. Raises `NotFound`."""
    text = asker.workspace.marked(source_id, part=part)
    if not is_open_to(asker, text.source):
        raise NotFound(review_texts.not_open_yet(text.source.file))
    origin = texts.origin(text.source)
    if text.source.retracted:
        origin = f"{origin} · {review_texts.retracted_on(text.source)}"
    if text.part > 1:
        return SourcePage(source=text.source, origin=origin, text=text)
    summary = asker.workspace.summary(text.source.id)
    return SourcePage(
        source=text.source,
        origin=origin,
        central=pieces.claim(summary.central) if summary.central else None,
        key=tuple(pieces.claim(stored) for stored in summary.key),
        speakers=tuple(
            (who.name, texts.speaker(who), texts.counted(count, "claim")) for who, count in summary.speakers
        ),
        text=text,
    )


def speaker(asker: Asker, name: str, *, start: int) -> ListPage:
    """Everything that a speaker says. Raises `NotFound`."""
    said = asker.workspace.who(name)
    if said.speaker is None:
        raise NotFound(said.notice or page_words.not_there())
    _, *shown = pieces.said(said)
    return ListPage(title=texts.speaker(said.speaker), page=_page("who", shown, start))


def topic(asker: Asker, name: str) -> TopicPage:
    """The positions on a topic. Raises `InputError` for one without a word."""
    found = asker.workspace.views(name)
    columns = []
    for place, position in enumerate(found.positions):
        quotations = tuple(pieces.claim(scored.stored) for scored in position.quotes)
        letter, _, label = texts.position_heading(place, position.label).partition(". ")
        columns.append(
            Column(
                letter=letter,
                label=label,
                count=texts.quotes_count(len(quotations)),
                first=quotations[:FIRST],
                more=quotations[FIRST:],
            )
        )
    page = TopicPage(
        topic=found.topic or found.query, columns=tuple(columns), notice=pieces.notice(found.notice)
    )
    return _in_numbers(page, found) if columns else page


def _in_numbers(page: TopicPage, found: Views) -> TopicPage:
    from bot.charts import answering, drawing
    from knowledge.tally import tally

    counted = tally(found)
    numbers = tuple(answering.tables(counted, only=None))
    return replace(page, chart=drawing.svg(counted), numbers=numbers)


def argument_map(asker: Asker, query: str, *, limit: int) -> ArgumentMap:
    """The arguments about a topic or a quote. Raises `InputError` for an empty or endless query."""
    return asker.workspace.map(query, limit=limit)


def map_page(graph: ArgumentMap, *, link: Callable[[str], str] | None = None) -> MapPage:
    """A map, drawn; `link` gives the address of a quote's page by its short id."""
    from bot.maps import drawing, words

    lines = tuple(words.lines(graph))
    root = graph.nodes[0].stored if graph.nodes else None
    about = (
        ("topic", graph.topic or graph.query) if graph.about_topic else ("quote", root.id) if root else None
    )
    return MapPage(
        title=words.heading(graph),
        about=about,
        svg=drawing.svg(graph, link=link),
        lines=tuple(
            ((len(line) - len(line.lstrip(" "))) // len(words.INDENT), line.strip()) for line in lines
        ),
        notice=pieces.notice(graph.notice),
    )


def sources(asker: Asker, *, start: int) -> ListPage:
    """The sources, those that were added last first."""
    entries = [pieces.entry(one) for one in reversed(open_sources(asker))]
    shown = entries or pieces.sources([])
    return ListPage(title=page_words.sources(), page=_page("sources", shown, start))


def topics(asker: Asker, *, start: int) -> ListPage:
    """The topics, the most frequent first."""
    shown = pieces.topics(asker.workspace.topics())
    return ListPage(title=page_words.topics(), page=_page("topics", shown, start))


def search(asker: Asker, words: str, way: str, *, start: int) -> SearchPage:
    """What a search box asks: words in one of the ways, a quote's short id, or a line as in a chat."""
    way = way if way in WAYS else WAYS[0]
    if not words.strip():
        return SearchPage(words=words, way=way)
    reply = _asked(asker, words.strip(), way)
    return SearchPage(words=words, way=way, reply=reply, page=_page(reply.command, reply.pieces, start))


def leads_to(reply: Reply) -> tuple[str, str] | None:
    """The kind and the name of the page that shows what was searched for, where there is one of its own."""
    if reply.error:
        return None
    match reply.data:
        case {"command": "quote", "claim": {"id": str(found)}}:
            return "quote", found
        case {"command": "who", "speaker": {"name": str(found)}}:
            return "speaker", found
        case {"command": "source show" | "source summary", "source": {"id": str(found)}}:
            return "source", found
        case {"command": "views", "query": str(found), "positions": [_, *_]}:
            return "topic", found
        case {"command": "map", "query": str(found), "edges": [_, *_]}:
            return "map", found
        case {"command": "topics" | "sources" as found}:
            return found, ""
    return None


def _asked(asker: Asker, words: str, way: str) -> Reply:
    if words.startswith("/"):
        return _line(asker, words)
    if is_short_id(words) and way == WAYS[0]:
        return dispatch.answer(named("quote"), {"id": words}, asker)
    command = named(way)
    taken = command.positional
    return dispatch.answer(command, {taken.name: words} if taken else {}, asker)


def _line(asker: Asker, line: str) -> Reply:
    """Run a typed command, unless it changes something or is about somebody: a page is only for reading."""
    command = find(command_word(line))
    if command is not None and not command.read_only:
        return dispatch.failure(command.name, page_words.only_in_chat(command.chat_name), "refused")
    return dispatch.answer_line(line, asker)


def _page(command: str, shown: Sequence[Piece], start: int) -> Page:
    found = page(command, shown, start=start, size=ON_A_PAGE)
    # a page has a title of its own, so that what follows stands a level below it
    levelled = tuple(replace(one, level=2) if isinstance(one, Heading) else one for one in found.pieces)
    return replace(found, pieces=levelled)
