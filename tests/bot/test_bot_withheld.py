"""What moderators keep out of answers is in none: every command of a member is asked for it, over a real library."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.dispatch import answer_line, answer_words
from bot.reply import Reply
from bot.request import Asker
from bot.suggestions import suggest
from knowledge.library import Library, Workspace
from knowledge.types import File, StoredClaim
from tests.program import BRIDGE, FERRY

TOPIC = "skerry-bridge"
ASKED = "the bridge is too expensive"
MEMBERS = [command.name for command in COMMANDS if command.audience == "member"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(tmp_path_factory.mktemp("withheld"))
    made = library.workspace("local")
    made.ingest([File(name="bridge.txt", content=BRIDGE.encode())], topic=TOPIC)
    made.ingest([File(name="ferry.txt", content=FERRY.encode())], topic=TOPIC, review="held")
    made.intake.approve(made.source("ferry.txt").id)
    yield made
    library.close()


def lines(stored: StoredClaim) -> Iterator[str]:
    """Each command of a member, asked for a claim as plainly as can be."""
    words = stored.claim.quote.replace('"', "'")
    given = {
        "counter": (words, ASKED, stored.id),
        "support": (words, ASKED, stored.id),
        "clash": (words, TOPIC),
        "views": (TOPIC, words),
        "who": (stored.claim.speaker.name or "Lind",),
        "quote": (stored.id,),
        "map": (words, TOPIC),
        "source summary": (stored.source.id,),
    }
    for name in MEMBERS:
        yield from (f"/{name} {argument}" for argument in given.get(name, ("",)))


def replies(workspace: Workspace, stored: StoredClaim) -> Iterator[tuple[str, Reply]]:
    for chat in (False, True):
        ada = Asker(workspace=workspace, person="ada", chat=chat)
        for line in lines(stored):
            yield line, answer_line(line, ada)
        yield "words", answer_words(stored.claim.quote, ada)


def quoted(reply: Reply) -> set[str]:
    """Every quote that a reply gives, to people and to scripts, whatever it was asked with."""
    found: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            if "quote" in value:
                found.add(str(value["quote"]))
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(json.dumps(dict(reply.data))))
    return found | {str(words) for piece in reply.pieces if (words := getattr(piece, "words", None))}


Withhold = Callable[[Workspace, StoredClaim], Callable[[], object]]


def dropped(workspace: Workspace, stored: StoredClaim) -> Callable[[], object]:
    workspace.intake.drop(stored.id)
    return lambda: workspace.intake.undo(stored.source.id)


def retracted(workspace: Workspace, stored: StoredClaim) -> Callable[[], object]:
    workspace.intake.retract(stored.source.id)
    return lambda: workspace.intake.reinstate(stored.source.id)


def unapproved(workspace: Workspace, stored: StoredClaim) -> Callable[[], object]:
    workspace.intake.undo(stored.source.id)
    return lambda: workspace.intake.approve(stored.source.id)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 99), withhold=st.sampled_from((dropped, retracted, unapproved)))
def test_no_command_of_a_member_gives_a_claim_that_is_withheld(
    workspace: Workspace, at: int, withhold: Withhold
) -> None:
    of_ferry = withhold is unapproved
    claims = workspace.claims(workspace.source("ferry.txt").id if of_ferry else None)
    stored = claims[at % len(claims)]
    assert answer_line(f"/save {stored.id}", Asker(workspace=workspace, person="ada")).error is None
    let_in = withhold(workspace, stored)
    try:
        hidden = {one.claim.quote for one in workspace.claims(withheld=True) if one.withheld}
        assert stored.claim.quote in hidden
        for line, reply in replies(workspace, stored):
            assert not hidden & quoted(reply), line
        offered = [one.value for one in suggest("claims", stored.claim.quote[:40], workspace, limit=25)]
        assert stored.id not in offered
    finally:
        let_in()


def test_all_of_it_is_given_again_when_it_is_let_in_again(workspace: Workspace) -> None:
    stored = workspace.claims()[0]
    before = [sorted(quoted(reply)) for _, reply in replies(workspace, stored)]
    retracted(workspace, stored)()
    dropped(workspace, stored)()
    assert [sorted(quoted(reply)) for _, reply in replies(workspace, stored)] == before


def test_a_source_that_waits_for_approval_is_shown_to_moderators_alone(tmp_path: Path) -> None:
    library = Library(tmp_path)
    held = library.workspace("local")
    held.ingest([File(name="ferry.txt", content=FERRY.encode())], topic=TOPIC, review="held")
    ada, mo = Asker(workspace=held, person="ada"), Asker(workspace=held, person="mo", audience="moderator")
    assert answer_line("/sources", ada).data["sources"] == []
    for line in ("/source show ferry.txt", "/source summary ferry.txt"):
        assert "waits for the moderators' approval" in str(answer_line(line, ada).error)
        assert answer_line(line, mo).error is None
    assert suggest("sources", "ferry", held) == []
    marks = {one["withheld"] for one in answer_line("/claims", mo).data["claims"]}
    assert marks == {"held"}
    assert answer_line("/verify", mo).data["quotes"] > 0
    assert answer_line("/intake ferry.txt --do approve", mo).error is None
    assert len(answer_line("/sources", ada).data["sources"]) == 1
    library.close()
