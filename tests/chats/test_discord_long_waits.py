"""Discord asks for a wait that nobody would sit out: the asker is told, and nobody else is kept waiting."""

from tests.chats.discord_program import CLAIM, Club

EDIT = "PATCH /webhooks/*"
AN_HOUR = 3_600.0


def test_a_limit_of_an_hour_on_a_route_is_told_to_the_asker_and_holds_up_nobody_else(club: Club) -> None:
    ada, zoe = club.member(), club.member("Zoe")
    club.service.fault("limit", EDIT, retry_after=AN_HOUR)
    shown = ada.slash("counter", claim=CLAIM, within=30)
    assert shown.text.startswith("The answer is there, but Discord did not take it")
    assert shown.private
    assert "SB-001" in zoe.slash("counter", claim=CLAIM, within=15).text
    edits = [one for one in club.service.statistics["requests"] if one.startswith("PATCH /webhooks/")]
    assert len([one for one in edits if one == edits[-2]]) == 1
