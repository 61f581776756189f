"""Texts that resemble another are found by their fingerprints, whatever was added or removed before, and by whom."""

from dataclasses import replace

import numpy as np

from knowledge.storage.store import NewSource, Store, WorkspaceStore
from tests.knowledge.storage.engines import Kept
from tests.knowledge.storage.invented import new_source

LENGTH = 40


def printed(number: int, *, changed: int = 0) -> tuple[int, ...]:
    """A fingerprint of its own for each number, of which some numbers are changed."""
    drawn = np.random.default_rng(number).integers(0, 2**32, size=LENGTH)
    drawn[:changed] += 1
    return tuple(drawn.tolist())


def source(number: int, fingerprint: tuple[int, ...] | None = None) -> NewSource:
    made = new_source(f"The treaty {number} will hold.", file=f"{number}.txt")
    return replace(made, fingerprint=fingerprint or printed(number))


def test_a_text_is_found_that_shares_enough_with_one_and_none_that_shares_less(
    workspace: WorkspaceStore,
) -> None:
    ids = [workspace.add(source(number)).id for number in range(3)]
    assert workspace.resembling(printed(1), least=1.0) == [ids[1]]
    assert workspace.resembling(printed(1, changed=12), least=0.7) == [ids[1]]
    assert workspace.resembling(printed(1, changed=13), least=0.7) == []
    assert workspace.resembling(printed(8), least=0.7) == []


def test_numbers_that_end_alike_are_not_the_same(workspace: WorkspaceStore) -> None:
    workspace.add(source(1))
    ends_alike = tuple(number + 2**16 for number in printed(1))
    assert workspace.resembling(ends_alike, least=0.1) == []


def test_what_was_added_and_removed_since_is_known(store: Store, kept: Kept) -> None:
    here, elsewhere = store.workspace("local"), kept.store()
    there = elsewhere.workspace("local")
    ids = [here.add(source(number)).id for number in range(3)]
    assert here.resembling(printed(2), least=1.0) == there.resembling(printed(2), least=1.0) == [ids[2]]
    there.remove(ids[0])
    later = there.add(source(7, printed(2, changed=1))).id
    for workspace in (here, there):
        assert workspace.resembling(printed(0), least=1.0) == []
        assert workspace.resembling(printed(2), least=0.9) == [ids[2], later]
    elsewhere.close()


def test_fingerprints_of_another_length_resemble_none(workspace: WorkspaceStore) -> None:
    workspace.add(source(1, (5, 6)))
    second = workspace.add(source(2)).id
    assert workspace.resembling(printed(2), least=0.0) == [second]
    assert workspace.resembling((), least=0.0) == []
