"""Draws how something grows: one line a measure, over numbers that grow tenfold or twofold."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matplotlib import style
from matplotlib.figure import Figure as Canvas

from benchmarks.drawing import MARKERS, OURS, STYLE

_COLOURS: Final = (OURS, "#5fa8bf", "#b5835a", "#d9a066", "#7a7f87", "#30343b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Measures over what grows: for each line its name and its points."""

    name: str
    """Of the file, without its ending."""
    title: str
    across: str
    up: str
    lines: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


def draw(figure: Lines, folder: Path) -> Path:
    """Draw it into a folder as SVG, the same for the same numbers, and return the file."""
    path = folder / f"{figure.name}.svg"
    folder.mkdir(parents=True, exist_ok=True)
    with style.context(STYLE):
        canvas = Canvas(figsize=(6, 3.4))
        axes = canvas.add_subplot()
        for place, (name, points) in enumerate(figure.lines):
            across, up = [one for one, _ in points], [one for _, one in points]
            axes.plot(
                across, up, marker=MARKERS[place % len(MARKERS)], color=_COLOURS[place % len(_COLOURS)], label=name,
                linestyle="--" if name.endswith("p95") else "-",
            )  # fmt: skip
        every = sorted({one for _, points in figure.lines for one, _ in points})
        axes.set_xscale("log")
        axes.set_xticks(every, [f"{one:,.0f}" for one in every], minor=False)
        axes.minorticks_off()
        axes.set_ylim(bottom=0)
        axes.set_xlabel(figure.across)
        axes.set_ylabel(figure.up)
        axes.set_title(figure.title, loc="left")
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        canvas.savefig(path, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
    return path
