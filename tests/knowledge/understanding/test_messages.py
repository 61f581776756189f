"""What a chat message claims."""

import pytest

from knowledge.understanding.messages import claims_in


@pytest.mark.parametrize(
    "message",
    [
        "alliance is easy",
        "nuclear power",
        "The ferry must stay.",
        "Should the ferry stay?",
        "ferries?",
        "Brücken sind teuer",
    ],
)
def test_a_message_of_one_phrase_or_question_is_itself_the_claim(message: str) -> None:
    assert claims_in(message) == (message,)


def test_the_most_arguable_sentence_comes_first() -> None:
    message = "The vote was at the quay on Monday. The bridge is too expensive and will never pay for itself."
    assert claims_in(message) == (
        "The bridge is too expensive and will never pay for itself.",
        "The vote was at the quay on Monday.",
    )


def test_a_question_beside_a_claim_is_left_out() -> None:
    assert claims_in("Who pays for it? The bridge is too expensive for the island.") == (
        "The bridge is too expensive for the island.",
    )
    assert claims_in("Who pays? And why now?") == ("Who pays?", "And why now?")


def test_short_claims_count_beside_long_ones() -> None:
    assert claims_in("Alliance is easy. Nobody on the island should pay for a bridge that fails.") == (
        "Nobody on the island should pay for a bridge that fails.",
        "Alliance is easy.",
    )


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        (
            "> You are all wrong about this.\nThe ferry is cheaper than the bridge.",
            "The ferry is cheaper than the bridge.",
        ),
        ("&gt; You are all wrong about this.\nFerries are cheap", "Ferries are cheap"),
        ("Ferries are cheap\n>>> You are all wrong.\nReally, all of you are.", "Ferries are cheap"),
        ("```\nprint('the code is wrong')\n```\nferries are cheap", "ferries are cheap"),
        ("ferries are cheap `x = the ferry is dear`", "ferries are cheap"),
        ("ferries are cheap https://example.org/the_ferry_is_dear?x=1", "ferries are cheap"),
        ("<https://example.org/a|ferries are cheap>", "ferries are cheap"),
        ("[ferries are cheap](https://example.org/a)", "ferries are cheap"),
        ("<@U0123> **ferries** are _cheap_ :smile: <:wave:12345>", "ferries are cheap"),
        ("- ferries are cheap", "ferries are cheap"),
        ("R&amp;D is a waste", "R&D is a waste"),
    ],
)
def test_what_is_not_the_writers_own_words_is_left_out(message: str, claim: str) -> None:
    assert claims_in(message) == (claim,)


@pytest.mark.parametrize(
    "message", ["", "  \n ", "🎉", "https://example.org/", "> quoted only", "```code```", "ok\nlol"]
)
def test_a_message_that_asserts_nothing_gives_nothing(message: str) -> None:
    assert claims_in(message) == ()


def test_a_sentence_said_twice_counts_once() -> None:
    assert claims_in("Ferries are cheap\nFerries are cheap") == ("Ferries are cheap",)


def test_an_endless_sentence_is_cut_at_a_word() -> None:
    (claim,) = claims_in("the ferry is cheap " + "and good " * 500)
    assert 900 < len(claim) <= 1000
    assert claim.endswith(("and", "good"))
    assert [len(one) for one in claims_in("x" * 4000)] == [1000]


@pytest.mark.parametrize("piece", ["[", "<https://", "`", "```", "> ", "*", "a.", "<@", ":a", "([", "\n"])
def test_hostile_messages_are_read_quickly(piece: str) -> None:
    claims_in(piece * (40_000 // len(piece)))
