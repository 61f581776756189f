from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest

from knowledge.retrieval.candidates import MOST_GAIN, WORDS_WEIGHT, candidates, crowding, fuse
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import Hit, Vectors, WorkspaceStore
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, new_source, unit_vectors

PLACES = unit_vectors(3)
QUOTES = [TREATY, PIPELINES, TRUST]


@pytest.fixture
def store(tmp_path: Path) -> WorkspaceStore:
    made = SQLiteStore(tmp_path).workspace("local")
    made.add(new_source(*QUOTES, vectors=PLACES))
    return made


def found(
    store: WorkspaceStore, query: str, vector: Vectors, *, within: Collection[int] | None = None
) -> list[str]:
    hits = candidates(store, query, vector, limit=3, within=within)
    stored = store.claims_by_key([hit.key for hit in hits])
    return [stored[hit.key].claim.quote for hit in hits]


def hits(**values: float) -> list[Hit]:
    return [Hit(key=int(key[1:]), value=value) for key, value in values.items()]


def test_words_decide_between_claims_that_are_as_near_in_meaning() -> None:
    fused = fuse({1: 0.5, 2: 0.5, 3: 0.45}, hits(k2=4.0))
    assert fused[2] > fused[1] > fused[3]


def test_a_claim_far_in_meaning_is_not_lifted_over_a_near_one_by_its_words() -> None:
    fused = fuse({1: 0.7, 2: 0.2}, hits(k2=9.0))
    assert fused[1] > fused[2]


def test_words_are_measured_in_the_fifth_best_not_in_the_text_that_is_asked_with() -> None:
    itself, others = {"k9": 60.0}, {f"k{n}": 10.0 for n in range(6)}
    fused = fuse(dict.fromkeys(range(10), 0.0), hits(**itself, **others))
    assert fused[0] == pytest.approx(WORDS_WEIGHT)
    assert fused[9] == pytest.approx(WORDS_WEIGHT * MOST_GAIN)


def test_words_that_every_claim_holds_weigh_nothing_much() -> None:
    fused = fuse({1: 0.0, 2: 0.0}, hits(k1=3.0, k2=1e-9))
    assert fused[1] <= WORDS_WEIGHT * MOST_GAIN
    assert fused[2] < WORDS_WEIGHT / 100


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse({}, []) == {}
    assert fuse({}, hits(k1=2.0)) == {}


def test_a_claim_that_is_near_to_many_others_stands_in_a_crowd() -> None:
    hub = np.ones(384, dtype=np.float32) / np.sqrt(384)
    crowd = hub + 0.3 * unit_vectors(6)
    apart = unit_vectors(1, seed=9)
    found = crowding(np.concatenate([crowd / np.linalg.norm(crowd, axis=1, keepdims=True), apart]))
    assert found[:6].min() > 0.8
    assert found[6] < 0.2


def test_one_claim_alone_is_no_crowd() -> None:
    assert crowding(PLACES[:1]).tolist() == [0]
    assert crowding(PLACES[:0]).tolist() == []


def test_what_is_sought_decides_the_order_and_the_query_the_cosine(store: WorkspaceStore) -> None:
    best, *others = candidates(store, "", PLACES[0], limit=3, sought=PLACES[2])
    assert store.claims_by_key([best.key])[best.key].claim.quote == TRUST
    assert best.nearness > max(other.nearness for other in others) + 0.5
    assert best.cosine == pytest.approx(float(PLACES[0] @ PLACES[2]), abs=1e-3)


def test_without_anything_else_sought_the_query_itself_is(store: WorkspaceStore) -> None:
    assert found(store, "", PLACES[1])[0] == PIPELINES
    assert found(store, "the treaty", np.zeros(384, dtype=np.float32))[0] == TREATY


def test_only_claims_of_the_topic_are_candidates_where_one_is_given(store: WorkspaceStore) -> None:
    keys = [stored.key for stored in store.claims()]
    assert found(store, "pipelines", PLACES[1], within=keys[::2]) == found(
        store, "pipelines", PLACES[1], within=set(keys[::2])
    )
    assert PIPELINES not in found(store, "pipelines", PLACES[1], within=keys[::2])
    assert found(store, "treaty", np.zeros(384, dtype=np.float32), within=keys)[0] == TREATY
    assert candidates(store, "treaty", PLACES[0], limit=3, within=[]) == []
