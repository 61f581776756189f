"""A library that an earlier version of the program made answers with the vectors of the encoder that runs now."""

import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge import renewal
from knowledge.encoder import Encoder
from knowledge.library import Library, Workspace
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.storage.vectors import ENCODER
from knowledge.types import File
from tests.knowledge.storage.older import as_of_version

LETTERS = {
    "piers.txt": "Piers\nBy Ola Berg\n\nThe piers of Skerry will not last another winter. Oak rots faster than iron.",
    "ferry.txt": "Ferries\nBy Tilda Moe\n\nThe ferry is safe in any storm. Nobody should fear the crossing.",
    "lamps.txt": "Lamps\nBy Una Dahl\n\nStreet lamps keep the harbour safe. Darkness is the friend of thieves.",
}
ASKED = "The ferry is dangerous in winter"
OTHER_VECTORS = (
    "UPDATE vectors SET float16 = zeroblob(length(float16))",
    "UPDATE votes SET float16 = zeroblob(length(float16))",
)
FILE = Path("workspaces", "local.db")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A data folder as version 2 of the database left it, its vectors of another encoder."""
    library = Library(tmp_path)
    workspace = library.workspace("local")
    workspace.ingest([File(name=name, content=text.encode()) for name, text in LETTERS.items()])
    quote = next(stored for stored in workspace.claims() if "ferry" in stored.claim.quote)
    assert workspace.dispute(quote.id, asked=ASKED, stance="counters", person="ada")
    library.close()
    as_of_version(tmp_path / FILE, 2)
    with sqlite3.connect(tmp_path / FILE) as database:
        for statement in OTHER_VECTORS:
            database.execute(statement)
    database.close()
    return tmp_path


def opened(data: Path) -> Workspace:
    return Library(data).workspace("local")


def right(workspace: Workspace) -> list[bool]:
    """Whether each claim's vector is what the encoder makes of its quote."""
    claims = workspace.claims()
    expected = Encoder.load().encode([stored.claim.quote for stored in claims])
    nearness = workspace.store.vectors([stored.key for stored in claims]) * expected
    return [bool(one > 0.97) for one in nearness.sum(axis=1)]


def test_the_first_question_after_an_update_is_answered_with_new_vectors(older: Path) -> None:
    workspace = opened(older)
    assert not any(right(workspace))
    workspace.counter("The piers are solid")
    assert all(right(workspace))
    assert workspace.store.outdated() == workspace.records.outdated() == []
    workspace.store.close()


def test_a_vote_holds_for_the_same_meaning_after_an_update_too(older: Path) -> None:
    workspace = opened(older)
    workspace.counter("The piers are solid")
    (dispute,) = workspace.records.disputes()
    assert dispute.vector @ Encoder.load().encode([ASKED])[0] > 0.99
    workspace.store.close()


def test_what_needs_no_vectors_does_not_wait_for_them(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unasked() -> Encoder:
        raise AssertionError("the encoder was asked")

    monkeypatch.setattr(Encoder, "load", unasked)
    workspace = opened(older)
    assert len(workspace.sources()) == len(LETTERS)
    assert workspace.claims()
    assert workspace.speakers()
    workspace.store.close()


SHIPPED = Encoder.load


class Interrupted(Encoder):
    """Encodes the claims of one source, and then the program is killed."""

    def __init__(self) -> None:
        self._asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self._asked += 1
        if self._asked > 1:
            raise KeyboardInterrupt
        return SHIPPED().encode(texts)


def test_killed_midway_it_goes_on_where_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = opened(older)
    with monkeypatch.context() as patched:
        patched.setattr(Encoder, "load", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            workspace.counter("The piers are solid")
    left = workspace.store.outdated()
    assert left == [source.id for source in workspace.sources()][1:]
    assert any(right(workspace))
    workspace.store.close()
    again = opened(older)
    again.counter("The piers are solid")
    assert all(right(again))
    again.store.close()


def test_many_who_ask_at_once_wait_for_one_renewal(older: Path, caplog: pytest.LogCaptureFixture) -> None:
    workspace = opened(older)
    with caplog.at_level(logging.INFO, logger=renewal.__name__), ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                workspace.counter, [f"The {thing} is safe" for thing in ("ferry", "pier", "lamp", "sea")]
            )
        )
    assert len([one for one in caplog.messages if "is a new one" in one]) == 1
    assert all(right(workspace))
    workspace.store.close()


def test_the_operator_reads_how_far_it_is(
    older: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(renewal, "EVERY", -1.0)
    workspace = opened(older)
    with caplog.at_level(logging.INFO, logger=renewal.__name__):
        workspace.counter("The piers are solid")
    said = [one.getMessage() for one in caplog.records if one.name == renewal.__name__]
    assert said == [
        "The encoder is a new one: encoding the claims of 3 sources again.",
        *(f"{done} of 3 sources are encoded again." for done in range(3)),
        "All 3 sources are encoded again.",
    ]
    workspace.store.close()


def test_another_process_that_had_loaded_the_old_vectors_loads_the_new_ones(older: Path) -> None:
    other = opened(older)
    assert not any(right(other))
    workspace = opened(older)
    workspace.counter("The piers are solid")
    assert all(right(other))
    for one in (workspace, other):
        one.store.close()


def test_vectors_that_are_not_those_of_the_claims_are_refused(older: Path) -> None:
    store: WorkspaceStore = opened(older).store
    source = store.sources()[0]
    with pytest.raises(ValueError, match="do not belong"):
        store.renew(source.id, {})
    store.renew("nosuch", {1: np.zeros(384, dtype=np.float32)})
    assert len(store.outdated()) == len(LETTERS)
    store.close()


def test_a_source_added_now_is_of_the_encoder_that_runs_now(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    workspace.ingest([File(name="piers.txt", content=LETTERS["piers.txt"].encode())])
    assert workspace.store.outdated() == []
    workspace.store.close()
    with sqlite3.connect(tmp_path / FILE) as database:
        assert database.execute("SELECT DISTINCT encoder FROM vectors").fetchall() == [(ENCODER,)]
    database.close()
