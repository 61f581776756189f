"""Draws the report's figures as SVG files that are the same in every run over the same numbers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from benchmarks.figures import Bars, Dots, Figure, Reliability
from benchmarks.product import NAME

OURS: Final = "#1f6f8b"
OTHERS: Final = ("#c9ccd1", "#aeb3ba", "#8f959e", "#d9b38c", "#b5835a", "#7a7f87")
MARKERS: Final = ("s", "^", "D", "v", "P", "X")
INK: Final = "#30343b"
STYLE: Final[dict[str, Any]] = {
    "svg.hashsalt": "counterpoint",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "text.color": INK,
    "axes.labelcolor": INK,
    "figure.facecolor": "white",
}


def draw(figure: Figure, folder: Path) -> Path:
    """Draw a figure into a folder and return its file."""
    path = folder / f"{figure.name}.svg"
    with style.context(STYLE):
        canvas = _drawn(figure)
        # Without a date, so that the same numbers give the same file.
        canvas.savefig(path, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
    return path


def _drawn(figure: Figure) -> Canvas:
    if isinstance(figure, Bars):
        return _bars(figure)
    return _dots(figure) if isinstance(figure, Dots) else _curves(figure)


def _colours(ways: Sequence[str]) -> Callable[[str], str]:
    """Counterpoint in its own colour, every other way in a quiet one."""
    others = [way for way in dict.fromkeys(ways) if way != NAME]
    return lambda way: OURS if way == NAME else OTHERS[others.index(way) % len(OTHERS)]


def _bars(figure: Bars) -> Canvas:
    """Draw horizontal bars with whiskers, a panel a group."""
    ways = [way for _, bars in figure.groups for way, _ in bars]
    colour = _colours(ways)
    most = max(len(bars) for _, bars in figure.groups)
    columns = min(4, len(figure.groups))
    rows = -(-len(figure.groups) // columns)
    canvas = Canvas(figsize=(max(6.0, 2.6 * columns), 0.6 + rows * (0.5 + 0.27 * most)))
    panels = canvas.subplots(rows, columns, squeeze=False, sharey=True).flatten().tolist()
    for panel, (name, bars) in zip(panels, figure.groups, strict=False):
        places = range(len(bars), 0, -1)
        panel.barh(
            places, [each.mean for _, each in bars], color=[colour(way) for way, _ in bars], height=0.7
        )
        for place, (_, each) in zip(places, bars, strict=True):
            panel.plot([each.low, each.high], [place, place], color=INK, linewidth=1)
            panel.text(max(each.high, 0) + 0.02, place, f"{each.mean:.2f}", va="center", fontsize=8)
        panel.set_yticks(list(places), [way for way, _ in bars])
        panel.set_title(name, fontsize=9, loc="left")
        panel.set_xlim(min(0.0, *(each.low for _, each in bars)), 1.08)
    for panel in panels[len(figure.groups) :]:
        panel.set_visible(False)
    _titled(canvas, figure.title)
    return canvas


def _dots(figure: Dots) -> Canvas:
    """Draw a line a question with a dot a way, so that one sees where Counterpoint leads and where it fails."""
    ways = list(dict.fromkeys(way for _, dots in figure.rows for way, _ in dots))
    colour = _colours(ways)
    marker = {way: "o" if way == NAME else MARKERS[place % len(MARKERS)] for place, way in enumerate(ways)}
    canvas = Canvas(figsize=(6.5, 1.0 + 0.24 * len(figure.rows)))
    panel: Axes = canvas.subplots()
    seen: set[str] = set()
    for place, (_, dots) in enumerate(reversed(figure.rows)):
        panel.axhline(place, color="#ececec", linewidth=1, zorder=0)
        for way, value in dots:
            label = None if way in seen else way
            seen.add(way)
            panel.scatter(
                [value],
                [place],
                color=colour(way),
                marker=marker[way],
                s=46 if way == NAME else 26,
                label=label,
                zorder=2 + (way == NAME),
            )
    panel.set_yticks(range(len(figure.rows)), [name for name, _ in reversed(figure.rows)])
    panel.set_xlim(-0.03, 1.03)
    panel.set_xlabel("ndcg@10")
    panel.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False, fontsize=8)
    _titled(canvas, figure.title)
    return canvas


def _curves(figure: Reliability) -> Canvas:
    """Draw a panel a curve: the share of right ones over the confidence, dots as large as their bins."""
    canvas = Canvas(figsize=(2.4 * len(figure.curves), 2.9))
    panels = canvas.subplots(1, len(figure.curves), squeeze=False, sharey=True).flatten().tolist()
    for panel, (name, bins) in zip(panels, figure.curves, strict=True):
        total = sum(one.count for one in bins)
        panel.plot([0, 1], [0, 1], color="#aeb3ba", linewidth=1, linestyle="--")
        panel.plot([one.confidence for one in bins], [one.right for one in bins], color=OURS, linewidth=1)
        panel.scatter(
            [one.confidence for one in bins],
            [one.right for one in bins],
            s=[12 + 240 * one.count / total for one in bins],
            color=OURS,
            alpha=0.7,
        )
        panel.set_title(name.replace(", ", ",\n", 1), fontsize=8, loc="left")
        panel.set_xlim(0, 1)
        panel.set_ylim(0, 1.02)
        panel.set_aspect("equal")
        panel.set_xlabel("confidence")
    panels[0].set_ylabel("share right")
    _titled(canvas, figure.title)
    return canvas


def _titled(canvas: Canvas, title: str) -> None:
    canvas.suptitle(title, x=0.01, ha="left", fontsize=10, fontweight="bold")
    canvas.tight_layout()
