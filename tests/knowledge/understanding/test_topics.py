import pytest

from knowledge.understanding.topics import claim_topics, key_phrase, main_topic, resolve

KNOWN = ("russia-china", "school-phones", "nuclear-power")


@pytest.mark.parametrize(
    "typed",
    [
        "russia-china",
        "Sino-Russian",
        "moscow beijing",
        "rusia-china",
        "china vs. russia",
        "China–Russia relations",
    ],
)
def test_a_topic_is_reached_under_all_its_names_and_with_a_slip(typed: str) -> None:
    topic = resolve(typed, known=KNOWN)
    assert topic.name == "russia-china"
    assert set(topic.entities) == {"russia", "china"}


@pytest.mark.parametrize("typed", ["school-phones", "School phones", "scool phones", "phones, school"])
def test_a_topic_of_the_library_is_reached_by_its_words(typed: str) -> None:
    assert resolve(typed, known=KNOWN).name == "school-phones"


def test_any_other_phrase_is_a_topic_of_its_own() -> None:
    topic = resolve("four-day week", known=KNOWN)
    assert (topic.name, topic.entities, topic.known) == ("four-day week", (), False)


def test_a_country_with_other_words_is_a_phrase_and_not_the_country() -> None:
    assert resolve("Turkey's dairy farms", known=KNOWN).entities == ()


def test_a_claim_is_filed_under_pairs_single_entities_and_its_source_topic() -> None:
    assert claim_topics({"china", "us", "russia"}, source_topic="trade") == (
        "us-russia",
        "us-china",
        "russia-china",
        "us",
        "russia",
        "china",
        "trade",
    )


def test_a_source_on_two_countries_is_named_after_them() -> None:
    about = [frozenset({"china", "russia"})] * 3 + [frozenset()]
    assert main_topic("A title", ["a", "b", "c", "d"], about) == "russia-china"


def test_a_source_without_countries_is_named_after_its_key_phrase() -> None:
    texts = ["Night trains pay.", "People like night trains.", "A night is short.", "Some trains are slow."]
    assert key_phrase("All aboard for the night", texts) == "night-trains"


def test_a_source_that_repeats_nothing_has_no_key_phrase() -> None:
    assert key_phrase(None, []) is None


@pytest.mark.parametrize("typed", ["crime", "school", "children", "urban parks", "polls", "sweets", "child"])
def test_an_ordinary_word_is_not_taken_for_a_country_that_is_spelt_alike(typed: str) -> None:
    known = ("ukraine", "germany", "chile", "hungary", "france", "poland", "sweden", *KNOWN)
    assert resolve(typed, known=known).entities == ()


def test_a_slip_of_typing_is_only_taken_for_a_topic_that_the_library_holds() -> None:
    assert resolve("rusia-china", known=()).entities == ()
