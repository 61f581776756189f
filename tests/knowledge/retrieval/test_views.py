"""Which claims `/views` chooses, what it merges, and how it parts them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.judges.contract import Judges, Pair
from knowledge.retrieval.views import views
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import Scored, Views
from knowledge.understanding.topics import Topic
from tests.knowledge.storage.invented import claim, new_source, unit_vectors

FERRIES = Topic(name="ferries", known=True)
CHEAP = "Ferries are a cheap and safe way to reach the islands."
CHEAP_AGAIN = "Ferries are a safe and cheap way of reaching the islands."
DEAR = "Ferries are a dear and unsafe way of reaching the islands."
SLOW = "Everybody knows that the boats are far too slow in winter."
MET = "The two harbour masters met in the old town hall on Tuesday."


class Words:
    """Takes `dear` and `slow` for the words of those who are against ferries."""

    def probabilities(self, pairs: Sequence[Pair], /) -> np.ndarray:
        return np.array([self._row(*pair) for pair in pairs], dtype=np.float32).reshape(-1, 3)

    def _row(self, claim: str, quote: str) -> tuple[float, float, float]:
        apart = self._against(claim) != self._against(quote)
        return (0.9, 0.05, 0.05) if apart else (0.05, 0.9, 0.05)

    def _against(self, text: str) -> bool:
        return any(word in text for word in ("dear", "slow", "oppose", "banned"))


WORDS = Judges(of_claims=Words, of_topics=Words)


@pytest.fixture
def store(tmp_path: Path) -> WorkspaceStore:
    return SQLiteStore(tmp_path).workspace("local")


def vectors(*places: int) -> Vectors:
    """A unit vector a quote; quotes of the same place lie very near each other."""
    found = unit_vectors(10)[list(places)] + 0.01 * unit_vectors(len(places), seed=1)
    made: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return made


def add(store: WorkspaceStore, file: str, quotes: Sequence[str], places: Sequence[int]) -> None:
    store.add(
        new_source(
            *quotes,
            file=file,
            topic="ferries",
            topics=[("ferries",)] * len(quotes),
            vectors=vectors(*places),
        )
    )


def asked(store: WorkspaceStore, *, limit: int = 40) -> Views:
    return views(store, "ferries", FERRIES, limit=limit, judges=WORDS)


def shown(found: Views) -> dict[str, Scored]:
    return {one.stored.claim.quote: one for position in found.positions for one in position.quotes}


def test_quotes_for_and_against_are_two_positions_labelled_by_their_own_words(store: WorkspaceStore) -> None:
    add(store, "one.txt", [CHEAP, SLOW], [0, 1])
    found = asked(store)
    assert [position.label for position in found.positions] == [CHEAP, SLOW]


def test_a_quote_that_leans_on_the_one_before_it_is_no_label_where_another_can_be(
    store: WorkspaceStore,
) -> None:
    leaning = replace(claim("This shows that ferries are cheap and safe for all."), needs_before=True)
    store.add(new_source(leaning, CHEAP, topic="ferries", vectors=vectors(3, 4)))
    (position,) = asked(store).positions
    assert position.label == CHEAP
    assert len(position.quotes) == 2


def test_a_point_that_is_made_twice_is_shown_once_with_the_other_quote_behind_it(
    store: WorkspaceStore,
) -> None:
    add(store, "one.txt", [CHEAP, SLOW], [0, 1])
    add(store, "two.txt", [CHEAP_AGAIN], [0])
    found = shown(asked(store))
    assert set(found) in ({CHEAP, SLOW}, {CHEAP_AGAIN, SLOW})
    (merged,) = (one for quote, one in found.items() if quote != SLOW)
    assert {merged.stored.claim.quote, *(one.claim.quote for one in merged.also)} == {CHEAP, CHEAP_AGAIN}
    assert found[SLOW].also == ()


def test_a_point_is_looked_for_behind_the_limit_too(store: WorkspaceStore) -> None:
    add(store, "one.txt", [CHEAP, SLOW], [0, 1])
    add(store, "two.txt", [CHEAP_AGAIN], [0])
    quotes = shown(asked(store, limit=1))
    assert len(quotes) == 1


def test_quotes_that_look_alike_and_oppose_each_other_are_both_shown(store: WorkspaceStore) -> None:
    add(store, "one.txt", [CHEAP_AGAIN], [0])
    add(store, "two.txt", [DEAR], [0])
    found = asked(store)
    assert sorted(shown(found)) == sorted([CHEAP_AGAIN, DEAR])
    assert len(found.positions) == 2


def test_background_is_shown_only_where_there_is_room_for_it(store: WorkspaceStore) -> None:
    add(store, "one.txt", [MET, CHEAP, SLOW], [2, 0, 1])
    assert MET not in shown(asked(store, limit=2))
    assert MET in shown(asked(store, limit=3))


def test_a_topic_that_nobody_speaks_of_is_said_to_be_none(store: WorkspaceStore) -> None:
    assert asked(store).notice
    assert asked(store).positions == ()
