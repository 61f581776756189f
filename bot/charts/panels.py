"""The panels of a chart, each drawn from a height on down: quotes over time, speakers, positions with their sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.charts import words
from bot.drawing.lettering import Type, lines, width
from bot.drawing.svg import element, lettered, writable
from bot.maps.drawing import INK, ON_DARK, QUIET, TRUNK

if TYPE_CHECKING:
    from knowledge.tally import Counts, Tally

WIDTH: Final = 1_080
MARGIN: Final = 36
WITHIN: Final = WIDTH - 2 * MARGIN
COLOURS: Final = ("#1f5fa8", "#b4530a")
"""Of the positions; told apart also by those who see few colours, and each bar carries its letter."""

HEAD: Final = Type(size=36, leading=48, bold=True)
BODY: Final = Type(size=33, leading=44)
SMALL: Final = Type(size=28, leading=36)
LETTER: Final = Type(size=28, leading=36, bold=True)

BARS: Final = 190
"""Height of the longest bar over time, up and down alike."""
BAR: Final = 44
MOST_VOICES: Final = 8
DOTS: Final = 24


@dataclass(slots=True, kw_only=True)
class Panel:
    """What is drawn so far, and how far down it reaches."""

    y: float
    parts: list[str] = field(default_factory=list)

    def text(
        self, words_: str, kind: Type, *, x: float = MARGIN, fill: str = INK, class_: str = "words"
    ) -> None:
        """Set words in as many lines as they need, and go on below them."""
        found = lines(writable(words_), kind, within=WIDTH - MARGIN - x)
        self.parts.append(
            lettered(found, kind, x=x, y=self.y, within=WIDTH - MARGIN - x, fill=fill, class_=class_)
        )
        self.y += len(found) * kind.leading

    def word(self, text: str, kind: Type, *, x: float, y: float, fill: str = INK) -> None:
        """Set a word whose middle is at `x`."""
        left = x - width(text, kind) / 2
        self.parts.append(lettered([text], kind, x=left, y=y, within=WIDTH, fill=fill, class_="number"))


def colour(place: int) -> str:
    """The colour of a position."""
    return COLOURS[place % len(COLOURS)]


def standing(panel: Panel, value: Tally) -> None:
    """Each position with its quote, and a dot for every independent source."""
    panel.text(words.standing(), HEAD, class_="head")
    for place, label in enumerate(value.labels):
        panel.y += 14
        _badge(panel, place, y=panel.y + BODY.leading / 2)
        shown = texts.in_quotation_marks(" ".join(label.split())) if len(label) <= 160 else _part(label)
        panel.text(shown, BODY, x=MARGIN + 64, class_="quote")
        counted = f"{words.sources(value.sources[place])} · {words.quotes(value.quotes[place])}"
        panel.text(counted, LETTER, x=MARGIN + 64, fill=colour(place), class_="count")
        for dot in range(min(value.sources[place], DOTS)):
            panel.parts.append(
                element(
                    "circle",
                    class_="source",
                    cx=MARGIN + 78 + dot * 36,
                    cy=panel.y + 20,
                    r=12,
                    fill=colour(place),
                )
            )
        panel.y += 40


def over_time(panel: Panel, value: Tally) -> None:
    """Bars above the line for the first position, below it for the second."""
    panel.text(words.over_time(), HEAD, class_="head")
    if value.periods:
        _bars(panel, value)
    if sum(value.undated):
        panel.text(words.undated(value.undated), SMALL, fill=QUIET)


def speaking(panel: Panel, value: Tally) -> None:
    """A bar a speaker, with a part for each position."""
    panel.text(words.speaking(), HEAD, class_="head")
    shown = value.voices[:MOST_VOICES]
    most = max((sum(voice.counts) for voice in shown), default=1)
    for voice in shown:
        panel.y += 8
        panel.text(texts.shortened(words.name(voice), 50), SMALL)
        _parted_bar(panel, voice.counts, unit=WITHIN / max(most, 4))
        panel.y += BAR + 6
    if len(value.voices) > len(shown):
        panel.text(words.others(len(value.voices) - len(shown)), SMALL, fill=QUIET)


def _bars(panel: Panel, value: Tally) -> None:
    room = WITHIN / len(value.periods)
    wide = min(room * 0.7, 120)
    most = max(max(period.counts) for period in value.periods)
    both = len(value.labels) > 1
    line = panel.y + LETTER.leading + BARS + 8
    for place, period in enumerate(value.periods):
        middle = MARGIN + room * (place + 0.5)
        for side, count in enumerate(period.counts[:2]):
            if count:
                _bar_over_time(panel, side, count, x=middle, line=line, wide=wide, height=BARS * count / most)
    panel.parts.append(
        element(
            "path", class_="axis", d=f"M{MARGIN} {line:.0f}H{WIDTH - MARGIN}", stroke=TRUNK, stroke_width=3
        )
    )
    panel.y = line + (BARS + LETTER.leading if both else 0) + 14
    _dates(panel, value, room)


def _bar_over_time(
    panel: Panel, side: int, count: int, *, x: float, line: float, wide: float, height: float
) -> None:
    top = line - height if side == 0 else line
    panel.parts.append(
        element(
            "rect",
            class_=f"bar side-{side}",
            x=x - wide / 2,
            y=top,
            width=wide,
            height=height,
            fill=colour(side),
        )
    )
    label = f"{words.letter(side)} {count}"
    above = top - LETTER.leading if side == 0 else top + height
    panel.word(label, LETTER, x=x, y=above, fill=colour(side))


def _dates(panel: Panel, value: Tally, room: float) -> None:
    """As many dates as there is room for, the first and then every so many."""
    named = [words.period(period, value.step) for period in value.periods]
    every = -(-int(max(width(one, SMALL) for one in named) + 16) // int(max(room, 1)))
    for place in range(0, len(named), every):
        middle = MARGIN + room * (place + 0.5)
        half = width(named[place], SMALL) / 2
        panel.word(
            named[place],
            SMALL,
            x=min(max(middle, MARGIN + half), WIDTH - MARGIN - half),
            y=panel.y,
            fill=QUIET,
        )
    panel.y += SMALL.leading


def _parted_bar(panel: Panel, counts: Counts, *, unit: float) -> None:
    x: float = MARGIN
    for side, count in enumerate(counts):
        if not count:
            continue
        wide = unit * count
        panel.parts.append(
            element(
                "rect",
                class_=f"bar side-{side}",
                x=x,
                y=panel.y,
                width=wide - 4,
                height=BAR,
                rx=6,
                fill=colour(side),
            )
        )
        label = f"{words.letter(side)} {count}"
        panel.word(label, LETTER, x=x + wide / 2, y=panel.y + (BAR - LETTER.leading) / 2, fill=ON_DARK)
        x += wide


def _badge(panel: Panel, place: int, *, y: float) -> None:
    panel.parts.append(element("circle", class_="badge", cx=MARGIN + 24, cy=y, r=24, fill=colour(place)))
    panel.word(words.letter(place), LETTER, x=MARGIN + 24, y=y - LETTER.leading / 2, fill=ON_DARK)


def _part(label: str) -> str:
    """The beginning of a long quote, with the dots outside its marks."""
    bare = " ".join(label.split())
    cut = bare.rfind(" ", 70, 140)
    return f"{texts.in_quotation_marks(bare[: cut if cut > 0 else 140])} …"
