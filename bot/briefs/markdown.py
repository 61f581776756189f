"""A brief as Markdown (CommonMark with tables); the telling words stand in `<u>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bot.briefs.characters import in_one_line
from bot.briefs.pack import Card, Pack, Pocket, Row, segments

if TYPE_CHECKING:
    from bot.briefs.pack import Labels

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>#|~$&]|:(?=[\w+-]+:)|(?<=\w):(?=//)")
_BEGINS_A_LINE: Final = re.compile(r"^(\d{0,9})([-+=.)])")


def write(pack: Pack) -> bytes:
    """The pack as a Markdown document in UTF-8."""
    return ("\n\n".join(_document(pack)) + "\n").encode()


def escaped(text: str) -> str:
    """A text whose every sign means itself, also where a line begins with it."""
    signs = _MARKUP.sub(lambda sign: f"\\{sign[0]}", in_one_line(text))
    return _BEGINS_A_LINE.sub(r"\1\\\2", signs)


def quote(card: Card) -> str:
    """The words of a quote with the telling ones underlined."""
    parts = list(segments(card))
    made = "".join(
        f"<u>{_inner(text, first=at == 0)}</u>" if marked else _inner(text, first=at == 0)
        for at, (text, marked) in enumerate(parts)
    )
    return made.strip()


def _inner(text: str, *, first: bool) -> str:
    return escaped(text) if first else _MARKUP.sub(lambda sign: f"\\{sign[0]}", in_one_line(text))


def _document(pack: Pack) -> Iterator[str]:
    yield f"# {escaped(pack.title)}"
    yield f"*{escaped(pack.labels.kicker)} · {escaped(pack.size)}*"
    if pack.notice:
        yield escaped(pack.notice)
    for pocket in pack.pockets:
        yield from _pocket(pocket, pack.labels)
    yield f"## {escaped(pack.labels.sources)}"
    yield "\n".join(
        f"{one.number}. {escaped(one.cite)}{f' {escaped(one.url)}' if one.url else ''}"
        for one in pack.sources
    )
    yield f"*{escaped(pack.labels.promise)}*"


def _pocket(pocket: Pocket, labels: Labels) -> Iterator[str]:
    yield f"## {escaped(pocket.heading)}"
    if pocket.position:
        yield f"> **{quote(pocket.position)}**"
    yield f"### {escaped(labels.cards)}"
    for block in pocket.blocks:
        yield f"#### {escaped(block.heading)}"
        for card in block.cards:
            yield from _card(card)
    if pocket.rows:
        yield f"### {escaped(labels.answers)}"
        yield "\n".join(_table(pocket.rows, labels))


def _card(card: Card) -> Iterator[str]:
    yield f"##### {escaped(card.tag)}"
    yield f"**{escaped(card.name)}** ({escaped(card.place)}) \\[{card.source}\\] · {escaped(card.id)}"
    lead = f"*{escaped(card.lead)}* " if card.lead else ""
    yield f"> {lead}{quote(card)}"
    for note in card.notes:
        yield f"*{escaped(note)}*"


def _table(rows: Sequence[Row], labels: Labels) -> Iterator[str]:
    yield f"| {' | '.join(map(escaped, labels.columns))} |"
    yield "|---|---|---|"
    before: Card | None = None
    for row in rows:
        claim = "" if row.claim == before else _cell(row.claim)
        answer = _cell(row.answer) if row.answer else escaped(labels.unanswered)
        yield f"| {claim} | {answer} | {_cell(row.back) if row.back else '–'} |"
        before = row.claim


def _cell(card: Card) -> str:
    # plain, so that the table can be read as text, too
    return f"{escaped(card.quote)} <br>— **{escaped(card.name)}** \\[{card.source}\\] · {escaped(card.id)}"
