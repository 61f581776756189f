"""What people type, as the plain claim that it makes."""

import pytest

from knowledge.understanding.declaratives import declarative


@pytest.mark.parametrize(
    ("typed", "claim"),
    [
        ("Should we close the old pier?", "We should close the old pier"),
        ("close the old pier", "We should close the old pier"),
        ("I think that the pier is ugly", "the pier is ugly"),
        ("This house believes that ferries are slow", "ferries are slow"),
        ("the pier is ugly, right?", "the pier is ugly"),
        ("The pier is too costly, and the town cannot pay for it.", "The pier is too costly"),
        ("The pier should stay because the ferry needs it.", "The pier should stay"),
        ("Must they pay for it", "They must pay for it"),
    ],
)
def test_questions_demands_and_opinions_become_plain_claims(typed: str, claim: str) -> None:
    assert declarative(typed) == claim


@pytest.mark.parametrize(
    "claim",
    [
        "The pier is ugly",
        "Tax is theft",
        "Cut flowers fade",
        "End of the season",
        "Support for the pier is fading",
        "Should the harbour board close the pier?",
        "I think",
        "Why not?",
        "Is a warm harbour a human right?",
        "Should the town build a casino?",
        "The town did not close the pier because of the gulls",
        "No one who was poor, and went to sea, would say this",
        "Support the troops is a slogan",
        "We believe in harbours and ships",
        "Can we trust the ferry, or is it bluffing?",
        "The mayor, the council and the board agree",
        "Gulls, crabs, and a few old sailors live there",
    ],
)
def test_what_is_no_plain_case_stays_as_it_was_typed(claim: str) -> None:
    assert declarative(claim) == claim
