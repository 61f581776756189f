"""An argument map is walked in the order in which people read it."""

from knowledge.maps.graph import roots, speaker_name, walked
from tests.knowledge.maps.invented_map import SOURCE, invented_map, quote


def test_each_claim_comes_before_what_answers_it_and_supports_before_counters() -> None:
    graph = invented_map([f"Quote {at}." for at in range(8)])
    steps = walked(graph)
    assert [step.node.key for step in steps] == [
        "claim", "FB-001", "FB-002", "FB-005", "FB-006", "FB-003", "FB-004", "FB-007", "FB-008"
    ]  # fmt: skip
    assert [step.depth for step in steps] == [0, 1, 2, 1, 2, 1, 2, 1, 2]
    assert [step.edge.stance for step in steps if step.edge and step.depth == 1] == [
        "supports", "supports", "counters", "counters"
    ]  # fmt: skip


def test_the_roots_of_a_topic_are_its_positions() -> None:
    graph = invented_map(["One.", "Two.", "Three."], about_topic=True)
    assert [root.key for root in roots(graph)] == ["FB-901", "FB-902"]
    assert len(walked(graph)) == 5


def test_an_unnamed_speaker_of_a_citation_is_not_taken_for_the_author() -> None:
    assert SOURCE.metadata.author == "Tomas Brandt"
    assert speaker_name(quote(1, "Words.")) == "Ines Okafor"
    assert speaker_name(quote(1, "Words.", speaker=None)) is None
