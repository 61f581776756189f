import pytest

from knowledge.understanding.evidence import evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fares rose by 12 per cent.", "statistic"),
        ("The pier cost 1,250,000 in the end.", "statistic"),
        ("It carries .5 million riders.", "statistic"),
        ("The crew found 41 broken planks and mended six.", "statistic"),
        ("Three in ten islanders never take the ferry.", "statistic"),
        ("The ferry costs nine pounds a head.", "statistic"),
        ("We asked 90 sailors, and 62 of them were afraid.", "statistic"),
        ("Critics say that the ferry is too slow.", "testimony"),
        ("Studies of the harbour office reveal that few boats are safe.", "testimony"),
        ("According to the harbour office, few boats are safe.", "testimony"),
        ("I have lived on the island all my life, and the ferry never failed.", "testimony"),
        ("In March 2021 the pier was closed.", "event"),
        ("The island abstained on the third anniversary of the treaty.", "event"),
        ("The mayors declared a friendship just before the storm.", "event"),
        ("The pier may be closed in March 2031.", "reasoning"),
        ("A ferry that starts today will be welcome by 2040.", "reasoning"),
        ("On November 18 hints were dropped, which means that nobody is sure.", "reasoning"),
        ("The ferry is too slow because it stops twice.", "reasoning"),
    ],
)
def test_evidence_says_what_a_claim_rests_on(text: str, expected: str) -> None:
    assert evidence(text, cited=False) == expected


def test_the_word_of_somebody_who_is_cited_is_testimony_unless_it_gives_figures() -> None:
    assert evidence("The ferry is too slow.", cited=True) == "testimony"
    assert evidence("The ferry loses 12 per cent a year.", cited=True) == "statistic"
