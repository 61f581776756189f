import pytest

from knowledge.speakers import speaker_meant

NAMES = [
    "Cordelia Ashgrove",
    "Maxim Petrov",
    "Mara Lind",
    "Bo Li",
    "Renée O’Neil",
    "Lindsay Moss-Kern",
    "Xi Wen",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bo li", "Bo Li"),
        ("li", "Bo Li"),
        ("Xi", "Xi Wen"),
        ("lind", "Mara Lind"),
        ("linds", "Lindsay Moss-Kern"),
        ("kern", "Lindsay Moss-Kern"),
        ("moss kern", "Lindsay Moss-Kern"),
        ("mara l", "Mara Lind"),
        ("grove", "Cordelia Ashgrove"),
        ("renee", "Renée O’Neil"),
        ("RENÉE O'NEIL", "Renée O’Neil"),
        ("  Maxim   Petrov ", "Maxim Petrov"),
    ],
)
def test_a_name_is_found_whole_by_a_word_by_its_beginning_or_by_a_part(typed: str, meant: str) -> None:
    assert speaker_meant(typed, NAMES) == meant


def test_each_way_of_matching_goes_before_the_next_whatever_the_order_of_the_names() -> None:
    names = ["Ivo Blindt", "Ana Linder", "Mara Lind", "Lind"]
    for best in reversed(names):
        assert speaker_meant("lind", names) == best
        names.remove(best)
    assert speaker_meant("lind", names) is None


@pytest.mark.parametrize("typed", ["Mara Lnid", "mara linnd", "Petrof", "Ashgroove", "Cordellia Ashgrov"])
def test_a_slip_of_typing_finds_the_name(typed: str) -> None:
    assert speaker_meant(typed, NAMES) is not None


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("li", ["Cordelia Ashgrove"]),
        ("Xi", ["Maxim Petrov"]),
        ("xim", ["Maxim Petrov"]),
        ("Lnd", ["Mara Lind"]),
        ("Mara Vandenberghe", ["Mara Li"]),
        ("Ines Okafor", NAMES),
        ("Rubinstein", NAMES),
        ("", NAMES),
        ("?!", NAMES),
        ("Mara", []),
    ],
)
def test_nobody_is_meant_by_a_chance_likeness(typed: str, names: list[str]) -> None:
    assert speaker_meant(typed, names) is None


def test_of_equally_good_names_the_first_is_meant() -> None:
    assert speaker_meant("ada", ["Ada Moss", "Ada Kern"]) == "Ada Moss"
