"""A map in the Argument Interchange Format: claims, supports and conflicts as nodes, and who said what."""

import json

from knowledge.maps.aif import Json, aif
from tests.knowledge.maps.invented_map import AWKWARD, invented_map

GRAPH = invented_map(AWKWARD)


def written() -> Json:
    found: Json = json.loads(json.dumps(aif(GRAPH)))
    return found


def test_every_claim_is_a_node_with_its_words_untouched() -> None:
    claims = [one for one in written()["nodes"] if one["type"] == "I"]
    assert [one["text"] for one in claims] == ["The ferry pays for itself", *AWKWARD]
    assert [one.get("quoteID") for one in claims][:3] == [None, "FB-001", "FB-002"]


def test_every_stance_is_a_path_from_one_claim_to_another() -> None:
    found = written()
    kinds = {one["nodeID"]: one for one in found["nodes"]}
    ends = {(one["fromID"], one["toID"]) for one in found["edges"]}
    for edge in GRAPH.edges:
        wanted = "RA" if edge.stance == "supports" else "CA"
        paths = [
            through
            for start, through in ends
            if kinds[start].get("quoteID") == edge.child and kinds[through]["type"] == wanted
        ]
        (through,) = paths
        (end,) = [end for start, end in ends if start == through]
        assert kinds[end].get("quoteID", "claim") == edge.parent


def test_every_quote_is_asserted_by_its_speaker() -> None:
    found = written()
    (person,) = found["participants"]
    assert person["firstname"] == "Ines Okafor"
    assert len(found["locutions"]) == len(AWKWARD)
    assert {one["personID"] for one in found["locutions"]} == {person["participantID"]}


def test_ids_are_unique_and_every_edge_joins_nodes_that_are_there() -> None:
    found = written()
    ids = [one["nodeID"] for one in found["nodes"]]
    assert len(set(ids)) == len(ids)
    assert {end for one in found["edges"] for end in (one["fromID"], one["toID"])} <= set(ids)
