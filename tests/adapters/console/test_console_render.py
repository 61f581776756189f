"""Quotes in a terminal: verbatim, narrow enough, harmless."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from adapters.console.render import printable, render
from bot.reply import Entry, Heading, Note, Passage, Piece, Quotation, Table
from bot.texts import in_quotation_marks, percent


def _shown(*pieces: Piece, width: int = 80) -> str:
    file = io.StringIO()
    render(pieces, Console(file=file, width=width, markup=False, highlight=False, emoji=False))
    return file.getvalue()


def _quotation(words: str) -> Quotation:
    return Quotation(
        id="FB-001", words=words, speaker="Ines Okafor, deputy mayor", mark="quoted", cite="“Keep”", number=1
    )


@given(words=st.text(min_size=1), width=st.integers(40, 100))
def test_any_quote_keeps_to_the_width_and_cannot_steer_the_terminal(words: str, width: int) -> None:
    out = _shown(_quotation(words), Heading(text=words, aside="topic"), Entry(title=words), width=width)
    assert "\x1b" not in out
    assert all(cell_len(line) <= width for line in out.split("\n"))


def test_a_long_quote_is_shown_in_full() -> None:
    words = " ".join(f"word{at}" for at in range(200))
    out = _shown(_quotation(words))
    assert words in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain", "“plain”"),
        ("“whole”", "“whole”"),
        ('"whole"', '"whole"'),
        ("“a” and “b”", "““a” and “b””"),
        ("[bold]x[/bold] :smile:", "“[bold]x[/bold] :smile:”"),
    ],
)
def test_words_stand_in_quotation_marks_once(words: str, shown: str) -> None:
    assert in_quotation_marks(words) == shown
    assert shown in _shown(_quotation(words))


def test_nothing_is_ever_quite_certain() -> None:
    assert [percent(score) for score in (0.0, 0.004, 0.5, 0.999, 1.0)] == [
        "1 %",
        "1 %",
        "50 %",
        "99 %",
        "99 %",
    ]


def test_control_and_direction_marks_are_replaced() -> None:
    assert printable("a\x1b[31mb\u202ec\nd\u2066") == "a�[31mb�c d�"


def test_every_kind_of_piece_has_a_form() -> None:
    out = _shown(
        Heading(text="Title", aside="topic"),
        Table(rows=(("a", "b"),)),
        Table(columns=("name", "number"), rows=(("a", "1,000"),)),
        Entry(title="Entry", id="id", details=("detail",)),
        Note(text="Note", tone="warning"),
        Passage(text="First.\n\nSecond."),
    )
    for text in ("Title", "topic", "1,000", "Entry  id", "  detail", "Note", "First.\n\nSecond."):
        assert text in out


def test_the_id_of_a_quote_leads_to_its_page_where_the_terminal_knows_links() -> None:
    page = "https://pages.example/e/local.1.0.x/quote/FB-001"
    file = io.StringIO()
    terminal = Console(file=file, width=80, force_terminal=True, color_system="standard")
    render([replace(_quotation("w"), page=page)], terminal)
    assert f";{page}\x1b\\" in file.getvalue()
    assert page not in _shown(replace(_quotation("w"), page=page))


def test_an_address_stays_in_one_line_however_long_it_is() -> None:
    url = f"https://pages.example/e/{'x' * 120}/"
    assert f"Open the library: {url}" in _shown(Note(text="Open the library", url=url))
