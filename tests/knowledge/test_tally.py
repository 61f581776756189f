"""The positions on a topic in numbers: nothing is lost, nothing counted twice that is one source."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.tally import Tally, tally
from knowledge.types import Position, Scored, StoredClaim, Views
from tests.knowledge.maps.invented_map import quote

WORDS = (
    "Salt eats the piles of every bridge.",
    "The ferry pays for itself.",
    "Nobody drowns on a crossing of ten minutes.",
    "Lorries would ruin the harbour road!",
    "A toll is a tax on going home",
    "Islanders asked for neither, and get both.",
)


def dated(
    number: int, day: str | None, *, speaker: str | None = "Ines Okafor", source: str = "a"
) -> StoredClaim:
    stored = quote(number, WORDS[number % len(WORDS)], speaker=speaker)
    metadata = replace(stored.source.metadata, date=day)
    return replace(stored, source=replace(stored.source, id=source, metadata=metadata))


def counted(*sides: list[StoredClaim]) -> Tally:
    positions = tuple(
        Position(label=side[0].claim.quote, quotes=tuple(Scored(stored=one, score=0.5) for one in side))
        for side in sides
    )
    return tally(Views(query="ferry", topic="ferry", positions=positions))


def test_quotes_are_counted_by_month_those_without_a_quote_included() -> None:
    found = counted([dated(1, "2025-01-31"), dated(2, "2025-03-01")], [dated(3, "2025-03-31")])
    assert found.step == "month"
    assert [(one.start, one.counts) for one in found.periods] == [
        (date(2025, 1, 1), (1, 0)),
        (date(2025, 2, 1), (0, 0)),
        (date(2025, 3, 1), (1, 1)),
    ]


def test_a_longer_time_is_counted_by_quarters_and_a_very_long_one_by_years() -> None:
    assert counted([dated(1, "2023-02-01"), dated(2, "2025-11-01")]).step == "quarter"
    found = counted([dated(1, "1990"), dated(2, "2025-11")])
    assert found.step == "year"
    assert len(found.periods) == 30
    assert found.undated == (1,)


def test_a_source_without_a_date_stands_at_no_time() -> None:
    found = counted([dated(1, None), dated(2, "spring")])
    assert found.periods == ()
    assert found.undated == (2,)


def test_whoever_speaks_most_comes_first_and_nobody_stays_nobody() -> None:
    found = counted(
        [dated(1, None), dated(2, None, speaker=None)], [dated(3, None), dated(4, None, speaker="Bo")]
    )
    assert [(one.name, one.counts) for one in found.voices] == [
        ("Ines Okafor", (1, 1)),
        ("Bo", (0, 1)),
        (None, (1, 0)),
    ]


def test_one_who_is_cited_twice_counts_as_one_source() -> None:
    found = counted(
        [dated(1, None), dated(2, None, source="b"), dated(3, None, source="c", speaker="Bo")],
        [dated(4, None, speaker="Cy"), dated(5, None, speaker="Di", source="d")],
    )
    assert found.sources == (2, 2)
    assert found.quotes == (3, 2)


def test_quotes_that_make_the_same_point_are_counted_too() -> None:
    shown, also = dated(1, "2025-01-01"), dated(2, "2025-02-01", source="b", speaker="Bo")
    position = Position(label="x", quotes=(Scored(stored=shown, score=0.5, also=(also,), sources=2),))
    found = tally(Views(query="ferry", topic="ferry", positions=(position,)))
    assert (found.quotes, found.sources) == ((2,), (2,))


def test_a_topic_without_positions_has_no_numbers() -> None:
    found = tally(Views(query="x", topic="x", notice="The sources say nothing on x."))
    assert (found.labels, found.periods, found.voices) == ((), (), ())
    assert found.notice == "The sources say nothing on x."


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.dates().map(str)), min_size=1, max_size=20))
def test_every_quote_is_in_a_period_or_without_one(days: list[str | None]) -> None:
    found = counted([dated(at, day) for at, day in enumerate(days)])
    assert sum(one.counts[0] for one in found.periods) + found.undated[0] == len(days)
    assert len(found.periods) <= 43
