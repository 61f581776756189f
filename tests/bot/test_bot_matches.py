"""A match for two: who may press what, and what its card shows."""

from dataclasses import replace

import pytest

from bot.dispatch import answer_line, expected, press
from bot.matches.state import Fixture, Seat, draw, fixture_from, kept, seat
from bot.reply import Heading, Note, Quotation, Reply, Table
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace

MOTION = "This house would keep the ferry"


@pytest.fixture
def ada(workspace: SmallWorkspace) -> Asker:
    return Asker(workspace=workspace, person="1", name="Ada", chat=True)


@pytest.fixture
def bo(ada: Asker) -> Asker:
    return replace(ada, person="2", name="Bo")


@pytest.fixture
def zoe(ada: Asker) -> Asker:
    return replace(ada, person="3", name="Zoe")


def words(reply: Reply) -> str:
    return "\n".join(piece.text for piece in reply.pieces if isinstance(piece, Heading | Note))


def opened(by: Asker) -> Reply:
    clash = answer_line(f"/clash {MOTION}", by)
    offer = next(action for action in clash.actions if action.label == "Set up a match")
    return press(offer.code, by)


def pressed(card: Reply, label: str, by: Asker) -> Reply:
    return press(next(action.code for action in card.actions if action.label == label), by)


def test_a_card_is_for_everybody_and_shows_open_places_and_times(ada: Asker) -> None:
    card = opened(ada)
    assert (card.private, card.shared_by, card.placement) == (False, "1", "new")
    assert "For the motion: open" in words(card)
    assert [len(piece.rows) for piece in card.pieces if isinstance(piece, Table)] == [6]
    assert [action.label for action in card.actions] == ["I take for", "I take against", "My quotes"]
    assert not [piece for piece in card.pieces if isinstance(piece, Quotation)]


def test_places_are_taken_and_left_in_place_of_the_card(ada: Asker, bo: Asker) -> None:
    card = pressed(opened(ada), "I take for", ada)
    assert card.placement == "replace"
    assert "For the motion: Ada" in words(card)
    full = pressed(card, "I take against", bo)
    assert [action.label for action in full.actions] == ["My quotes", "Swap sides", "Draw lots", "Step back"]
    assert "Against the motion: open" in words(pressed(full, "Step back", bo))


def test_nobody_debates_with_themselves_or_takes_what_is_taken(ada: Asker, bo: Asker, zoe: Asker) -> None:
    card = opened(ada)
    pressed(card, "I take for", ada)
    assert "You have a place in this match already" in str(pressed(card, "I take against", ada).error)
    assert "This place is taken" in str(pressed(card, "I take for", bo).error)
    pressed(card, "I take against", bo)
    assert "This place is taken" in str(pressed(card, "I take against", zoe).error)


def test_only_the_two_see_their_quotes_swap_draw_and_step_back(ada: Asker, bo: Asker, zoe: Asker) -> None:
    card = pressed(pressed(opened(ada), "I take for", ada), "I take against", bo)
    for label in ("My quotes", "Swap sides", "Draw lots", "Step back"):
        refused = pressed(card, label, zoe)
        assert "Only the two who debate here can do this" in str(refused.error)
        assert (refused.private, refused.for_one) == (True, True)
    mine = pressed(card, "My quotes", ada)
    assert [piece.id for piece in mine.pieces if isinstance(piece, Quotation)] == ["FB-001"]
    assert mine.for_one
    assert "For the motion: Bo" in words(pressed(card, "Swap sides", bo))
    swapped = pressed(card, "My quotes", ada)
    assert [piece.id for piece in swapped.pieces if isinstance(piece, Quotation)] == ["FB-002"]


def test_sides_change_only_when_both_places_are_taken(ada: Asker) -> None:
    card = pressed(opened(ada), "I take for", ada)
    token = card.actions[0].code.rpartition(":")[2]
    assert press(f"match:swap:{token}", ada).error == "Both places must be taken first."


def test_lots_are_drawn_once_and_hang_on_the_card_alone(ada: Asker, bo: Asker) -> None:
    card = pressed(pressed(opened(ada), "I take for", ada), "I take against", bo)
    drawn = pressed(card, "Draw lots", bo)
    assert "The sides were drawn by lot." in words(drawn)
    assert "Draw lots" not in [action.label for action in drawn.actions]
    assert "done once" in str(pressed(card, "Draw lots", ada).error)
    fixtures = [draw(Fixture(motion="m", for_side=Seat(name="a"), mark=f"{mark:08x}")) for mark in range(200)]
    turned = sum(fixture.against_side.name == "a" for fixture in fixtures)
    assert 70 < turned < 130


def test_two_who_press_at_once_do_not_both_get_the_place(
    ada: Asker, bo: Asker, workspace: SmallWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = opened(ada)
    records, change = workspace.records, workspace.records.change_question

    def overtaken(token: str, **given: dict[str, str]) -> bool:
        monkeypatch.setattr(records, "change_question", change)
        pressed(card, "I take for", bo)
        return change(token, **given)

    monkeypatch.setattr(records, "change_question", overtaken)
    assert "This place is taken" in str(pressed(card, "I take for", ada).error)


def test_people_named_in_the_command_have_their_places(ada: Asker, bo: Asker, zoe: Asker) -> None:
    card = answer_line(f'/clash "{MOTION}" --for <@1> --against @Bo --quotes public', ada)
    assert [(piece.text, piece.person) for piece in card.pieces if isinstance(piece, Note)][:2] == [
        ("For the motion:", "1"),
        ("Against the motion: kept for Bo", None),
    ]
    assert [piece.id for piece in card.pieces if isinstance(piece, Quotation)] == ["FB-001", "FB-002"]
    assert "kept for somebody else" in str(pressed(card, "I take against", zoe).error)
    assert "Against the motion: Bo" in words(pressed(card, "I take against", bo))


def test_at_a_prompt_the_card_holds_the_quotes_of_both(workspace: SmallWorkspace) -> None:
    here = Asker(workspace=workspace)
    card = answer_line(f'/clash "{MOTION}" --for Ann --against Bo --sides drawn', here)
    assert {card.data["match"]["for"], card.data["match"]["against"]} == {"Ann", "Bo"}
    assert card.data["match"]["sources"] == [1, 1]
    assert [one["id"] for one in card.data["for"] + card.data["against"]] == ["FB-001", "FB-002"]
    assert card.actions == ()
    assert "A match is for two" in str(answer_line(f'/clash "{MOTION}" --for Ann --against @ann', here).error)


def test_a_forgotten_match_and_an_unknown_button_are_answered_in_a_sentence(
    ada: Asker, workspace: SmallWorkspace
) -> None:
    card = opened(ada)
    workspace.records.questions.clear()
    assert "no longer kept" in str(pressed(card, "I take for", ada).error)
    assert "no longer kept" in str(press("match:open:aaaaaaaa", ada).error)
    assert "not known any more" in str(press("match:explode:aaaaaaaa", ada).error)


def test_a_press_says_before_where_its_answer_will_stand(ada: Asker) -> None:
    assert not expected("match:open:aaaaaaaa", ada).private
    assert expected("match:for:aaaaaaaa", ada).replaces
    mine = expected("match:mine:aaaaaaaa", ada)
    assert (mine.replaces, mine.private) == (False, True)


def test_a_match_is_kept_whole() -> None:
    fixture = Fixture(
        motion=MOTION,
        for_side=seat("<@!42|Ann>"),
        against_side=seat("@Bo"),
        quotes_for=("FB-001",),
        quotes="public",
        drawn=True,
        mark="00ff",
    )
    assert fixture_from(kept(fixture)) == fixture
