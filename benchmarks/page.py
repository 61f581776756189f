"""Writes the report: a page of Markdown with its figures beside it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.drawing import draw
from benchmarks.product import NAME
from benchmarks.report import Cell, Order, Section, Table, meaning, said, written
from benchmarks.resampling import ROUNDS, Interval

INTRODUCTION: Final = """# How good the answers are

This page is written by a program from measurements; nothing on it is typed by hand. To make it again, beside a folder
with the documents and the public development sets:

```
make quality                 # measures everything, prints the tables, writes this page and its figures
make quality SHARED=/path    # where that folder is elsewhere
```

**How to read it.** Each section asks one question, says what stands out, and shows a table. Numbers in brackets are 95%
intervals from {rounds:,} bootstrap redrawings. "Better" and "worse" are said only where the interval of the difference,
measured on the same questions, does not hold zero; everything else is noise, however different two numbers look.
Questions of the gold about the five documents are named by number, since their words are not part of this repository.

**What it is compared with.** BM25 (SQLite's full-text search), rapidfuzz (likeness of strings), the encoder that the
product is built on with nothing trained, and the same with the stance model of the first version. These two come out of
this repository's history.

**Which data.** Development halves only. The thresholds and weights that ship were chosen on training and development
halves and on our own questions about the samples, so the numbers on development sets and samples are somewhat kind to the
product; the public questions about the five documents were seen while it was made, so they are somewhat kind to it as
well.
"""


def write(path: Path, sections: Sequence[Section], *, order: Order, troubles: Sequence[str]) -> None:
    """Write the page to `path` and the figures into a folder of the same name beside it."""
    folder = path.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for section in sections:
        for figure in section.figures:
            draw(figure, folder)
    parts = [
        INTRODUCTION.format(rounds=ROUNDS).rstrip(),
        *_notes(order, troubles),
        _contents(sections),
        table_of(summary(sections)),
    ]
    parts += [page_of(section, figures=folder.name) for section in sections]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _notes(order: Order, troubles: Sequence[str]) -> list[str]:
    sampled = (
        [f"**Only a sample**: at most {order.sample:,} rows of each set were measured."]
        if order.sample
        else []
    )
    return [*sampled, *(f"**Not measured**: {trouble}" for trouble in troubles)]


def summary(sections: Sequence[Section]) -> Table:
    """Return the headlines of all sections as one table."""
    return Table(
        title="At a glance",
        columns=("measured", NAME, "against", "difference", "so it is"),
        rows=tuple(
            (one.what, one.ours, one.against, one.gained, meaning(one))
            for section in sections
            for one in section.findings
            if one.headline
        ),
    )


def _contents(sections: Sequence[Section]) -> str:
    return "\n".join(f"- [{section.title}](#{anchor(section.title)})" for section in sections)


def anchor(title: str) -> str:
    """Return the anchor that a heading of Markdown gets."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def page_of(section: Section, *, figures: str) -> str:
    """Return a section as Markdown."""
    parts = [f"## {section.title}", section.about]
    if section.findings:
        parts.append("\n".join(f"- {said(finding)}" for finding in section.findings))
    parts += [f"![{figure.title}]({figures}/{figure.name}.svg)" for figure in section.figures]
    parts += [table_of(table) for table in section.tables]
    if section.limits:
        parts.append(f"**Limits.** {section.limits}")
    return "\n\n".join(parts)


def table_of(table: Table) -> str:
    """Return a table as Markdown, numbers flush right."""
    wordy = [any(isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))]
    lines = [
        f"**{table.title}**",
        "",
        _line(table.columns),
        "|" + "|".join("---" if words else "---:" for words in wordy) + "|",
        *(_line([_short(cell) for cell in row]) for row in table.rows),
    ]
    if table.note:
        lines += ["", f"_{table.note}_"]
    return "\n".join(lines)


def _short(cell: Cell) -> str:
    if isinstance(cell, Interval):
        return f"{cell.mean:.3f} [{cell.low:.2f}, {cell.high:.2f}]"
    return written(cell)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
