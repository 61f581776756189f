from hypothesis import given
from hypothesis import strategies as st

from bot.pages import page
from bot.reply import Entry, Heading, Note, Passage, Piece, Table


def entries(count: int) -> list[Piece]:
    return [Entry(title=f"{number}") for number in range(count)]


def titles(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.title for piece in pieces if isinstance(piece, Entry)]


def test_a_short_reply_is_one_page() -> None:
    shown = page("sources", entries(3), start=0)
    assert (shown.previous, shown.following) == (None, None)
    assert titles(shown.pieces) == ["0", "1", "2"]


def test_the_title_and_the_heading_in_force_stand_on_every_page() -> None:
    pieces = [Heading(text="All"), Heading(text="Part", level=2), *entries(10)]
    shown = page("sources", pieces, start=8)
    assert [piece.text for piece in shown.pieces if isinstance(piece, Heading)] == ["All", "Part"]
    assert titles(shown.pieces) == ["8", "9"]


def test_a_note_stays_with_what_it_follows() -> None:
    pieces: list[Piece] = [*entries(8), Note(text="of the first page"), *entries(1), Note(text="last")]
    first, second = page("sources", pieces, start=0), page("sources", pieces, start=8)
    assert [piece.text for piece in first.pieces if isinstance(piece, Note)] == ["of the first page"]
    assert [piece.text for piece in second.pieces if isinstance(piece, Note)] == ["last"]


def test_rows_of_a_table_stay_one_table() -> None:
    table = Table(columns=("a",), rows=tuple((f"{number}",) for number in range(25)))
    shown = page("topics", [table], start=0)
    assert [len(piece.rows) for piece in shown.pieces if isinstance(piece, Table)] == [20]
    assert shown.following == 20


@given(st.lists(st.text(alphabet="ab \n", min_size=1, max_size=2500), max_size=6), st.integers(0, 30))
def test_a_page_of_text_is_short(paragraphs: list[str], start: int) -> None:
    shown = page("source show", [Passage(text="\n\n".join(paragraphs))], start=start)
    assert sum(len(piece.text) for piece in shown.pieces if isinstance(piece, Passage)) <= 2400


@given(st.integers(0, 60), st.sampled_from(["counter", "sources", "topics", "who"]))
def test_going_on_from_page_to_page_shows_everything_once(count: int, command: str) -> None:
    seen: list[str] = []
    start: int | None = 0
    while start is not None:
        shown = page(command, entries(count), start=start)
        seen += titles(shown.pieces)
        start = shown.following
    assert seen == [f"{number}" for number in range(count)]
