"""Many who ask at once get what each would get alone, and nothing is read where the sources do not speak."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.library import Library, Workspace
from knowledge.stance import StanceModel
from knowledge.types import File

QUOTES = [
    f"The {thing} of Skerry {verb} the island more than any {other} could."
    for thing in ("ferry", "bridge", "harbour", "school", "market")
    for verb in ("helps", "harms", "costs", "protects")
    for other in ("road", "storm", "tax", "tunnel built by people from far away across the cold strait")
]
CLAIMS = [f"The {thing} is {what}" for thing in ("ferry", "bridge") for what in ("safe", "good", "expensive")]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(tmp_path_factory.mktemp("data"))
    made = library.workspace("local")
    assert made.ingest([File(name="skerry.txt", content="\n\n".join(QUOTES).encode())]).added
    yield made
    library.close()


def scores(workspace: Workspace, claim: str) -> list[tuple[str, float]]:
    return [(one.stored.id, one.score) for one in workspace.counter(claim, limit=64).answers]


def test_ten_who_ask_at_once_get_what_each_would_get_alone(workspace: Workspace) -> None:
    alone = [scores(workspace, claim) for claim in CLAIMS]
    assert any(alone)
    StanceModel.load.cache_clear()
    with ThreadPoolExecutor(max_workers=len(CLAIMS)) as pool:
        assert list(pool.map(lambda claim: scores(workspace, claim), CLAIMS)) == alone


def test_a_question_asked_again_is_not_read_again() -> None:
    model = StanceModel.load()
    pairs = [(CLAIMS[0], quote) for quote in QUOTES[:3]]
    rows = model.probabilities(pairs)
    assert model.probabilities(list(pairs)) is rows
    with pytest.raises(ValueError, match="read-only"):
        rows[0, 0] = 1
    assert model.probabilities([]).shape == (0, 3)


def test_where_the_sources_do_not_speak_of_a_claim_no_quote_is_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread() -> StanceModel:
        raise AssertionError("the stance model was asked")

    monkeypatch.setattr(StanceModel, "load", unread)
    answer = workspace.counter("Quantum computers will break encryption")
    assert answer.answers == ()
    assert answer.notice == "Nothing in the sources argues against this."
