"""Draws what `benchmarks.scale --json FILE` measured, both engines in one picture, and writes its tables into a document.

    python -m benchmarks.scale_figures FILE [--figures docs/scale] [--document docs/scale.md]

A table stands in the document between `<!-- measured: PART -->` and `<!-- end -->`, where PART is one of the file's.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from benchmarks.lines import Lines, draw

Measured: TypeAlias = Mapping[str, Any]
"""A table of one engine: `part`, `engine`, `title`, `note` and `rows`."""

NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_PLACE: Final = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """Which columns of a part are drawn over which, under which names."""

    name: str
    title: str
    part: str
    across: str
    up: str
    lines: tuple[tuple[str, str], ...]


_PICTURES: Final = (
    _Picture(
        name="scale-quotes",
        title="/counter in one workspace",
        part="growth",
        across="quotes",
        up="ms",
        lines=(("counter p50 ms", "p50"), ("p95 ms", "p95"), ("p95 ms ", "candidates p95")),
    ),
    _Picture(
        name="scale-work",
        title="Work for a question",
        part="growth",
        across="quotes",
        up="ms of a core",
        lines=(("work a question ms", ""),),
    ),
    _Picture(
        name="scale-processes",
        title="/counter, processes that ask at once",
        part="clients",
        across="processes",
        up="ms",
        lines=(("counter p50 ms", "p50"), ("p95 ms", "p95")),
    ),
    _Picture(
        name="scale-answers",
        title="Answers of all processes",
        part="clients",
        across="processes",
        up="a second",
        lines=(("answers a second", ""),),
    ),
    _Picture(
        name="scale-adding",
        title="Work for a sentence that is added",
        part="adding",
        across="quotes",
        up="ms of a core",
        lines=(("work a sentence ms", "all"), ("of which the server ms", "of which the server")),
    ),
)


def figures_of(measured: Sequence[Measured]) -> list[Lines]:
    """The pictures of all parts that there are."""
    found = []
    for picture in _PICTURES:
        lines = [line for one in measured if one["part"] == picture.part for line in _lines(picture, one)]
        if lines:
            found.append(
                Lines(
                    name=picture.name,
                    title=picture.title,
                    across=picture.across,
                    up=picture.up,
                    lines=tuple(lines),
                )
            )
    return found


def _lines(picture: _Picture, one: Measured) -> Iterator[tuple[str, tuple[tuple[float, float], ...]]]:
    for column, name in picture.lines:
        points = tuple((float(row[picture.across]), float(row[column])) for row in one["rows"])
        if any(value for _, value in points):
            yield f"{NAMES[one['engine']]} {name}".strip(), points


def document_with(text: str, measured: Sequence[Measured]) -> str:
    """A document with the tables that were measured in their places; a part that was not stays as it is."""

    def filled(place: re.Match[str]) -> str:
        found = [one for one in measured if one["part"] == place[2]]
        return f"{place[1]}{table_of(found)}{place[3]}" if found else place[0]

    return _PLACE.sub(filled, text)


def table_of(found: Sequence[Measured]) -> str:
    """The rows of both engines in one table."""
    columns = [name for name in found[0]["rows"][0] if name != "took s"]
    lines = [
        "| " + " | ".join(["engine", *(name.strip() for name in columns)]) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for one in found:
        for row in one["rows"]:
            cells = [NAMES[one["engine"]], *(_written(name, row[name]) for name in columns)]
            lines.append("| " + " | ".join(cells) + " |")
    notes = dict.fromkeys(f"{NAMES[one['engine']]}: {one['note']}" for one in found if one["note"])
    shared = {one["note"] for one in found}
    if len(shared) == 1 and found[0]["note"]:
        notes = {found[0]["note"]: None}
    return "\n".join([*lines, *(f"\n{note}" for note in notes)]) + "\n"


def _written(column: str, value: str | float) -> str:
    if isinstance(value, str):
        return value
    if column == "recall@64":
        return f"{value:.2f}"
    return f"{value:,.1f}" if value < 10 and not float(value).is_integer() else f"{value:,.0f}"


def main() -> None:
    """Draw and write what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale_figures", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--figures", type=Path, default=Path("docs/scale"))
    parser.add_argument("--document", type=Path, default=Path("docs/scale.md"))
    asked = parser.parse_args()
    measured = json.loads(asked.file.read_text(encoding="utf-8"))
    for figure in figures_of(measured):
        print(draw(figure, asked.figures))
    before = asked.document.read_text(encoding="utf-8")
    asked.document.write_text(document_with(before, measured), encoding="utf-8")
    sys.exit(0)


if __name__ == "__main__":
    main()
