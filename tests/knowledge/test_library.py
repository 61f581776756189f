import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError, NotFound
from knowledge.library import MOST_OPEN, Library, Workspace
from knowledge.types import Source

HARBOUR = """Deepen the Harbour
By Ada Kern, an economist at the Ruvian Institute
4 May 2024

The harbour of Ruvia is too shallow, because the new freighters cannot enter it. Deeper water would bring trade with
China and Russia to a town that has lost half of its jobs since 1990.

"The harbour will pay for itself within ten years," said Bo Lind, the town treasurer. Ada Kern argues that the old
quays are unsafe in winter storms. China trusts Russia far too much in the dispute about tariffs.

The town should therefore deepen the harbour before the quays fail.
"""
MARSHES = """Leave the Marshes Alone
By Ivo Brandt
9 June 2024

Dredging destroys the marshes, and no town can afford to lose them. The birds of the marshes would not return for
forty years.

"The marshes protect us against every flood," said Ines Okafor, the harbour master.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "marshes.txt").write_text(MARSHES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    library = Library(folder / "data")
    yield library.workspace("local")
    library.close()


@pytest.fixture
def harbour(workspace: Workspace, folder: Path) -> Source:
    return _added(workspace, folder / "harbour.txt", topic="harbour dredging")


def _added(workspace: Workspace, place: Path, *, topic: str | None = None) -> Source:
    ingested = workspace.ingest([str(place)], topic=topic)
    assert not ingested.skipped
    return ingested.added[0]


def _topics(workspace: Workspace) -> list[tuple[str, ...]]:
    return list(workspace.store.claim_topics([stored.key for stored in workspace.claims()]).values())


def test_another_author_comes_without_the_role_of_the_one_before(
    workspace: Workspace, harbour: Source
) -> None:
    assert harbour.metadata.author == "Ada Kern"
    assert harbour.metadata.author_role
    kept = workspace.edit(harbour.id, author="Ada Kern", title="Deeper")
    assert kept.metadata.author_role == harbour.metadata.author_role
    edited = workspace.edit(harbour.id, author=" Jo Marsh ")
    assert (edited.metadata.author, edited.metadata.author_role) == ("Jo Marsh", None)
    claims = workspace.claims()
    own = [stored.claim.speaker for stored in claims if stored.claim.manner == "author"]
    assert own
    assert {(speaker.name, speaker.role) for speaker in own} == {("Jo Marsh", None)}
    names = {stored.claim.speaker.name for stored in claims}
    assert "Bo Lind" in names
    assert "Ada Kern" not in names


def test_an_author_who_is_cleared_takes_the_role_along(workspace: Workspace, harbour: Source) -> None:
    edited = workspace.edit(harbour.id, author="")
    assert (edited.metadata.author, edited.metadata.author_role) == (None, None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2025-03-02", "2025-03-02"),
        (" 20250302 ", "2025-03-02"),
        ("2025.03.02", "2025-03-02"),
        ("2 March 2025", "2025-03-02"),
        ("2nd  of March 2025", "2025-03-02"),
        ("Mar. 2, 2025", "2025-03-02"),
        ("13/04/2025", "2025-04-13"),
        ("04/13/2025", "2025-04-13"),
        ("13.4.2025", "2025-04-13"),
        ("05.05.2025", "2025-05-05"),
        ("", None),
        (" ", None),
    ],
)
def test_a_date_that_can_only_be_one_is_taken(
    workspace: Workspace, harbour: Source, typed: str, read: str | None
) -> None:
    assert workspace.edit(harbour.id, date=typed).metadata.date == read


@pytest.mark.parametrize(
    "typed",
    [
        "03/04/2025",
        "02.03.2025",
        "2-3-2025",
        "yesterday",
        "March 2025",
        "2025",
        "30 February 2025",
        "2025-13-01",
        "1 May 2025 or 2 May 2025",
        "not before 2 March 2025",
        "?",
        "9" * 5000,
    ],
)
def test_a_date_that_is_none_or_could_be_two_is_refused(
    workspace: Workspace, harbour: Source, typed: str
) -> None:
    with pytest.raises(InputError, match="is not a date; write it like 2025-03-02"):
        workspace.edit(harbour.id, date=typed)
    assert workspace.source(harbour.id).metadata.date == "2024-05-04"


@pytest.mark.usefixtures("harbour")
def test_who_puts_claims_under_their_sources_topic(workspace: Workspace) -> None:
    said = workspace.who("kern")
    assert said.speaker
    assert said.speaker.name == "Ada Kern"
    assert any("china" in topics for topics in _topics(workspace))
    assert [topic for topic, _ in said.by_topic] == ["harbour-dredging"]


def test_who_puts_claims_of_a_source_without_a_topic_under_the_one_that_says_most(
    workspace: Workspace, harbour: Source
) -> None:
    workspace.edit(harbour.id, topic="")
    grouped = dict(workspace.who("Ada Kern").by_topic)
    assert set(grouped) == {"russia-china", "other"}
    assert any("tariffs" in stored.claim.quote for stored in grouped["russia-china"])


@pytest.mark.usefixtures("harbour")
def test_who_says_so_when_nobody_has_that_name(workspace: Workspace) -> None:
    said = workspace.who("xi")
    assert said.speaker is None
    assert said.notice
    with pytest.raises(InputError, match="Give the name"):
        workspace.who("  ")


@pytest.mark.parametrize("topic", ["iran", "Sino-Russian", "quays"])
def test_the_topic_given_to_a_source_is_on_all_its_claims_and_the_old_one_on_none(
    workspace: Workspace, harbour: Source, topic: str
) -> None:
    edited = workspace.edit(harbour.id, topic=topic)
    assert edited.topic
    assert all(edited.topic in topics and "harbour-dredging" not in topics for topics in _topics(workspace))
    workspace.edit(harbour.id, topic="")
    assert not any({edited.topic, "harbour-dredging"} & set(topics) for topics in _topics(workspace))


def test_a_correction_of_the_title_leaves_the_topics(workspace: Workspace, harbour: Source) -> None:
    before = _topics(workspace)
    workspace.edit(harbour.id, title="Deeper")
    assert _topics(workspace) == before


def test_a_source_is_found_by_its_id_the_start_of_it_or_its_file_name(
    workspace: Workspace, harbour: Source
) -> None:
    for known in (harbour.id, harbour.id[:4], harbour.id.upper(), "harbour.txt"):
        assert workspace.source(known) == harbour


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("unknown", ["nosuch", "", "harbour"])
def test_a_source_that_is_not_there_is_named_with_what_to_do(workspace: Workspace, unknown: str) -> None:
    with pytest.raises(NotFound, match=f'There is no source "{unknown}"; the command sources lists the ids.'):
        workspace.source(unknown)


def test_a_file_name_of_two_sources_is_answered_with_their_ids(
    workspace: Workspace, harbour: Source, folder: Path
) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "harbour.txt").write_text(MARSHES, encoding="utf-8")
    other = _added(workspace, folder / "other" / "harbour.txt")
    with pytest.raises(NotFound) as refused:
        workspace.source("harbour.txt")
    assert str(refused.value) == (
        f'"harbour.txt" is the name of several sources ({harbour.id}, {other.id}); give the id.'
    )
    assert workspace.source(other.id) == other


def test_a_workspace_that_is_asked_for_again_is_the_same_so_that_what_is_known_of_it_can_be_remembered(
    tmp_path: Path,
) -> None:
    library = Library(tmp_path)
    again = {library.workspace(name) for _ in range(3) for name in ("T1", "T2")}
    assert len(again) == 2
    library.close()


def test_workspaces_that_nobody_asks_for_are_let_go(tmp_path: Path) -> None:
    library = Library(tmp_path)
    first = weakref.ref(library.workspace("T0"))
    for number in range(1, MOST_OPEN):
        library.workspace(f"T{number}")
    assert first() is library.workspace("T0")
    for number in range(1, MOST_OPEN + 1):
        library.workspace(f"T{number}")
    assert first() is None
    library.close()
