"""Living answers, without a platform: what is to be mended in a public message, and what stays as it was sent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import living
from bot.dispatch import answer_line, press
from bot.reply import Note, Quotation, Reply
from bot.request import Asker
from knowledge.library import Library, Workspace
from knowledge.storage.answers import Part
from knowledge.types import File
from tests.program import BRIDGE, FERRY

CANARY = "nurses and teachers to an island"
ASKED = "/counter the bridge is too expensive"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    library = Library(tmp_path)
    made = library.workspace("local")
    for name, text in (("bridge.txt", BRIDGE), ("ferry.txt", FERRY)):
        made.ingest([File(name=name, content=text.encode())], topic="skerry-bridge")
    yield made
    library.close()


def asked(workspace: Workspace, line: str = ASKED) -> Reply:
    reply = answer_line(line, Asker(workspace=workspace, person="ada", chat=True))
    assert reply.error is None
    return reply


def parts_of(reply: Reply) -> list[Part]:
    """A message as some platform might have taken it, a block a piece."""
    return [
        Part(blocks=({"text": str(getattr(piece, "words", getattr(piece, "text", "")))},), quote=_id(piece))
        for piece in reply.pieces
    ]


def _id(piece: object) -> str | None:
    return piece.id if isinstance(piece, Quotation) else None


def kept(workspace: Workspace, reply: Reply, *, place: str = "general/1") -> bool:
    return living.keep(workspace, reply, person="ada", place=place, parts=parts_of(reply))


def moderated(workspace: Workspace, line: str) -> None:
    reply = answer_line(line, Asker(workspace=workspace, person="mo", audience="moderator"))
    assert reply.error is None


def test_nothing_is_to_be_mended_while_nothing_changes(workspace: Workspace) -> None:
    assert not kept(workspace, asked(workspace))
    assert living.repairs(workspace) == []
    moderated(workspace, "/source edit bridge.txt --topic ferries")
    (repair,) = living.repairs(workspace)
    assert repair.needless
    living.settle(workspace, repair, "mended")
    assert living.repairs(workspace) == []


@pytest.mark.parametrize(
    "line",
    [
        ASKED,
        "/support the ferry should stay",
        "/views skerry-bridge",
        "/who okafor",
        "/quote SB-007",
        "/clash skerry-bridge",
        "/blindspots skerry-bridge",
        "/map skerry-bridge",
    ],
)
def test_no_answer_is_taken_for_changed_as_it_is_sent(workspace: Workspace, line: str) -> None:
    assert not kept(workspace, asked(workspace, line))
    assert living.repairs(workspace) == []


def test_a_posted_summary_stands_until_its_source_changes(workspace: Workspace) -> None:
    mo = Asker(workspace=workspace, person="mo", audience="moderator", chat=True, channel="general")
    draft = answer_line("/source summary ferry.txt", mo)
    code = next(action.code for action in draft.actions if action.label == "Post here")
    posting = press(code, mo).posting
    assert posting is not None
    shown = [piece for piece in posting.post.pieces if isinstance(piece, Quotation)]
    assert any(not piece.cite for piece in shown)
    assert not kept(workspace, posting.post)
    assert living.repairs(workspace) == []
    moderated(workspace, '/source edit ferry.txt --title "Leave the ferry"')
    (repair,) = living.repairs(workspace)
    redrawn = [piece for piece in repair.redrawn.values() if isinstance(piece, Quotation)]
    assert [piece.id for piece in redrawn] == [shown[0].id]
    assert "Leave the ferry" in redrawn[0].cite


def test_a_quote_is_shown_as_it_stands_now_with_a_word_about_it(workspace: Workspace) -> None:
    reply = asked(workspace)
    kept(workspace, reply)
    shown = next(piece for piece in reply.pieces if isinstance(piece, Quotation))
    moderated(workspace, f'/claim speaker {shown.id} --name "Pia Holt"')
    (repair,) = living.repairs(workspace)
    (piece,) = repair.redrawn.values()
    assert isinstance(piece, Quotation)
    assert piece.speaker == "Pia Holt"
    assert str(piece.warning).startswith("Corrected on ")
    same = replace(piece, speaker=shown.speaker, mark=shown.mark, cite=shown.cite, warning=None)
    assert same == shown
    assert list(repair.parts) == parts_of(reply)


def test_what_was_taken_back_is_shown_as_it_was_sent(workspace: Workspace) -> None:
    kept(workspace, asked(workspace))
    moderated(workspace, "/source retract bridge.txt --reason wrong")
    (repair,) = living.repairs(workspace)
    warnings = {str(getattr(piece, "warning", "")) for piece in repair.redrawn.values()}
    assert len(warnings) == 1
    assert warnings.pop().endswith(": wrong")
    living.settle(workspace, repair, "mended")
    moderated(workspace, "/source restore bridge.txt")
    (repair,) = living.repairs(workspace)
    assert repair.redrawn == {}
    assert not repair.needless
    living.settle(workspace, repair, "mended")
    assert living.repairs(workspace) == []


def test_a_change_while_a_message_is_mended_leaves_it_to_be_mended(workspace: Workspace) -> None:
    kept(workspace, asked(workspace))
    moderated(workspace, "/source retract bridge.txt")
    (repair,) = living.repairs(workspace)
    moderated(workspace, "/source restore bridge.txt")
    living.settle(workspace, repair, "mended")
    (later,) = living.repairs(workspace)
    assert later.redrawn == {}


def test_what_changes_while_an_answer_is_on_its_way_is_mended_at_once(workspace: Workspace) -> None:
    reply = asked(workspace)
    moderated(workspace, "/source retract bridge.txt")
    assert kept(workspace, reply)
    (repair,) = living.repairs(workspace)
    assert repair.redrawn
    removed = asked(workspace, "/quote SB-007")
    moderated(workspace, "/source remove ferry.txt")
    assert kept(workspace, removed, place="general/2")
    gone = next(one for one in living.repairs(workspace) if one.place == "general/2")
    assert [type(piece) for piece in gone.redrawn.values()] == [Note]
    assert gone.parts[0].blocks == ()


def test_a_removed_source_leaves_no_word_in_what_is_kept_of_messages(
    workspace: Workspace, tmp_path: Path
) -> None:
    stored = next(one for one in workspace.claims() if CANARY in " ".join(one.claim.quote.split()))
    kept(workspace, asked(workspace, f"/quote {stored.id}"))
    kept(workspace, asked(workspace, f"/counter {stored.id}"), place="general/2")
    kept(workspace, asked(workspace, "/source summary bridge.txt"), place="general/3")
    moderated(workspace, "/source remove bridge.txt")
    assert {repair.place for repair in living.repairs(workspace)} >= {"general/1", "general/3"}
    workspace.store.close()
    for canary in (CANARY, "Build the Bridge Now", "Oskar Brandt"):
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert [path for path in files if canary.encode() in path.read_bytes()] == []


def test_a_message_that_shows_another_page_is_kept_with_that_page_alone(workspace: Workspace) -> None:
    kept(workspace, asked(workspace))
    kept(workspace, asked(workspace, "/quote SB-007"))
    assert workspace.answers.quoting(["SB-007"]) == 1
    assert workspace.answers.quoting(["SB-001"]) == 0
    assert not kept(workspace, asked(workspace, "/topics"))
    assert workspace.answers.quoting(["SB-007"]) == 0


def test_a_message_that_cannot_be_changed_is_forgotten_and_one_for_later_is_not(workspace: Workspace) -> None:
    kept(workspace, asked(workspace))
    moderated(workspace, "/source retract bridge.txt")
    (repair,) = living.repairs(workspace)
    living.settle(workspace, repair, "later")
    assert living.repairs(workspace) == [repair]
    living.settle(workspace, repair, "unreachable")
    assert living.repairs(workspace) == []


def test_who_deletes_what_is_kept_about_them_leaves_no_public_answer(
    workspace: Workspace, tmp_path: Path
) -> None:
    reply = asked(workspace)
    living.keep(workspace, reply, person="zebrawolfram", place="general/1", parts=parts_of(reply))
    living.keep(workspace, reply, person="ben", place="general/2", parts=parts_of(reply))
    assert len(workspace.records.about("zebrawolfram").answers) == 1
    workspace.records.forget("zebrawolfram")
    moderated(workspace, "/source retract bridge.txt")
    assert [repair.place for repair in living.repairs(workspace)] == ["general/2"]
    workspace.store.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if b"zebrawolfram" in path.read_bytes()] == []
