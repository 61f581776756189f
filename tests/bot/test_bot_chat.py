"""Mentions, messages, the channel's topic, privacy of answers, the home page: what only chats have."""

from dataclasses import replace

import pytest

from bot import pages
from bot.commands import find
from bot.dispatch import answer, answer_line, answer_words, counters_of, home, is_private, press
from bot.reply import Buttons, Heading, Menu
from bot.request import Asker
from bot.suggestions import suggest
from knowledge.types import TopicCount
from tests.bot.small_library import CITED, SmallWorkspace


@pytest.mark.parametrize(
    ("said", "command", "claim"),
    [
        ("alliance is easy", "counter", "alliance is easy"),
        ("Support for the bridge is falling.", "counter", "Support for the bridge is falling."),
        ("/support ferries are slow", "support", "ferries are slow"),
        ("counter ferries are slow", "counter", "ferries are slow"),
    ],
)
def test_a_mention_is_a_command_or_a_claim(said: str, command: str, claim: str, ada: Asker) -> None:
    reply = answer_words(said, ada)
    assert (reply.command, reply.data["query"]) == (command, claim)


def test_a_mention_without_words_says_what_to_write(ada: Asker) -> None:
    error = answer_words("  ", ada).error
    assert error is not None
    assert error.startswith("Mention me with a claim")


def test_a_message_of_several_sentences_offers_the_others(ada: Asker) -> None:
    reply = counters_of("The bridge is too expensive. The ferry should stay because it is safe.", ada)
    (menu,) = (piece for piece in reply.pieces if isinstance(piece, Menu))
    assert len(menu.options) == 2
    other = next(option.value for option in menu.options if not option.chosen)
    again = press(menu.code, ada, other)
    assert again.data["query"] != reply.data["query"]
    assert again.placement == "replace"
    (menu,) = (piece for piece in again.pieces if isinstance(piece, Menu))
    assert [option.value for option in menu.options if option.chosen] == [other]


def test_the_menu_of_sentences_stays_on_every_page(ada: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pages.SIZES, "counter", 2)
    reply = counters_of("The bridge is too expensive. The ferry should stay because it is safe.", ada)
    more = next(action.code for action in reply.actions if action.label == "More")
    following = press(more, ada)
    assert any(isinstance(piece, Menu) for piece in following.pieces)
    back = next(action.code for action in following.actions if action.label == "Back")
    assert any(isinstance(piece, Menu) for piece in press(back, ada).pieces)


def test_the_topic_of_the_channel_is_meant_unless_another_is_named(
    ada: Asker, workspace: SmallWorkspace
) -> None:
    moderator = replace(ada, audience="moderator")
    assert answer_line("/topic set ferry-bridge", ada).error
    assert answer_line("/topic set Ferry Bridge", moderator).data["topic"] == "ferry-bridge"
    answer_line("/counter x", ada)
    answer_line("/counter x --topic quays", ada)
    answer_line("/counter x --topic any", ada)
    answer_line("/counter x", replace(ada, channel="other"))
    assert [topic for _, _, topic, _ in workspace.asked] == ["ferry-bridge", "quays", None, None]
    answer_line("/topic clear", moderator)
    assert answer_line("/topic show", ada).data["topic"] is None


def test_nothing_on_the_channels_topic_offers_to_look_everywhere(
    ada: Asker, workspace: SmallWorkspace
) -> None:
    workspace.records.set_channel_topic("general", "quays")
    reply = answer_line("/counter everybody agrees", ada)
    (everywhere,) = (action for action in reply.actions if action.label == "Look in all topics")
    press(everywhere.code, ada)
    assert workspace.asked[-1] == ("counter", "everybody agrees", None, 10)


def test_the_id_of_a_quote_stands_for_its_words(ada: Asker) -> None:
    assert answer_line("/counter fb-002", ada).data["query"] == CITED.claim.quote
    error = answer_line("/counter FB-999", ada).error
    assert error is not None
    assert error.startswith('There is no quote "FB-999"')


@pytest.mark.parametrize(("name", "private"), [("counter", False), ("settings", True), ("claims", True)])
def test_answers_are_public_where_it_is_set_but_never_those_for_one_person(
    name: str, *, private: bool, ada: Asker, workspace: SmallWorkspace
) -> None:
    command = find(name)
    assert command is not None
    assert is_private(command, ada)
    workspace.records.set_setting("answers", "public")
    assert is_private(command, ada) is private
    workspace.records.set_preference("ada", "answers", "private")
    assert is_private(command, ada)


def test_errors_are_private_and_carry_a_number(ada: Asker, workspace: SmallWorkspace) -> None:
    workspace.records.set_setting("answers", "public")
    command = find("counter")
    assert command is not None
    reply = answer(command, {"claim": ""}, ada)
    assert reply.error
    assert reply.private
    assert reply.reference


def test_home_has_topics_search_and_own_settings_and_more_for_moderators(ada: Asker) -> None:
    member, moderator = home(ada), home(replace(ada, audience="moderator"))
    assert [piece.code for piece in member.pieces if isinstance(piece, Menu)] == [
        "own:answers",
        "own:language",
        "own:brief",
    ]
    assert {piece.code for piece in moderator.pieces if isinstance(piece, Menu)} > {"set:add"}
    search, topics = (piece for piece in member.pieces if isinstance(piece, Buttons))
    assert [one.label for one in search.actions] == ["Find counters", "Find support", "Sources", "Help"]
    assert [one.label for one in topics.actions] == ["ferry-bridge"]
    first = next(piece for piece in moderator.pieces if isinstance(piece, Buttons))
    assert "Add a source" in [one.label for one in first.actions]


def test_nothing_found_offers_what_comes_near(ada: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = answer_line("/who Nobody", ada)
    assert [piece.text for piece in reply.pieces if isinstance(piece, Heading)] == ["Nobody"]
    monkeypatch.setattr(SmallWorkspace, "speakers", lambda _: [("Nobody Inparticular", 1)])
    again = answer_line("/who Nobody", replace(ada, workspace=SmallWorkspace()))
    assert [action.label for action in again.actions] == ["/who Nobody Inparticular"]


def test_suggestions_forgive_a_slip_and_put_beginnings_first(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["trade-russia-china", "russia-china", "ferries"]
    topics = [TopicCount(name=name, claims=2, sources=1) for name in names]
    monkeypatch.setattr(SmallWorkspace, "topics", lambda _: topics)
    workspace = SmallWorkspace()
    assert [one.value for one in suggest("topics", "russia", workspace)] == names[1::-1]
    assert [one.value for one in suggest("topics", "rusia-cihna", workspace)][:1] == ["russia-china"]
    assert len(suggest("topics", "", workspace, limit=2)) == 2


def test_suggestions_follow_a_change_of_the_library() -> None:
    workspace = SmallWorkspace()
    assert len(suggest("sources", "", workspace)) == 2
    workspace.remove("ferry.txt")
    assert len(suggest("sources", "", workspace)) == 1


def test_a_long_claim_is_suggested_by_its_words_and_sent_by_its_id() -> None:
    workspace = SmallWorkspace()
    choices = suggest("claims", "timetable", workspace)
    assert all(len(choice.label) <= 100 and len(choice.value) <= 75 for choice in choices)
    assert choices[0].value == "the timetable a mess"
