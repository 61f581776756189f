"""What every engine must do with the quotes that people keep for themselves."""

import pytest

from knowledge.storage.store import WorkspaceStore
from knowledge.types import StoredClaim
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source


@pytest.fixture
def claims(workspace: WorkspaceStore) -> list[StoredClaim]:
    workspace.add(new_source(TREATY, PIPELINES))
    return workspace.claims()


def kept(workspace: WorkspaceStore, person: str) -> list[tuple[str, str | None]]:
    return [(one.quote, one.text) for one in workspace.records.notebook(person)]


def test_a_quote_is_saved_once_and_stays_in_the_order_of_saving(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    second, first = claims[1], claims[0]
    assert workspace.records.save("ada", second.key)
    assert workspace.records.save("ada", first.key)
    assert not workspace.records.save("ada", second.key)
    assert kept(workspace, "ada") == [(second.id, None), (first.id, None)]
    assert kept(workspace, "bo") == []


def test_a_note_to_oneself_is_replaced_by_another_and_by_nothing_else(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    quote = claims[0]
    workspace.records.save("ada", quote.key, "opening speech")
    workspace.records.save("ada", quote.key)
    assert kept(workspace, "ada") == [(quote.id, "opening speech")]
    workspace.records.save("ada", quote.key, "rebuttal \ud800 after all")
    assert kept(workspace, "ada") == [(quote.id, "rebuttal ? after all")]


def test_a_quote_is_taken_out_again_by_its_owner_alone(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    workspace.records.save("ada", claims[0].key)
    assert not workspace.records.unsave("bo", claims[0].id)
    assert workspace.records.unsave("ada", claims[0].id)
    assert not workspace.records.unsave("ada", claims[0].id)
    assert kept(workspace, "ada") == []


def test_clearing_a_notebook_leaves_those_of_others(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    for person in ("ada", "bo"):
        for claim in claims:
            workspace.records.save(person, claim.key)
    assert workspace.records.clear_notebook("ada") == 2
    assert workspace.records.clear_notebook("ada") == 0
    assert (len(kept(workspace, "ada")), len(kept(workspace, "bo"))) == (0, 2)


def test_a_removed_source_takes_its_quotes_out_of_every_notebook(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    workspace.records.save("ada", claims[0].key, "mine")
    assert workspace.remove(claims[0].source.id)
    assert kept(workspace, "ada") == []
    assert workspace.records.about("ada").notebook == ()


def test_a_quote_that_is_gone_cannot_be_saved(workspace: WorkspaceStore) -> None:
    assert not workspace.records.save("ada", 999)
    assert kept(workspace, "ada") == []
