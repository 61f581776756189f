from collections.abc import Iterator

import pytest

from knowledge.library import Library, Workspace
from knowledge.retrieval.scope import keys_on
from knowledge.retrieval.vagueness import in_view
from knowledge.types import File
from knowledge.understanding.topics import Topic
from tests.program import BRIDGE, FERRY

TOPIC = Topic(name="skerry-bridge", known=True)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(tmp_path_factory.mktemp("vague"))
    made = library.workspace("local")
    files = [File(name=f"{n}.txt", content=text.encode()) for n, text in enumerate((BRIDGE, FERRY))]
    made.ingest(files, topic="skerry bridge")
    yield made
    library.close()


def viewed(workspace: Workspace, claim: str) -> str | None:
    return in_view(workspace.store, claim, TOPIC, set(keys_on(workspace.store, TOPIC)))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("it is too expensive", "On skerry bridge: it is too expensive"),
        ("it will never happen", "On skerry bridge: it will never happen"),
        ("the ferry is unsafe", "On skerry bridge: the ferry is unsafe"),
        ("should we build it?", "On skerry bridge: We should build it"),
    ],
)
def test_a_claim_that_leaves_open_what_it_is_about_is_said_with_its_topic(
    workspace: Workspace, claim: str, said: str
) -> None:
    assert viewed(workspace, claim) == said


@pytest.mark.parametrize(
    "claim",
    [
        "the bridge is too expensive",
        "Russia will leave China",
        "pineapple belongs on pizza",
        "the county cannot afford the money that lorries and weekend crowds cost every winter",
    ],
)
def test_a_claim_that_says_what_it_is_about_stays_as_it_is(workspace: Workspace, claim: str) -> None:
    assert viewed(workspace, claim) is None


def test_a_channel_s_topic_answers_a_claim_that_says_too_little_alone(workspace: Workspace) -> None:
    answered = workspace.counter("it costs too much", topic="skerry-bridge").answers
    assert any("not too expensive" in one.stored.claim.quote for one in answered)


def test_what_is_off_the_topic_stays_unanswered_whatever_the_channel_is_about(workspace: Workspace) -> None:
    for claim in ("it tastes good on pizza", "cats are better than dogs"):
        assert workspace.counter(claim, topic="skerry-bridge").answers == ()
