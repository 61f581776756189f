"""What a map holds: real quotes with a stance toward what they stand under, each point once, the strongest first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError
from knowledge.library import Library, Workspace
from knowledge.maps.graph import ASKED, ArgumentMap, roots, walked
from knowledge.retrieval.rejoinders import LEAST

SAMPLES = Path(__file__).parents[3] / "samples"
CLAIM = "Nuclear power is too slow to help the climate"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(tmp_path_factory.mktemp("maps"))
    found = library.workspace("local")
    found.ingest(sorted(map(str, (SAMPLES / "nuclear-power").glob("*.md"))), topic="nuclear-power")
    yield found
    library.close()


@pytest.fixture(scope="module")
def of_claim(workspace: Workspace) -> ArgumentMap:
    return workspace.map(CLAIM)


@pytest.fixture(scope="module")
def of_topic(workspace: Workspace) -> ArgumentMap:
    return workspace.map("nuclear-power")


def test_a_claim_is_the_root_and_no_quote(of_claim: ArgumentMap) -> None:
    (root,) = roots(of_claim)
    assert (root.key, root.words, root.stored) == (ASKED, CLAIM, None)
    assert not of_claim.about_topic
    assert of_claim.notice is None


def test_a_claim_has_supports_and_counters_and_these_have_answers(of_claim: ArgumentMap) -> None:
    below = {(edge.stance, edge.parent == ASKED) for edge in of_claim.edges}
    assert below == {("supports", True), ("counters", True), ("counters", False)}


def test_the_best_counter_and_the_best_support_stand_on_the_map(
    workspace: Workspace, of_claim: ArgumentMap
) -> None:
    best = workspace.counter(CLAIM, limit=1).answers[0].stored.id
    assert best in {edge.child for edge in of_claim.edges if edge.stance == "counters"}
    best = workspace.support(CLAIM, limit=1).answers[0].stored.id
    assert best in {edge.child for edge in of_claim.edges if edge.stance == "supports"}


def test_siblings_stand_the_strongest_first(of_claim: ArgumentMap) -> None:
    for stance in ("supports", "counters"):
        scores = [
            step.edge.score
            for step in walked(of_claim)
            if step.edge and step.edge.parent == ASKED and step.edge.stance == stance
        ]
        assert len(scores) > 1
        assert scores == sorted(scores, reverse=True)


def test_a_weak_answer_to_an_answer_is_left_out(of_claim: ArgumentMap, of_topic: ArgumentMap) -> None:
    labels = {ASKED, *(root.key for root in roots(of_topic))}
    lower = [edge for edge in (*of_claim.edges, *of_topic.edges) if edge.parent not in labels]
    assert lower
    assert all(edge.score >= LEAST for edge in lower)


def test_no_quote_comes_twice_and_every_quote_answers_one_node(
    of_claim: ArgumentMap, of_topic: ArgumentMap
) -> None:
    for graph in (of_claim, of_topic):
        keys = [node.key for node in graph.nodes]
        children = [edge.child for edge in graph.edges]
        assert len(set(keys)) == len(keys)
        assert len(set(children)) == len(children)
        assert {edge.parent for edge in graph.edges} <= set(keys)
        assert len(walked(graph)) == len(keys)


def test_a_topic_has_its_positions_as_roots(workspace: Workspace, of_topic: ArgumentMap) -> None:
    labels = [position.label for position in workspace.views("nuclear-power").positions]
    assert [root.words for root in roots(of_topic)] == labels
    assert of_topic.about_topic
    assert of_topic.topic == "nuclear-power"


def test_what_counters_a_position_comes_from_the_other_one(
    workspace: Workspace, of_topic: ArgumentMap
) -> None:
    sides = [
        {quote.stored.id for quote in position.quotes}
        for position in workspace.views("nuclear-power").positions
    ]
    labels = [root.key for root in roots(of_topic)]
    assert {edge.stance for edge in of_topic.edges if edge.parent in labels} == {"supports", "counters"}
    for edge in of_topic.edges:
        if edge.parent in labels:
            own = labels.index(edge.parent)
            assert edge.child in sides[own if edge.stance == "supports" else 1 - own]


def test_the_limit_counts_the_quotes(workspace: Workspace) -> None:
    for query, asked in ((CLAIM, 1), ("nuclear-power", 0)):
        for limit in (3, 8, 30):
            assert len(workspace.map(query, limit=limit).nodes) - asked <= limit
    assert len(workspace.map(CLAIM, limit=30).nodes) > 20


def test_the_id_of_a_quote_makes_that_quote_the_root(workspace: Workspace, of_claim: ArgumentMap) -> None:
    quoted = of_claim.nodes[1]
    graph = workspace.map(quoted.key.lower())
    (root,) = roots(graph)
    assert root == quoted
    assert graph.edges


def test_where_nothing_argues_the_map_says_so(workspace: Workspace) -> None:
    graph = workspace.map("bananas are yellow")
    assert graph.notice == "Nothing in the sources argues for or against this."
    assert not graph.edges


def test_a_library_without_sources_says_so(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for query in ("bananas are yellow", "russia-china"):
        graph = library.workspace("local").map(query)
        assert not graph.edges
        assert (graph.notice or "").startswith("There are no sources yet")
    library.close()


def test_a_map_needs_words(workspace: Workspace) -> None:
    with pytest.raises(InputError):
        workspace.map("?!")
