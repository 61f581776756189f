"""What buttons under a reply do, also after a restart, and for whom."""

from dataclasses import replace

import pytest

from bot import pages
from bot.commands import COMMANDS
from bot.dispatch import answer_line, press
from bot.reply import Action, Menu, Note, Quotation, Reply
from bot.request import Asker
from tests.bot.small_library import CLAIMS, SmallWorkspace


@pytest.fixture
def moderator(ada: Asker) -> Asker:
    return replace(ada, person="mod", audience="moderator")


def everything_pressable(reply: Reply) -> list[Action]:
    of_quotes = [action for piece in reply.pieces if isinstance(piece, Quotation) for action in piece.actions]
    return [*of_quotes, *reply.actions]


def labelled(reply: Reply, label: str) -> str:
    return next(action.code for action in everything_pressable(reply) if action.label == label)


def quotes(reply: Reply) -> list[str]:
    return [piece.id for piece in reply.pieces if isinstance(piece, Quotation)]


def notes(reply: Reply) -> str:
    return " ".join(piece.text for piece in reply.pieces if isinstance(piece, Note))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_button_of_every_command_does_something(command: object, moderator: Asker) -> None:
    line = (
        {
            "who": "/who Ines Okafor",
            "quote": "/quote fb-001",
            "save": "/save fb-001",
            "notebook": "/notebook",
            "ingest": "/source add https://skerry.example/new.txt",
            "votes": "/votes",
            "source edit": '/source edit ferry.txt --title "Sail"',
        }.get(getattr(command, "name", ""), f"/{getattr(command, 'example', '')}")
        .replace("essay.txt", "ferry.txt")
        .replace("RC-014", "FB-001")
    )
    reply = answer_line(line, moderator)
    assert reply.error is None, reply.error
    actions = everything_pressable(reply)
    codes = [action.code for action in actions]
    assert len(set(codes)) == len(codes)
    for action in actions:
        assert len(action.code) <= 80
        assert action.code.isascii()
        assert 0 < len(action.label) <= 75
        if not action.form:
            pressed = press(action.code, moderator)
            assert pressed.error is None, (action, pressed.error)
            assert pressed.pieces


def test_an_answer_is_private_first_and_can_be_shared(ada: Asker) -> None:
    first = answer_line('/counter "ferries are slow"', ada)
    assert quotes(first) == ["FB-001", "FB-002", "FB-003"]
    assert first.private
    assert [action.label for action in first.actions] == ["Other side", "Share"]


def test_pages_follow_each_other_in_place_of_the_first(
    ada: Asker, ben: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pages.SIZES, "counter", 2)
    first = answer_line("/counter x", ada)
    assert quotes(first) == ["FB-001", "FB-002"]
    second = press(labelled(first, "More"), ada)
    assert (quotes(second), second.placement) == (["FB-003"], "replace")
    assert [piece.number for piece in second.pieces if isinstance(piece, Quotation)] == [3]
    assert quotes(press(labelled(second, "Back"), ada)) == quotes(first)
    for_ben = press(labelled(first, "More"), ben)
    assert (for_ben.placement, for_ben.private) == ("new", True)


def test_context_shows_the_sentences_around_a_quote(ada: Asker) -> None:
    reply = press(labelled(answer_line("/counter x", ada), "In context"), ada)
    (shown,) = (piece for piece in reply.pieces if isinstance(piece, Quotation))
    assert shown.words == CLAIMS[0].claim.quote
    assert shown.trail is not None
    assert shown.trail.startswith(" Ines Okafor calls")
    assert [action.label for action in shown.actions] == ["Reply to this", "Save"]


def test_reply_to_this_asks_for_counters_of_the_quote(ada: Asker) -> None:
    reply = press(labelled(answer_line("/support x", ada), "Reply to this"), ada)
    assert reply.command == "counter"
    assert reply.data["query"] == CLAIMS[0].claim.quote


def test_the_other_side_is_asked_the_same(ada: Asker) -> None:
    reply = press(labelled(answer_line("/counter ferries are slow", ada), "Other side"), ada)
    assert reply.command == "support"
    assert reply.data["query"] == "ferries are slow"


def test_a_shared_answer_is_public_names_who_shared_it_and_cannot_be_shared_again(ada: Asker) -> None:
    reply = press(labelled(answer_line("/counter x", ada), "Share"), ada)
    assert not reply.private
    assert reply.shared_by == "ada"
    assert "Share" not in [action.label for action in reply.actions]


