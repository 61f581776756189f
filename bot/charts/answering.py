"""The command that shows the positions on a topic in numbers: a picture in a chat, tables in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import notices, texts
from bot.answering import VIEWS
from bot.charts import drawing, words
from bot.languages import figures
from bot.reply import Heading, Note, Picture, Reply, Table
from knowledge.types import File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.reply import Piece
    from bot.request import Request
    from bot.shapes import Shape
    from knowledge.tally import Counts, Tally

FORMATS: Final[dict[str, Callable[[Tally, str | None], bytes]]] = {
    "png": lambda value, only: drawing.png(value, only=only),
    "svg": lambda value, only: drawing.svg(value, only=only).encode(),
}


def chart(request: Request) -> Reply:
    """The positions on a topic in numbers."""
    from knowledge.tally import tally

    value = tally(request.workspace.views(request.text("topic"), limit=VIEWS))
    only, format_ = request.option("show"), request.option("format")
    data = shape(value)
    heading = Heading(text=words.heading(value.topic or value.query))
    if not value.labels:
        notice = (Note(text=notices.spoken(value.notice)),) if value.notice else ()
        return Reply(command="chart", data=data, pieces=(heading, *notice))
    name = f"{value.topic or 'chart'}-in-numbers"
    if format_:
        file = File(name=f"{name}.{format_}", content=FORMATS[format_](value, only))
        pieces: tuple[Piece, ...] = (heading, Note(text=words.description(value)))
        return Reply(command="chart", data=data, pieces=pieces, files=(file,))
    if not request.asker.chat:
        return Reply(command="chart", data=data, pieces=(heading, *tables(value, only=only)))
    seen = Picture(
        file=File(name=f"{name}.png", content=drawing.png(value, only=only)),
        description=words.description(value),
        lines=tuple(words.lines(value)),
    )
    return Reply(command="chart", data=data, pieces=(heading, seen))


def tables(value: Tally, *, only: str | None) -> Iterator[Piece]:
    """The same numbers as tables."""
    count = len(value.labels)
    if only in (None, "sources"):
        yield Heading(text=words.standing(), level=2)
        for place, label in enumerate(value.labels):
            counted = f"{words.sources(value.sources[place])}, {words.quotes(value.quotes[place])}"
            shown = texts.in_quotation_marks(" ".join(label.split()))
            yield Note(text=f"{words.letter(place)}. {shown} — {counted}")
    if only in (None, "time") and value.periods:
        yield Heading(text=words.over_time(), level=2)
        rows = tuple((words.period(one, value.step), *_figures(one.counts)) for one in value.periods)
        yield Table(columns=words.columns(words.when(), count), rows=rows)
    if only in (None, "speakers"):
        yield Heading(text=words.speaking(), level=2)
        rows = tuple((words.name(one), *_figures(one.counts)) for one in value.voices)
        yield Table(columns=words.columns(words.who(), count), rows=rows)


def shape(value: Tally) -> Shape:
    """The object of `chart`: a number a position wherever there is a list of numbers."""
    return {
        "command": "chart",
        "query": value.query,
        "topic": value.topic,
        "positions": [
            {"label": label, "quotes": value.quotes[place], "sources": value.sources[place]}
            for place, label in enumerate(value.labels)
        ],
        "step": value.step,
        "periods": [{"start": one.start.isoformat(), "counts": list(one.counts)} for one in value.periods],
        "undated": list(value.undated),
        "speakers": [{"name": one.name, "counts": list(one.counts)} for one in value.voices],
        "notice": value.notice,
    }


def _figures(counts: Counts) -> tuple[str, ...]:
    return tuple(map(figures, counts))
