"""What every engine must do: finding claims by words, meaning, entities, topics and speakers."""

import numpy as np
import pytest

from knowledge.storage.store import WorkspaceStore
from knowledge.types import Metadata, Speaker, TopicCount
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, claim, new_source, unit_vectors


def test_words_find_their_stem_accents_or_not_the_better_match_first(workspace: WorkspaceStore) -> None:
    workspace.add(new_source("Cafés close early.", "A café is a shop.", TREATY))
    hits = workspace.with_words(["cafe", "closing"], limit=5)
    quotes = workspace.claims_by_key([hit.key for hit in hits])
    assert [quotes[hit.key].claim.quote for hit in hits] == ["Cafés close early.", "A café is a shop."]
    assert hits[0].value > hits[1].value > 0
    assert len(workspace.with_words(["cafe"], limit=1)) == 1


HOSTILE = [
    '"',
    '""',
    "*",
    "treat*",
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    "-",
    "-treaty",
    ":",
    "quote:",
    "(",
    ")",
    "^",
    "+",
]
HOSTILE += [
    "\0",
    "a\0b",
    "😀",
    "'",
    ";",
    "--",
    "{quote}",
    "\ud800",
    "",
    " ",
    "%",
    "_",
    "\\",
    "quote : treaty",
    "x" * 9999,
]


@pytest.mark.parametrize("word", HOSTILE)
def test_words_are_never_query_syntax(workspace: WorkspaceStore, word: str) -> None:
    workspace.add(new_source(TREATY, PIPELINES))
    alone = [hit.key for hit in workspace.with_words([word], limit=9)]
    assert len(alone) == ("treaty" in word and "quote" not in word)
    together = workspace.with_words([word, "pipelines"], limit=9)
    assert len(together) == 1 + len(alone)


def test_no_words_and_no_limit_find_nothing(workspace: WorkspaceStore) -> None:
    workspace.add(new_source(TREATY))
    assert workspace.with_words([], limit=5) == []
    assert workspace.with_words(["treaty"], limit=0) == []
    assert workspace.nearest(unit_vectors(1)[0], limit=0) == []


def test_a_claim_of_two_thousand_words_is_searched(workspace: WorkspaceStore) -> None:
    workspace.add(new_source(TREATY))
    words = [f"word{number}" for number in range(2000)] + ["treaty"]
    assert len(workspace.with_words(words, limit=5)) == 1


def test_nearest_gives_cosines_the_highest_first(workspace: WorkspaceStore) -> None:
    vectors = unit_vectors(40)
    workspace.add(new_source(*(f"Claim {n} holds." for n in range(20)), vectors=vectors[:20], file="a"))
    workspace.add(new_source(*(f"Claim {n} fails." for n in range(20)), vectors=vectors[20:], file="b"))
    keys = [stored.key for stored in workspace.claims()]
    hits = workspace.nearest(vectors[7], limit=10)
    expected = np.argsort(-(vectors @ vectors[7]), kind="stable")[:10]
    assert [hit.key for hit in hits] == [keys[row] for row in expected]
    assert hits[0].value == pytest.approx(1, abs=1e-3)


def test_vectors_come_in_the_order_asked_for(workspace: WorkspaceStore) -> None:
    vectors = unit_vectors(3)
    workspace.add(new_source(TREATY, PIPELINES, TRUST, vectors=vectors))
    keys = [stored.key for stored in workspace.claims()]
    given = workspace.vectors([keys[2], keys[0], keys[2], 999])
    assert given.dtype == np.float32
    np.testing.assert_allclose(given[:3], vectors[[2, 0, 2]], atol=1e-3)
    assert not given[3].any()


def test_entities_must_all_be_there_and_the_most_arguable_comes_first(workspace: WorkspaceStore) -> None:
    workspace.add(
        new_source(
            claim(TREATY, entities=["russia"]),
            claim(PIPELINES, entities=["russia", "china"], score=0.2),
            claim(TRUST, entities=["russia", "china", "ruvia"], score=0.9),
        )
    )
    keys = {stored.claim.quote: stored.key for stored in workspace.claims()}
    assert workspace.with_entities(["china", "russia", "china"], limit=9) == [keys[TRUST], keys[PIPELINES]]
    assert workspace.with_entities(["china", "russia"], limit=1) == [keys[TRUST]]
    assert workspace.with_entities(["china", "mars"], limit=9) == []
    assert workspace.with_entities([], limit=9) == []


def test_topics_are_counted_and_lead_to_their_claims(workspace: WorkspaceStore) -> None:
    workspace.add(new_source(TREATY, claim(PIPELINES, score=0.9), file="a", topics=[("t", "u"), ("t", "t")]))
    workspace.add(new_source(TRUST, file="b", topics=[("t",)]))
    keys = [stored.key for stored in workspace.claims()]
    assert workspace.topics() == [
        TopicCount(name="t", claims=3, sources=2),
        TopicCount(name="u", claims=1, sources=1),
    ]
    assert workspace.with_topic("t", limit=9) == [keys[1], keys[0], keys[2]]
    assert workspace.with_topic("u", limit=9) == [keys[0]]
    assert workspace.with_topic("nosuch", limit=9) == []
    assert workspace.claim_topics(keys[:2]) == {keys[0]: ("t", "u"), keys[1]: ("t",)}


def test_speakers_are_counted_and_lead_to_what_they_said(workspace: WorkspaceStore) -> None:
    lind, nobody = Speaker(name="Bo Lind", role="minister"), Speaker()
    workspace.add(
        new_source(claim(TREATY, speaker=lind), PIPELINES, TRUST, claim("It rains.", speaker=nobody))
    )
    assert workspace.speakers() == [("Ada Kern", 2), ("Bo Lind", 1)]
    assert [stored.claim.quote for stored in workspace.said_by("Bo Lind")] == [TREATY]
    assert workspace.said_by("bo") == []


def test_a_topic_is_as_recent_as_its_latest_source(workspace: WorkspaceStore) -> None:
    for file, date in (("a", "2025-03-02"), ("b", None), ("c", "2024-12-31")):
        text = claim(f"The harbour needs a new wall, as {file} says.")
        workspace.add(new_source(text, file=file, topics=[("t",)], metadata=Metadata(date=date)))
    assert [topic.latest for topic in workspace.topics()] == ["2025-03-02"]
