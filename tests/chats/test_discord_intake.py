"""A new source in Discord where claims are reviewed before they are quoted: from the card to the answer."""

from tests.chats.discord_program import CLAIM, Club
from tests.doubles.discord.driver import Person, Shown
from tests.program import FERRY

DREDGE = """Dredge the Sound
By Nils Aune
3 March 2024

The sound must be dredged, because large ships cannot enter it. Dredging would bring work to the whole coast.

"The ferry crews will lose nothing by it," said Una Dahl, a pilot.
"""


def test_claims_are_reviewed_before_anybody_can_quote_them(club: Club) -> None:
    club = Club(program=club.program, server=club.service.server("Reviewed"))
    ada, mo = club.member("Ada"), club.moderator("Mo")
    mo.slash("settings", intake="before").wait_for("Settings")
    card = mo.slash("source add", file=("ferry.txt", FERRY.encode()), topic="skerry-bridge")
    card.wait_for("Keep the Ferry", within=60)
    assert "Keep the Ferry" not in ada.slash("sources").text
    assert "no sources yet" in ada.slash("counter", claim=CLAIM).text

    review = card.press("Review claims").wait_for("It waits for approval")
    assert review.private
    dropped = review.press("Drop").wait_for("Dropped: it is in no answer.")
    assert dropped.id == review.id
    first = first_id(review)
    corrected(review, by=mo)
    club.program.restart()
    review.press("Approve all").wait_for("Its claims were approved.")

    answer = ada.slash("support", claim=CLAIM)
    assert first not in answer.text
    assert "was dropped by the moderators" in ada.slash("quote", id=first).text
    review.press("Restore").wait_until(lambda shown: "Dropped:" not in shown.text)
    assert first in ada.slash("quote", id=first).text
    review.press("Undo").wait_for("Dropped: it is in no answer.")
    review.press("Undo").wait_for("It waits for approval")
    assert "no sources yet" in ada.slash("counter", claim=CLAIM).text
    said = mo.slash("audit").text
    for action in ("settings", "ingest", "claim drop", "claim speaker", "claim restore", "approve", "undo"):
        assert action in said


def corrected(review: Shown, *, by: Person) -> None:
    form = review.press("Correct speaker").modal
    assert form.title == "Correct the speaker"
    told = form.submit(name="Jonas Veith", role="captain", of="speaker")
    assert "is now Jonas Veith, captain" in told.text
    assert "Speaker corrected; detected was: Jonas Veit" in by.slash("intake", id="ferry.txt").text


def first_id(review: Shown) -> str:
    return review.refresh().text.split("`")[1]


def test_claims_that_are_reviewed_after_can_be_quoted_at_once_and_stand_in_the_list(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    mo.slash("settings", intake="after").wait_for("Settings")
    assert "No source waits for review" in mo.slash("intake").text
    mo.slash("source add", file=("sound.txt", DREDGE.encode())).wait_for("Dredge the Sound", within=60)
    waiting = mo.slash("intake")
    assert "Its claims can be quoted already" in waiting.text
    assert "must be dredged" in ada.slash("who", name="Nils Aune").text
    waiting.press("Review Dredge the Sound").press("Approve all").wait_for("Its claims were approved.")
    assert "No source waits for review" in mo.slash("intake").text
