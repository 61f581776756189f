"""Pieces of a reply as lines of a terminal: quotes as people like to read them, colour where there is one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from adapters.console import texts as console_texts
from bot import texts
from bot.reply import Buttons, Entry, Heading, Menu, Note, Passage, Picture, Piece, Quotation, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST = 100
"""Longer lines are hard to read, however wide the window."""
INDENT = 4
BAR = 10
DEEPEST = 16
"""Columns that a line of a picture is moved in at most."""

# Control characters would let a source steer the reader's terminal; direction marks reorder its words.
_UNPRINTABLE = dict.fromkeys(
    [*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�"
) | dict.fromkeys(map(ord, "\t\n\r"), " ")


def terminal() -> Console:
    """Standard output, as wide as reads well; colours and links only where it is a terminal."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    width = console.width if console.is_terminal else WIDEST
    return Console(
        file=sys.stdout, highlight=False, markup=False, emoji=False, width=max(40, min(width, WIDEST))
    )


def printable(text: str) -> str:
    """A text in one line, without what a terminal would obey instead of showing it."""
    return text.translate(_UNPRINTABLE)


def render(pieces: Iterable[Piece], console: Console) -> None:
    """Print pieces one under the other."""
    before: Piece | None = None
    for piece in pieces:
        if _apart(before, piece):
            console.print()
        _print(piece, console)
        before = piece


def _apart(before: Piece | None, piece: Piece) -> bool:
    """Whether a blank line divides two pieces."""
    if before is None or (isinstance(before, Heading) and isinstance(piece, Table)):
        return False
    return not (isinstance(before, Note) and isinstance(piece, Note))


def _print(piece: Piece, console: Console) -> None:
    match piece:
        case Heading():
            console.print(_heading(piece, console.width))
        case Quotation():
            _print_quotation(piece, console)
        case Entry():
            _print_entry(piece, console)
        case Table():
            console.print(_table(piece))
        case Note():
            # an address that was broken over two lines would lead nowhere
            console.print(_note(piece), soft_wrap=bool(piece.url))
        case Menu() | Buttons():
            console.print(_pressable(piece))
        case Passage() | Picture():
            _print_long(piece, console)


def _note(piece: Note) -> Text:
    words = f"{piece.text} {piece.person}" if piece.person else piece.text
    line = Text(printable(words), style=_TONES[piece.tone])
    return line.append(f": {printable(piece.url)}", style="underline") if piece.url else line


def _pressable(piece: Menu | Buttons) -> Text:
    """What a terminal has no way to press, in words."""
    if isinstance(piece, Menu):
        labels = [option.label for option in piece.options if option.chosen]
    else:
        labels = [action.label for action in piece.actions]
    return Text(printable(f"{piece.label}: {', '.join(labels)}"))


def _print_long(piece: Passage | Picture, console: Console) -> None:
    if isinstance(piece, Picture):
        _print_picture(piece, console)
        return
    for paragraph in piece.text.split("\n\n"):
        console.print(Text(printable(paragraph)), end="\n\n")


def _print_picture(piece: Picture, console: Console) -> None:
    """What stands on a picture, line by line, and how to get the picture itself."""
    for line in piece.lines:
        depth = len(line) - len(line.lstrip(" "))
        shown = Text(printable(line[depth:]), style=_SIGNS.get(line[depth : depth + 1], ""))
        console.print(Padding(shown, (0, 0, 0, min(depth, DEEPEST)), expand=False))
    console.print(Text(console_texts.SAVING, style="dim"))


# what stands between thousands, by language
_DIVIDERS = dict.fromkeys(map(ord, ",.\u202f\u00a0"))
_SIGNS = {"+": "green", "−": "red"}
_TONES = {"plain": "", "quiet": "dim", "warning": "red"}


def _heading(piece: Heading, width: int) -> Grid | Text:
    style = "bold cyan" if piece.level == 1 else "bold"
    title = Text(printable(piece.text), style=style)
    if not piece.aside:
        return title
    grid = Grid.grid(expand=True, padding=(0, 2))
    grid.width = width
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(title, Text(printable(piece.aside), style="dim"))
    return grid


def _print_quotation(piece: Quotation, console: Console) -> None:
    number = f"{piece.number}" if piece.number is not None else ""
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right", width=INDENT - 1, style="cyan")
    grid.add_column(overflow="fold")
    grid.add_row(Text(number), _words(piece))
    grid.add_row("", _speaker(piece))
    if piece.cite:
        grid.add_row("", Text(printable(piece.cite), style="dim"))
    if piece.url:
        grid.add_row("", Text(printable(piece.url), style="dim underline"))
    if piece.warning:
        grid.add_row("", Text(printable(piece.warning), style=_TONES["warning"]))
    grid.add_row("", _foot(piece, console))
    console.print(grid)


def _words(piece: Quotation) -> Text:
    line = Text()
    if piece.lead:
        line.append(f"{printable(piece.lead)} ", style="dim")
    line.append(texts.in_quotation_marks(printable(piece.words)))
    if piece.trail:
        line.append(f" {printable(piece.trail)}", style="dim")
    return line


def _speaker(piece: Quotation) -> Text:
    name, comma, role = printable(piece.speaker).partition(", ")
    line = Text("— ").append(name, style="bold").append(comma + role)
    return line.append(f" · {piece.mark}", style="dim")


def _foot(piece: Quotation, console: Console) -> Text:
    leads = f" link {piece.page}" if piece.page else ""
    line = Text(printable(piece.id), style=f"dim cyan{leads}")
    if piece.score is None:
        return line
    full, empty = ("#", ".") if console.options.ascii_only else ("━", "╌")
    filled = round(piece.score * BAR)
    line.append("  ").append(full * filled, style="green").append(empty * (BAR - filled), style="dim")
    return line.append(f" {texts.percent(piece.score)} {piece.stance or ''}".rstrip(), style="dim")


def _print_entry(piece: Entry, console: Console) -> None:
    title = Text(printable(piece.title), style="bold")
    if piece.id:
        title.append(f"  {printable(piece.id)}", style="cyan")
    console.print(title)
    for detail in piece.details:
        console.print(Padding(Text(printable(detail), style="dim"), (0, 0, 0, 2), expand=False))


def _table(piece: Table) -> Grid:
    grid = Grid(box=None, show_header=bool(piece.columns), header_style="dim", padding=(0, 2, 0, 0))
    width = len(piece.columns or piece.rows[0])
    for at in range(width):
        heading = piece.columns[at] if piece.columns else ""
        numbers = bool(piece.columns) and all(row[at].translate(_DIVIDERS).isdecimal() for row in piece.rows)
        grid.add_column(heading, justify="right" if numbers else "left", style="" if at else "bold")
    for row in piece.rows:
        grid.add_row(*(Text(printable(cell)) for cell in row))
    return grid
