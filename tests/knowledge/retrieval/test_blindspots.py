"""What a library lacks on a topic."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError
from knowledge.judges.contract import Judges
from knowledge.library import Library, Workspace
from knowledge.retrieval import answers
from knowledge.retrieval.blindspots import EXAMINED, EXAMPLES
from knowledge.retrieval.judgement import Judged
from knowledge.storage.store import WorkspaceStore
from knowledge.types import File
from tests.program import BRIDGE, FERRY

TOPIC = "skerry-bridge"
LONE = """Paint the Lighthouse
By Pia Holtz

The lighthouse on Skerry Island should be painted red, because fishermen cannot see the white one against the snow.
"""
REPRINT = FERRY.replace("Keep the Ferry", "The Ferry Must Stay").replace("Jonas Veit", "Ola Berg") + (
    "\nThe harbour café closes at noon, and nobody on the island has ever complained about its soup or its prices. "
    "Visitors praise the view from the old pier, where the children of the village fish for crabs on summer evenings.\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    library = Library(tmp_path)
    yield library.workspace("local")
    library.close()


def filled(workspace: Workspace, *texts: str, topic: str = TOPIC) -> Workspace:
    files = [File(name=f"{at}.txt", content=text.encode()) for at, text in enumerate(texts)]
    done = workspace.ingest(files, topic=topic)
    assert not done.skipped
    return workspace


def test_nothing_is_called_unanswered_that_counter_answers(workspace: Workspace) -> None:
    found = filled(workspace, BRIDGE, FERRY).blind_spots(TOPIC)
    assert 0 < found.examined <= EXAMINED
    assert found.unanswered_of >= len(found.unanswered)
    for stored in found.unanswered:
        answers = workspace.counter(stored.claim.quote).answers
        assert [one for one in answers if one.stored.id != stored.id] == []


def test_a_claim_that_stands_alone_is_answered_by_nothing(workspace: Workspace) -> None:
    found = filled(workspace, LONE, topic="lighthouse").blind_spots("lighthouse")
    assert [stored.claim.quote.startswith("The lighthouse") for stored in found.unanswered] == [True]
    assert (found.unanswered_of, found.examined) == (1, 1)
    assert len(found.positions) == 1
    assert found.positions[0].sources == 1
    assert (found.newest, found.undated, found.sources) == (None, 1, 1)


def test_points_of_one_source_are_counted_and_some_of_them_named(workspace: Workspace) -> None:
    found = filled(workspace, BRIDGE, FERRY).blind_spots(TOPIC)
    assert found.sources == 2
    assert found.newest == "2024-06-09"
    assert len(found.single) == min(found.singles, EXAMPLES)
    assert all(one.sources == 1 for one in found.single)
    names = {name for one in found.positions for name, _ in one.speakers}
    assert names <= {"Mara Lind", "Oskar Brandt", "Jonas Veit", "Ines Okafor"}
    assert names


def test_a_reprint_is_no_second_source(workspace: Workspace) -> None:
    before = filled(workspace, BRIDGE, FERRY).blind_spots(TOPIC)
    workspace.ingest([File(name="again.txt", content=REPRINT.encode())], topic=TOPIC)
    after = workspace.blind_spots(TOPIC)
    mine = {one.stored.claim.quote for one in before.single} & {
        one.stored.claim.quote for one in after.single
    }
    assert after.repeated >= before.repeated
    assert mine


def test_an_unknown_topic_is_said_to_be_one(workspace: Workspace) -> None:
    assert "There are no sources yet" in str(workspace.blind_spots("bananas").notice)
    found = filled(workspace, BRIDGE).blind_spots("bananas")
    assert found.notice == "The sources say nothing on bananas."
    assert found.points == 0
    with pytest.raises(InputError, match="A topic needs a word"):
        workspace.blind_spots("  ")


def test_what_was_found_is_remembered_until_the_sources_change(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(workspace, BRIDGE, FERRY)
    asked: list[str] = []
    judged = answers.judged

    def noted(store: WorkspaceStore, claim: str, *, limit: int, judges: Judges) -> list[Judged]:
        asked.append(claim)
        return judged(store, claim, limit=limit, judges=judges)

    monkeypatch.setattr(answers, "judged", noted)
    first = workspace.blind_spots(TOPIC)
    assert len(asked) >= first.examined
    asked.clear()
    assert workspace.blind_spots(TOPIC) == first
    assert asked == []
    workspace.ingest([File(name="lone.txt", content=LONE.encode())], topic="lighthouse")
    workspace.blind_spots(TOPIC)
    assert asked
