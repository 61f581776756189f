"""The buttons under an answer, each used by the asker and by others."""

from tests.chats.discord_program import CLAIM, Club

UNANSWERABLE = "SB-005"


def test_in_context_shows_the_sentences_around_the_quote(club: Club) -> None:
    shown = club.member().slash("quote", id="SB-007").press("In context")
    assert "“The bridge to Skerry Island is too expensive, and the county cannot afford it.”" in shown.text
    assert "A new ferry would cost a tenth of the money" in shown.text
    assert shown.private


def test_reply_to_this_climbs_the_ladder_of_counters(club: Club) -> None:
    rung = club.member().slash("quote", id="SB-007").press("Reply to this")
    assert "Against “The bridge to Skerry Island is too expensive" in rung.text
    assert "SB-001" in rung.text
    higher = rung.press("Reply to this")
    assert "Against “The bridge to Skerry Island is not too expensive" in higher.text
    assert higher.private


def test_reply_to_this_says_so_when_the_library_holds_no_counter(club: Club) -> None:
    mo = club.moderator()
    mo.slash("source remove", id="ferry.txt").press("Yes, remove it")
    shown = mo.slash("quote", id=UNANSWERABLE).press("Reply to this")
    assert "Nothing in the sources argues against this." in shown.text


def test_other_side_argues_for_the_same_claim(club: Club) -> None:
    shown = club.member().slash("counter", claim=CLAIM).press("Other side")
    assert f"For “{CLAIM}”" in shown.text
    assert "supports" in shown.text


def test_what_is_public_already_cannot_be_shared_and_serves_everybody(club: Club) -> None:
    club.moderator().slash("settings", answers="public").wait_for("Settings")
    public = club.member().slash("counter", claim=CLAIM)
    assert "Share" not in public.buttons
    assert f"For “{CLAIM}”" in public.press("Other side", by=club.member("Zoe")).text


def test_a_button_that_is_for_moderators_stays_so_on_a_message_that_everybody_sees(club: Club) -> None:
    mo, zoe = club.moderator(), club.member("Zoe")
    mo.slash("settings", answers="public").wait_for("Settings")
    card = mo.slash("source show", id="ferry.txt")
    refused = card.press("Remove", by=zoe)
    assert refused.text.startswith("⚠️ Only moderators may use /source remove")
    assert refused.private
    assert card.press("Edit", by=zoe).text.startswith("⚠️ Only moderators may use /source edit")
    assert "Keep the Ferry" in zoe.slash("sources").text


def test_what_help_shows_its_buttons_run(club: Club) -> None:
    shown = club.member().slash("help")
    assert "Views on skerry-bridge" in shown.press("/views skerry-bridge").text
    assert "Build the Bridge Now" in shown.press("/sources").text


def test_what_is_kept_about_a_person_is_deleted_after_a_question(club: Club) -> None:
    ada = club.member()
    answer = ada.slash("counter", claim=CLAIM)
    question = ada.slash("privacy").press("Delete it all")
    assert "is deleted" in question.press("Delete it all").text
    assert "**questions** · 0" in ada.slash("privacy").text
    late = answer.press("Other side")
    assert late.text.startswith("⚠️ The question behind this button is no longer kept")
    assert late.private


def test_a_setting_is_chosen_from_its_menu(club: Club) -> None:
    shown = club.moderator().slash("settings").choose("public", custom_id="cp:set:answers")
    assert shown.private
    assert not club.member().slash("topics").private
