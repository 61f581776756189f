"""A match over a motion: as many quotes a side, of about the same length, of as many sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.library import Library, Workspace
from knowledge.retrieval.balance import LONGER
from knowledge.retrieval.match import ORDER
from knowledge.retrieval.points import independent_sources
from knowledge.types import File
from tests.program import BRIDGE, FERRY

MOTION = "This house would build the bridge to Skerry Island"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    library = Library(tmp_path)
    yield library.workspace("local")
    library.close()


def filled(workspace: Workspace) -> Workspace:
    files = [File(name="bridge.txt", content=BRIDGE.encode()), File(name="ferry.txt", content=FERRY.encode())]
    workspace.ingest(files, topic="skerry-bridge")
    return workspace


def test_both_sides_have_as_many_quotes_of_as_many_sources(workspace: Workspace) -> None:
    match = filled(workspace).match(MOTION)
    sides = match.supporting, match.countering
    assert match.claim == "We should build the bridge to Skerry Island"
    assert len(sides[0]) == len(sides[1]) > 0
    backing = tuple(independent_sources([one.stored for one in side]) for side in sides)
    assert match.sources == backing
    assert match.fair == (backing[0] == backing[1])
    lengths = sorted(sum(len(one.stored.claim.quote) for one in side) for side in sides)
    assert lengths[1] <= LONGER * lengths[0]
    assert not {one.stored.id for one in sides[0]} & {one.stored.id for one in sides[1]}
    assert match.notice is None


def test_a_match_says_what_the_sources_lack(workspace: Workspace) -> None:
    assert "There are no sources yet" in str(workspace.match(MOTION).notice)
    match = filled(workspace).match("This house would ban trombones in orchestras")
    assert match.notice == "Nothing in the sources argues for or against this."
    assert not match.fair


def test_both_sides_speak_for_as_long_and_as_often() -> None:
    for side in ("for", "against"):
        assert sum(minutes for name, _, minutes in ORDER if name == side) == 9
        assert [kind for name, kind, _ in ORDER if name == side] == ["opening", "rebuttal", "closing"]
    assert ORDER[0][0] == ORDER[-1][0] == "for"


def test_a_clash_over_a_motion_is_about_its_claim(workspace: Workspace) -> None:
    clash = filled(workspace).clash(MOTION)
    assert clash.claim == "We should build the bridge to Skerry Island"
    assert clash.query == MOTION
