"""Broken typography is mended, real letters are left alone, and no letter changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading import squeeze
from knowledge.reading.typography import repaired, spaced


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the harbourāthrough fees", "the harbour—through fees"),
        ("If thereās a way, itās slow", "If there’s a way, it’s slow"),
        ("They donāt, and the shippersācan pay", "They don’t, and the shippers—can pay"),
        ("tariffsāsuch as these. The Unionās ports", "tariffs—such as these. The Union’s ports"),
        ("cohesionāRavel might agree", "cohesion—Ravel might agree"),
        ("He called it āunfitā and wonāt sign", "He called it “unfit” and won’t sign"),
        ("from 2010ā2015", "from 2010–2015"),
        ("theyâre late, and itâs cold", "they’re late, and it’s cold"),
        (
            "the sailorâs unionâwhich struckâwon, and itâs over",
            "the sailor’s union—which struck—won, and it’s over",
        ),
        ("It is a â€œtestâ€\x9d and thatâ€™s all", "It is a “test” and that’s all"),
        ("a cafÃ© by the harbour", "a café by the harbour"),
    ],
)
def test_lost_marks_are_put_back(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Māori leaders and their whānau met in Ōtaki; the Pākehā council agreed.",
        "Rāma and the Mahābhārata are taught at school.",
        "Le château est à côté de la forêt, et la pâte est prête.",
        "Latvijā runā par ostām, un tās ir lielākās valstī.",
        "Malayalam kāvya and the devatās of the temple",
        "România are câteva porturi și când plouă sunt pline.",
        "Él está aquí, señora.",
        "A straight 'quote' and a “curly” one — both stay.",
    ],
)
def test_real_letters_and_marks_are_left_alone(text: str) -> None:
    assert repaired(text) == text


def test_a_missing_space_behind_a_full_stop_is_put_in_and_abbreviations_are_not_torn() -> None:
    assert spaced("It ended.Nobody knew. See quay.org, U.S.Navy and Node.js.") == (
        "It ended. Nobody knew. See quay.org, U.S.Navy and Node.js."
    )


@given(st.text(alphabet="abcTSW āâ’'.,\n5é\u200b", max_size=80))
def test_repairs_of_lost_marks_keep_every_letter_and_digit(text: str) -> None:
    without_marks = text.replace("â", "ā")
    assert squeeze(repaired(without_marks)) == squeeze(without_marks)
