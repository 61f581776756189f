"""Where everything of an argument map stands: boxes one under the other, each one further in than what it answers.

One column, because a phone shows 1,080 pixels as the width of a hand: two columns would leave each five words a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot import texts
from bot.drawing.lettering import Type, lines
from bot.drawing.svg import writable
from bot.maps import words
from bot.shapes import speaker_of
from knowledge.maps.graph import walked

if TYPE_CHECKING:
    from knowledge.maps.graph import ArgumentMap, Step

Kind: TypeAlias = Literal["asked", "root", "supports", "counters"]

WIDTH: Final = 1_080
MARGIN: Final = 30
INDENT: Final = 68
DEEPEST: Final = 4
"""Boxes further from the root are not moved further in."""
PADDING: Final = 22
GAP: Final = 24
BETWEEN_ROOTS: Final = 52
BAR: Final = 15
"""At the left of a box, in the colour of its stance."""
SPACE: Final = 6
"""Between the parts of a box."""

TITLE: Final = Type(size=46, leading=58, bold=True)
QUOTE: Final = Type(size=37, leading=48)
CLAIM: Final = Type(size=42, leading=56, bold=True)
LABEL: Final = Type(size=29, leading=38, bold=True)
FOOT: Final = Type(size=29, leading=38)

WHOLE: Final = 300
"""Characters up to which a quote is shown whole."""
PART: Final = 240
"""Most characters that are shown of a longer one: its beginning, up to the end of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A claim's box with its lines of text."""

    step: Step
    kind: Kind
    x: float
    y: float
    width: float
    height: float
    label: str
    quote: tuple[str, ...]
    foot: tuple[str, ...]

    @property
    def type(self) -> Type:
        """What its words are set in."""
        return CLAIM if self.kind == "asked" else QUOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A map with everything in its place."""

    width: float
    height: float
    title: tuple[str, ...]
    boxes: tuple[Box, ...]
    foot: tuple[str, ...]
    foot_y: float


def laid(graph: ArgumentMap) -> Laid:
    """Lay out a map."""
    within = WIDTH - 2 * MARGIN
    # a claim as asked stands on the map itself; saying it twice would only take room
    heading = words.heading(graph) if graph.about_topic else words.title()
    title = tuple(lines(writable(heading), TITLE, within=within))
    y: float = MARGIN + len(title) * TITLE.leading + GAP
    boxes: list[Box] = []
    for step in walked(graph):
        root = step.depth == 0
        y += (BETWEEN_ROOTS if root else GAP) if boxes else 0
        place = sum(box.step.depth == 0 for box in boxes)
        boxes.append(_box(step, y, _label(graph, step, place)))
        y += boxes[-1].height
    foot = tuple(lines(words.foot(), FOOT, within=within))
    foot_y = y + GAP
    return Laid(
        width=WIDTH,
        height=foot_y + len(foot) * FOOT.leading + MARGIN,
        title=title,
        boxes=tuple(boxes),
        foot=foot,
        foot_y=foot_y,
    )


def shown(quote: str) -> str:
    """A quote between its marks, whole or, where it is long, its beginning with dots behind the marks."""
    bare = " ".join(quote.split())
    if len(bare) <= WHOLE:
        return texts.in_quotation_marks(bare)
    cut = bare.rfind(" ", PART // 2, PART)
    return words.part_of_quote(bare[: cut if cut > 0 else PART])


def _box(step: Step, y: float, label: str) -> Box:
    kind = _kind(step)
    x = MARGIN + INDENT * min(step.depth, DEEPEST)
    width = WIDTH - MARGIN - x
    inner = width - BAR - 2 * PADDING
    text = writable(step.node.words if kind == "asked" else shown(step.node.words))
    quote = tuple(lines(text, CLAIM if kind == "asked" else QUOTE, within=inner))
    foot = _foot(step, inner)
    leading = CLAIM.leading if kind == "asked" else QUOTE.leading
    height = 2 * PADDING + LABEL.leading + SPACE + len(quote) * leading
    if foot:
        height += SPACE + len(foot) * FOOT.leading
    return Box(
        step=step, kind=kind, x=x, y=y, width=width, height=height, label=label, quote=quote, foot=foot
    )


def _kind(step: Step) -> Kind:
    if step.edge:
        return step.edge.stance
    return "root" if step.node.stored else "asked"


def _label(graph: ArgumentMap, step: Step, place: int) -> str:
    if step.edge:
        return words.stance(step.edge.stance, step.edge.score)
    if step.node.stored is None:
        return words.asked()
    return words.position(place) if graph.about_topic else words.quoted_claim()


def _foot(step: Step, within: float) -> tuple[str, ...]:
    """Who says it, and when: on one line with the role where that fits, else without it."""
    stored = step.node.stored
    if stored is None:
        return ()
    speaker, year = speaker_of(stored), (stored.source.metadata.date or "")[:4]
    for who in (speaker, replace(speaker, role=None)):
        said = " · ".join(part for part in (texts.speaker(who, stored.claim.manner), year) if part)
        found = lines(writable(f"— {said}"), FOOT, within=within)
        if len(found) == 1:
            break
    return tuple(found)
