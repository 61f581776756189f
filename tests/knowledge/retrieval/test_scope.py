from pathlib import Path

import pytest

from knowledge.encoder import Encoder
from knowledge.retrieval.scope import keys_on
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import WorkspaceStore
from knowledge.understanding.topics import Topic
from tests.knowledge.storage.invented import new_source

FILED = "Reactors are safe."
NEAR = "Nuclear power is clean and cheap."
SAME_SOURCE = "The waste would fill no more than a hall."
ELSEWHERE = "Pupils should leave their phones at home."
ALSO_ELSEWHERE = [
    "Teachers agree.",
    "Parents do not.",
    "Lessons are calm again.",
    "Marks went up.",
    "It works.",
]


@pytest.fixture
def store(tmp_path: Path) -> WorkspaceStore:
    made = SQLiteStore(tmp_path).workspace("local")
    for name, topic, quotes in (
        ("a.txt", "nuclear-power", [FILED]),
        ("b.txt", "reactors", [NEAR, SAME_SOURCE]),
        ("c.txt", "phones", [ELSEWHERE, *ALSO_ELSEWHERE]),
    ):
        vectors = Encoder.load().encode(quotes)
        made.add(new_source(*quotes, file=name, topic=topic, vectors=vectors))
    return made


def on(store: WorkspaceStore, topic: Topic) -> set[str]:
    return {stored.claim.quote for stored in store.claims_by_key(keys_on(store, topic)).values()}


def test_a_topic_holds_what_is_filed_under_it_and_what_is_near_it_under_another_name(
    store: WorkspaceStore,
) -> None:
    assert on(store, Topic(name="nuclear-power", known=True)) == {FILED, NEAR, SAME_SOURCE}


def test_a_phrase_holds_all_claims_of_the_sources_that_are_about_it(store: WorkspaceStore) -> None:
    assert on(store, Topic(name="nuclear energy")) >= {NEAR, SAME_SOURCE}


def test_a_phrase_that_nobody_speaks_of_holds_nothing(store: WorkspaceStore) -> None:
    assert on(store, Topic(name="medieval choir music")) == set()


def test_a_topic_of_countries_holds_what_is_about_them_and_nothing_near(store: WorkspaceStore) -> None:
    assert on(store, Topic(name="russia-china", entities=("russia", "china"))) == set()