def test_only_who_asked_may_share(ada: Asker, ben: Asker) -> None:
    reply = press(labelled(answer_line("/counter x", ada), "Share"), ben)
    assert reply.error == "Only the person who asked can share this; ask yourself with the command."
    assert reply.private
    assert reply.reference
    assert reply.reference in notes(reply)


def test_a_vote_counts_once_and_moderators_see_it(ada: Asker, moderator: Asker) -> None:
    code = labelled(answer_line('/counter "ferries are slow"', ada), "Not a counter")
    assert "moves down" in notes(press(code, ada))
    assert "counts once" in notes(press(code, ada))
    seen = answer_line("/votes", moderator)
    assert quotes(seen) == ["FB-001"]
    assert "ferries are slow" in notes(seen)
    assert "1 vote against FB-001 was dropped" in notes(answer_line("/votes --dismiss FB-001", moderator))
    assert answer_line("/votes", ada).error


def test_removing_asks_once_more_and_only_moderators(ada: Asker, moderator: Asker) -> None:
    shown = answer_line("/source show ferry.txt", moderator)
    code = labelled(shown, "Remove")
    assert press(code, ada).error == "Only moderators may use /source remove; ask one of them."
    question = press(code, moderator)
    assert "Remove “Keep the Ferry”" in notes(question)
    assert len(moderator.workspace.sources()) == 2
    assert press(labelled(question, "Keep it"), moderator).placement == "replace"
    assert press(labelled(question, "Yes, remove it"), ada).error
    done = press(labelled(question, "Yes, remove it"), moderator)
    assert done.placement == "replace"
    assert [source.file for source in moderator.workspace.sources()] == ["notes.md"]


def test_a_member_sees_no_button_to_change_a_source(ada: Asker) -> None:
    labels = [action.label for action in answer_line("/source show ferry.txt", ada).actions]
    assert labels == ["Summary"]


def test_a_button_of_a_forgotten_question_says_to_ask_again(ada: Asker) -> None:
    code = labelled(answer_line("/counter x", ada), "Other side")
    ada.workspace.records.forget("ada")
    assert (
        press(code, ada).error
        == "The question behind this button is no longer kept; ask again with the command."
    )


@pytest.mark.parametrize(
    "code",
    ["", "nothing", "run:", "run:no such", "page", "page:q:x", "dispute:", "set:", "sure:", "context:"],
)
def test_a_garbled_code_is_one_sentence(code: str, moderator: Asker) -> None:
    reply = press(code, moderator)
    assert reply.error
    assert reply.outcome == "refused"


def test_a_menu_changes_a_setting_in_place(moderator: Asker) -> None:
    reply = answer_line("/settings", moderator)
    menu = next(piece for piece in reply.pieces if isinstance(piece, Menu) and piece.code == "set:answers")
    assert [option.value for option in menu.options if option.chosen] == ["private"]
    changed = press(menu.code, moderator, "public")
    assert changed.placement == "replace"
    assert moderator.workspace.records.settings() == {"answers": "public"}
    assert press(menu.code, moderator, "secret").error
    assert press(menu.code, replace(moderator, audience="member"), "private").error
    assert not answer_line("/counter x", replace(moderator, person="eve")).private


def test_privacy_exports_and_deletes_what_is_kept(ada: Asker) -> None:
    answer_line("/counter ferries are slow", ada)
    answer_line("/preferences --answers public", ada)
    shown = answer_line("/privacy", ada)
    assert shown.private
    exported = press(labelled(shown, "Export"), ada)
    assert b"ferries are slow" in exported.files[0].content
    question = press(labelled(shown, "Delete it all"), ada)
    assert ada.workspace.records.about("ada").questions
    press(labelled(question, "Delete it all"), ada)
    kept = ada.workspace.records.about("ada")
    assert (kept.questions, kept.votes, kept.preferences) == ((), (), {})


def test_a_slip_is_offered_as_a_button(ada: Asker) -> None:
    reply = answer_line("/cuonter ferries are slow", ada)
    assert reply.error
    (offered,) = (action for action in reply.actions if action.label.startswith("/counter "))
    assert press(offered.code, ada).data["query"] == "ferries are slow"


def test_help_runs_its_examples(ada: Asker) -> None:
    reply = answer_line("/help", ada)
    labels = [action.label for action in reply.actions]
    assert labels[0] == "/views ferry-bridge"
    assert len(labels) == 4


def test_the_console_has_neither_buttons_nor_pages() -> None:
    reply = answer_line("/counter x", Asker(workspace=SmallWorkspace()))
    assert everything_pressable(reply) == []
    assert len(quotes(reply)) == 3
