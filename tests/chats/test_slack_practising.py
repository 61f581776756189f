"""Drills, matches and blind spots in Slack, in the whole program."""

from tests.chats.slack_program import Office

DEAR = "SB-007"
"""A claim that the bridge is too expensive."""
NOT_DEAR = "The ferry costs more each year, so the bridge is not too expensive."
MOTION = "This house would build the bridge to Skerry Island"


def test_an_answer_is_given_in_a_window_and_told_what_it_meets(office: Office) -> None:
    ada = office.member("Drilled")
    asked = ada.slash("/drill", DEAR)
    assert asked.private
    assert "What is the best argument against it?" in asked.text
    pressed = asked.begin_press("Answer")
    assert pressed.answer().kind == "view"
    ada.view.begin_submit({"The best argument against it": NOT_DEAR}).acknowledged()
    graded = pressed.answer(until="comes back")
    assert graded.private
    assert "That argues against it" in graded.text
    assert "The same point in the sources" in graded.text
    assert "Answer this claim" in graded.press("Next").text


def test_a_drill_is_private_also_where_answers_are_public(office: Office) -> None:
    with office.public_answers():
        asked = office.member("Shy").slash("/drill", DEAR)
        assert asked.private
        shown = asked.press("Show answers")
        assert shown.private
        assert "The strongest points against it" in shown.text
        assert "Stopped. Your cards are kept" in shown.press("Stop").text


def test_a_match_is_set_up_for_two_who_alone_may_press(office: Office) -> None:
    ada, bo, zoe = office.member("Ann"), office.member("Bo"), office.member("Zoe")
    card = ada.slash("/clash", MOTION).press("Set up a match")
    assert not card.private
    assert "For the motion: open" in card.text
    card.press("I take for")
    card.now().by(bo).press("I take against")
    shown = card.now()
    assert "Against the motion: Bo" in shown.text
    quotes = shown.by(bo).press("My quotes")
    assert "Your quotes: Against the motion" in quotes.text
    assert quotes.private
    refused = shown.by(zoe).press("Swap sides")
    assert "Only the two who debate here can do this" in refused.text
    assert refused.private
    shown.by(ada).press("Swap sides")
    assert "For the motion: Bo" in card.now().text


def test_a_place_kept_for_a_name_is_for_whoever_is_called_so(office: Office) -> None:
    ada, bo, zoe = office.member("Ann"), office.member("Bo"), office.member("Zoe")
    card = ada.slash("/clash", f'"{MOTION}" --against @Bo --quotes public')
    assert not card.private
    assert "Against the motion: kept for Bo" in card.text
    assert "This place is taken, or kept for somebody else" in card.by(zoe).press("I take against").text
    card.by(bo).press("I take against")
    assert "Against the motion: Bo" in card.now().text


def test_what_is_wanted_is_posted_for_everybody(office: Office) -> None:
    shown = office.admin().slash("/blindspots", "skerry-bridge")
    assert "Evidence wanted on skerry-bridge" in shown.text
    assert not shown.press("Share").private
