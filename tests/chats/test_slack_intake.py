"""A new source in Slack where claims are reviewed before they are quoted: from the card to the answer."""

import re

from tests.chats.slack_program import CLAIM, Branch, SlackProgram
from tests.program import FERRY

SHORT_ID = re.compile(r"[A-Z]+-\d{3}")


def test_claims_are_reviewed_before_anybody_can_quote_them(
    branch: Branch, slack_of_many: SlackProgram
) -> None:
    branch = Branch.founded(slack_of_many, empty=True)
    ada, mo = branch.member("Ada"), branch.admin("Mo")
    mo.slash("/settings", "--intake before")
    mo.slash("/source", "add")
    card = mo.view.submit({"Text": FERRY}, until="1 source added.")
    assert "Keep the Ferry" not in ada.slash("/sources").text
    assert "no sources yet" in ada.slash("/counter", CLAIM).text

    review = card.press("Review claims", until="It waits for approval")
    first = SHORT_ID.findall(review.text)[0]
    assert "Dropped: it is in no answer." in review.press("Drop").text
    assert review.now().press("Correct speaker").text.startswith("Correct the speaker")
    told = mo.view.submit({"Name": "Jonas Veith", "Role": "captain"}, until="is now")
    assert "is now Jonas Veith, captain" in told.text
    branch.program.restart()
    assert "Its claims were approved." in review.now().press("Approve all").text

    assert first not in ada.slash("/support", CLAIM).text
    assert "was dropped by the moderators" in ada.slash("/quote", first).text
    assert "Dropped:" not in review.now().press("Restore").text
    assert first in ada.slash("/quote", first).text
    said = mo.slash("/audit").text
    for action in ("settings", "ingest", "claim drop", "claim speaker", "claim restore"):
        assert action in said
