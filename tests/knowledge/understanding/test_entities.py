import pytest

from knowledge.understanding.entities import entities
from knowledge.understanding.gazetteer import ENTITIES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow sold more gas than Beijing could store.", {"russia", "china"}),
        ("The Kremlin’s patience is not endless.", {"russia"}),
        ("Sino-Russian trade grew.", {"china", "russia"}),
        ("A Franco-German engine drives the EU.", {"france", "germany", "eu"}),
        ("The U.S. and the U.K. agreed.", {"us", "uk"}),
        ("Let us go; who knows them?", set()),
        ("Who speaks for us in Saudi Arabia?", {"saudi-arabia"}),
        ("The Indo-Pacific is wide.", set()),
        ("Anglo-Saxon words are short.", set()),
        ("North Koreans and South Korea’s army", {"north-korea", "south-korea"}),
        ("The People's Republic of China is large.", {"china"}),
        ("Cairo trusts el-Sisi, and von der Leyen knows it.", {"egypt", "eu"}),
        ("", set()),
    ],
)
def test_entities_are_found_under_any_of_their_names(text: str, expected: set[str]) -> None:
    assert entities(text) == expected


def test_no_alias_belongs_to_two_entities() -> None:
    aliases = [alias for names in ENTITIES.values() for alias in names]
    assert len(aliases) == len(set(aliases))


@pytest.mark.parametrize(
    ("alias", "name"), [(alias, name) for name, aliases in ENTITIES.items() for alias in aliases]
)
def test_every_alias_is_found_in_a_text(alias: str, name: str) -> None:
    assert entities(alias) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "Polish your shoes before the dance.",
        "Paris Hilton opened a hotel.",
        "Wellington boots keep the rain out.",
        "Washington Irving wrote tales.",
        "Brussels sprouts taste best after frost.",
    ],
)
def test_words_that_look_like_a_country_but_mean_something_else_are_passed_over(text: str) -> None:
    assert entities(text) == set()


def test_a_false_friend_elsewhere_does_not_hide_the_country() -> None:
    assert entities("Polish farmers sold boots to Wellington and Washington.") == {
        "poland",
        "new-zealand",
        "us",
    }
