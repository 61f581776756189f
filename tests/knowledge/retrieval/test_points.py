from dataclasses import replace

import pytest

from knowledge.retrieval.points import independent_sources, same_point, shared_words
from knowledge.types import Source, Speaker, StoredClaim
from tests.knowledge.retrieval.scored import SOURCE
from tests.knowledge.storage.invented import claim


def stored(quote: str, *, source: str, speaker: str | None = None) -> StoredClaim:
    made = claim(quote, speaker=Speaker(name=speaker))
    cited: Source = replace(SOURCE, id=source)
    return StoredClaim(id=f"S-{source}", key=1, claim=made, source=cited)


def test_words_count_as_shared_whatever_their_endings() -> None:
    assert shared_words("The ferries are expensive.", "An expensively run ferry") == pytest.approx(1 / 4)
    assert shared_words("Ferries sink", "Ferry boats sink") == pytest.approx(1 / 4)
    assert shared_words("the", "of") == 0


def test_a_paraphrase_makes_the_same_point_and_a_neighbour_does_not() -> None:
    first = "School uniforms are too expensive for poor families."
    assert same_point(0.93, first, "Uniforms for school are expensive, too much so for poor families.")
    assert not same_point(0.7, first, "School uniforms make pupils proud of their school.")


def test_a_denial_never_makes_the_point_that_it_denies() -> None:
    assert not same_point(0.97, "The ferry is safe in winter.", "The ferry is not safe in winter.")


def test_two_that_change_places_do_not_make_the_same_point() -> None:
    assert not same_point(0.97, "The ferry needs the bridge.", "The bridge needs the ferry.")
    assert not same_point(
        0.97, "Rail is cheaper than road for all of us.", "Road is cheaper than rail for all of us."
    )


def test_sources_count_once_for_reprints_and_for_a_person_who_is_cited_again() -> None:
    first = stored("The ferry never failed in a storm.", source="a", speaker="Ann Bo")
    reprint = stored("The ferry never failed in a storm!", source="b", speaker="Ole Ek")
    again = stored("No storm has ever stopped our ferry.", source="c", speaker="Ann Bo")
    other = stored("Storms have not stopped the ferry once.", source="d", speaker="Ida Field")
    assert independent_sources([first]) == 1
    assert independent_sources([first, reprint, again]) == 1
    assert independent_sources([first, reprint, again, other]) == 2


def test_authors_without_a_name_are_not_one_person() -> None:
    quotes = [stored(words, source=words[0]) for words in ("All boats leak.", "Boats are leaky things.")]
    assert independent_sources(quotes) == 2
