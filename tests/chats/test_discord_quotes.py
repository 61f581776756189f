"""Quotes as people in Discord read them: word for word, and harmless."""

from tests.chats.discord_program import CLAIM, Club
from tests.doubles.discord.driver import Shown

LOUD = """Loud Letters
By Ola Berg

@everyone and <@{person}> must agree that the bridge is not too expensive, because ~~safety~~ has no price.
"""
REASON = "the ferry, which the county has kept for years, costs more"
REASONS = {village: ", and ".join([REASON] * 14) for village in ("Nordby", "Sandvik", "Holm", "Westerlund")}
LONG = "Long Letters\nBy Ola Berg\n\n" + "\n\n".join(
    f"The bridge to {village} is not too expensive, because {reasons}."
    for village, reasons in REASONS.items()
)


def added(club: Club, text: str) -> Shown:
    """A library that holds this source alone."""
    mo = club.moderator()
    for name in ("bridge.txt", "ferry.txt"):
        mo.slash("source remove", id=name).press("Yes, remove it")
    return mo.slash("source add", file=("letters.txt", text.encode())).wait_for("1 source added")


def test_a_quote_pings_nobody_and_formats_nothing_wherever_it_is_shown(club: Club) -> None:
    ada = club.member()
    card = added(club, LOUD.format(person=ada.id))
    private = ada.slash("counter", claim=CLAIM)
    shared = private.press("Share")
    mentioned = ada.mention(CLAIM).wait_for("Against")
    for shown in (card, private, shared, mentioned):
        assert shown.pings == []
        assert "must agree that the bridge is not too expensive" in shown.text
        assert "\\@everyone" in shown.text
        assert f" and <@{ada.id}>" not in shown.text
        assert " ~~safety" not in shown.text


def test_an_answer_that_is_too_long_for_a_message_goes_on_in_another_and_cuts_no_quote(club: Club) -> None:
    added(club, LONG)
    first = club.moderator().slash("claims")
    [second] = first.wait_for_follow_ups()
    assert [first.private, second.private] == [True, True]
    for village, reasons in REASONS.items():
        words = f"The bridge to {village} is not too expensive, because {reasons}."
        assert [words in one.text for one in (first, second)].count(True) == 1
