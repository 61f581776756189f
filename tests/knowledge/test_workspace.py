"""What a workspace gives beyond answers: files handed over, context, clashes, votes, things to suggest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError, NotFound
from knowledge.library import Library, Workspace
from knowledge.reading import MAX_BYTES
from knowledge.retrieval.balance import SCREEN
from knowledge.types import Clash, File, Source

FERRY = """Keep the Ferry
By Ada Kern
4 May 2024

The ferry is cheap and safe, and the island should keep it. A bridge would be far too expensive for the island. The
ferry never failed in a winter storm.

"The bridge will ruin the island," said Bo Lind, the town treasurer.

The bridge is a danger to the birds of the strait, because it stands in their way.
"""
BRIDGE = """Build the Bridge
By Ivo Brandt
9 June 2024

The bridge is safe and will pay for itself within ten years. The ferry is slow and too expensive for the island.

"The bridge will save lives in every winter storm," said Ines Okafor, the harbour master.
"""
SAFE = "The bridge is safe"
QUESTION = "The bridge is too expensive for the island"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def workspace(library: Library) -> Workspace:
    return library.workspace("local")


@pytest.fixture
def sources(workspace: Workspace) -> list[Source]:
    files = [
        File(name=name, content=text.encode()) for name, text in (("ferry.txt", FERRY), ("b.txt", BRIDGE))
    ]
    return list(workspace.ingest(files, topic="skerry bridge").added)


def test_a_file_handed_over_goes_through_the_same_reading(
    workspace: Workspace, sources: list[Source]
) -> None:
    assert [source.file for source in sources] == ["ferry.txt", "b.txt"]
    assert sources[0].metadata.author == "Ada Kern"
    assert not workspace.verify().faults
    (skipped,) = workspace.ingest([File(name="other/ferry.txt", content=FERRY.encode())]).skipped
    assert skipped.known
    assert skipped.reason.startswith("ferry.txt is in the library already")


def test_a_file_that_is_too_large_is_refused_by_name(workspace: Workspace) -> None:
    (skipped,) = workspace.ingest([File(name="folder/large.pdf", content=b"x" * (MAX_BYTES + 1))]).skipped
    assert skipped.file == "large.pdf"
    assert skipped.reason.startswith("large.pdf has ")


def test_pasted_text_without_a_claim_is_refused_by_name(workspace: Workspace) -> None:
    (skipped,) = workspace.ingest([File(name="pasted.txt", content=b"who?")]).skipped
    assert "pasted.txt" in skipped.reason


def test_the_content_of_a_file_is_not_shown_by_its_representation() -> None:
    assert "secret" not in repr(File(name="a.txt", content=b"secret"))


@pytest.mark.usefixtures("sources")
def test_a_quote_is_shown_in_its_context(workspace: Workspace) -> None:
    (quote,) = [
        one for one in workspace.claims() if "too expensive for the island. The" not in one.claim.quote
    ][1:2]
    found = workspace.context(quote.id.lower(), sentences=1)
    assert found.stored == quote
    assert found.before + quote.claim.quote + found.after in workspace.text(quote.source.id)
    assert found.before.strip()
    assert found.after.strip()
    with pytest.raises(NotFound, match="There is no quote"):
        workspace.context("XX-999")


def assert_equal_sides(found: Clash) -> None:
    assert found.notice is None
    assert len(found.supporting) == len(found.countering) > 0
    assert sum(len(one.stored.claim.quote) for one in (*found.supporting, *found.countering)) <= SCREEN
    ids = [one.stored.id for one in (*found.supporting, *found.countering)]
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("query", ["skerry-bridge", "Skerry bridge", "skery bridge"])
def test_a_clash_over_a_topic_sets_its_two_positions_against_each_other(
    workspace: Workspace, query: str
) -> None:
    found = workspace.clash(query)
    assert (found.query, found.topic, found.claim) == (query, "skerry-bridge", None)
    assert_equal_sides(found)
    assert found.labels == tuple(position.label for position in workspace.views(query).positions)


@pytest.mark.usefixtures("sources")
def test_a_clash_about_a_claim_sets_support_against_counters(workspace: Workspace) -> None:
    found = workspace.clash(f" {SAFE} ", topic="skerry-bridge")
    assert (found.claim, found.topic, found.labels) == (SAFE, "skerry-bridge", None)
    assert_equal_sides(found)
    assert {one.stored.id for one in found.countering} <= {
        one.stored.id for one in workspace.counter(SAFE, topic="skerry-bridge").answers
    }
    assert {one.stance for one in found.supporting} == {"supports"}


@pytest.mark.usefixtures("sources")
def test_a_clash_over_a_quote_by_its_id_is_about_its_words(workspace: Workspace) -> None:
    quote = workspace.claims()[0]
    found, words = workspace.clash(quote.id.lower()), workspace.clash(quote.claim.quote)
    assert found.claim == quote.claim.quote
    assert (found.supporting, found.countering) == (words.supporting, words.countering)


@pytest.mark.usefixtures("sources")
def test_a_clash_says_for_which_side_the_sources_hold_nothing(workspace: Workspace) -> None:
    assert workspace.clash("the price of tea in winter").notice == (
        "Nothing in the sources argues for or against this."
    )
    assert workspace.clash("iran").notice == "The sources say nothing on iran."
    for source in workspace.sources():
        if source.file == "b.txt":
            workspace.remove(source.id)
    found = workspace.clash("The ferry is cheap and safe")
    assert found.supporting
    assert found.countering or found.notice == "Nothing in the sources argues against this."


def test_a_clash_without_sources_says_so(workspace: Workspace) -> None:
    assert "no sources yet" in (workspace.clash(QUESTION).notice or "")
    with pytest.raises(InputError):
        workspace.clash("  ")


@pytest.mark.usefixtures("sources")
def test_a_disputed_quote_comes_later_for_this_claim_and_near_ones(workspace: Workspace) -> None:
    first, second, *_ = workspace.counter(QUESTION).answers
    for number in range(6):
        assert workspace.dispute(first.stored.id, asked=QUESTION, stance="counters", person=f"p{number}")
    assert not workspace.dispute(first.stored.id, asked=f"{QUESTION}!", stance="counters", person="p0")
    for claim in (QUESTION, "The bridge is too expensive for our island"):
        answers = workspace.counter(claim).answers
        assert answers[0].stored.id != first.stored.id
        assert answers[-1].stored.id == first.stored.id
    assert workspace.counter(QUESTION, limit=1).answers[0].stored.id == second.stored.id
    (found,) = workspace.disputes()
    assert (found.stored, found.asked, found.votes) == (first.stored, QUESTION, 6)
    assert workspace.dismiss(first.stored.id.lower()) == 6
    assert workspace.counter(QUESTION).answers[0] == first
    assert workspace.disputes() == []


@pytest.mark.usefixtures("sources")
def test_no_quote_is_a_counter_to_itself(workspace: Workspace) -> None:
    (quote,) = [one.claim.quote for one in workspace.claims() if "ruin the island" in one.claim.quote]
    answers = workspace.counter(f"“{quote.upper()}”").answers
    assert answers
    assert quote not in {one.stored.claim.quote for one in answers}


@pytest.mark.usefixtures("sources")
def test_votes_on_quotes_that_are_not_there_are_refused(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        workspace.dispute("XX-999", asked=QUESTION, stance="counters", person="ada")
    with pytest.raises(NotFound):
        workspace.dismiss("XX-999")
    with pytest.raises(InputError):
        workspace.dispute(workspace.claims()[0].id, asked=" ", stance="counters", person="ada")


@pytest.mark.usefixtures("sources")
def test_quotes_and_speakers_are_there_to_suggest(workspace: Workspace) -> None:
    whole = [
        (one.id, one.claim.quote)
        for one in workspace.claims()
        if not one.claim.headline and not one.claim.needs_before
    ]
    assert list(workspace.quotes()) == whole
    assert workspace.quotes() is workspace.quotes()
    assert {"Bo Lind", "Ines Okafor"} <= {name for name, _ in workspace.speakers()}


def test_the_revision_moves_with_the_sources(workspace: Workspace, sources: list[Source]) -> None:
    seen = [workspace.revision()]
    workspace.edit(sources[0].id, topic="ferries")
    seen.append(workspace.revision())
    workspace.remove(sources[0].id)
    seen.append(workspace.revision())
    assert len(set(seen)) == 3
    assert workspace.revision() == seen[-1]
    assert len(workspace.quotes()) < sum(source.claims for source in sources)


@pytest.mark.usefixtures("sources")
def test_a_library_lists_and_deletes_its_workspaces(library: Library) -> None:
    library.workspace("T1").records.set_setting("language", "de")
    assert library.workspaces() == ["T1", "local"]
    assert library.delete("local")
    assert library.workspaces() == ["T1"]
    assert not library.delete("local")
    assert library.workspace("T1").records.settings() == {"language": "de"}
