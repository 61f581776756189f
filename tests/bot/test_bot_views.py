"""What a member reads under `/views`."""

from dataclasses import replace

from bot import pieces
from bot.reply import Note, Quotation
from knowledge.types import Position, Scored, Views
from tests.bot.small_library import BY_AUTHOR, CITED, LEANING


def _notes(scored: Scored) -> list[str]:
    found = Views(query="x", topic="x", positions=(Position(label="A label", quotes=(scored,)),))
    return [piece.text for piece in pieces.views(found) if isinstance(piece, Note)]


def test_a_point_of_several_sources_is_shown_once_with_their_number_and_the_other_quotes() -> None:
    scored = Scored(stored=BY_AUTHOR, score=0.7, also=(CITED, LEANING), sources=3)
    assert _notes(scored) == ["3 independent sources make this point: also FB-002, FB-003"]


def test_a_point_that_one_source_makes_twice_is_no_more_than_one_source() -> None:
    assert _notes(Scored(stored=BY_AUTHOR, score=0.7, also=(LEANING,))) == ["The same point again: FB-003"]


def test_a_point_that_is_made_once_has_nothing_under_it() -> None:
    found = Views(
        query="x", topic="x", positions=(Position(label="A", quotes=(Scored(stored=CITED, score=0.5),)),)
    )
    shown = pieces.views(found)
    assert isinstance(shown[-1], Quotation)


def test_a_point_made_very_often_names_only_some_of_its_quotes() -> None:
    also = tuple(replace(CITED, id=f"FB-{number:03}") for number in range(1, 40))
    (note,) = _notes(Scored(stored=BY_AUTHOR, score=0.7, also=also, sources=2))
    assert note.endswith("FB-006, FB-007, …")
    assert note.count("FB-") == 7
