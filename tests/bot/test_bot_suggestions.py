"""What is offered while somebody types a claim, in a library too large to compare all of its claims with that."""

from pathlib import Path

import pytest

from bot.suggestions import suggest
from knowledge import finding
from knowledge.library import Library
from knowledge.types import File
from tests.program import FERRY


def test_in_a_large_library_claims_are_offered_by_the_words_that_were_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOKED_THROUGH", 1)
    library = Library(tmp_path)
    workspace = library.workspace("local")
    workspace.ingest([File(name="ferry.txt", content=FERRY.encode())])
    every = [
        stored for stored in workspace.claims() if not (stored.claim.headline or stored.claim.needs_before)
    ]
    for stored in every:
        words = " ".join(stored.claim.quote.split()[:6])
        offered = suggest("claims", words, workspace)
        assert {stored.id, " ".join(stored.claim.quote.split())} & {one.value for one in offered}
    assert every
    assert suggest("claims", "", workspace) == []
    assert suggest("claims", "zzzz", workspace) == []
    assert len(suggest("claims", "the ferry", workspace, limit=1)) == 1
    monkeypatch.undo()
    assert suggest("claims", "", workspace)
    library.close()
