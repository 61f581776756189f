from benchmarks.quotes import TOPICS, claims_to_ask, essay, quotes


def test_invented_quotes_are_distinct_and_the_same_in_every_run() -> None:
    made = quotes(3000)
    assert len({one.text for one in made}) == 3000
    assert quotes(3000) == made
    assert quotes(100) == made[:100]
    assert {one.topic for one in made} == set(TOPICS)


def test_invented_quotes_are_as_long_as_real_ones() -> None:
    lengths = [len(one.text.split()) for one in quotes(2000)]
    assert sum(15 <= length <= 30 for length in lengths) > 0.95 * len(lengths)


def test_a_quote_holds_the_phrases_that_it_is_made_of() -> None:
    for one in quotes(500):
        for part in one.parts:
            fixed = part.replace("{name}", "{n}").split("{n}")
            assert all(piece.lower() in one.text.lower() for piece in fixed)


def test_claims_to_ask_are_varied() -> None:
    asked = claims_to_ask(60)
    assert len(set(asked)) == 60
    assert asked == claims_to_ask(60)
    assert min(len(claim.split()) for claim in asked) == 3


def test_an_essay_has_the_sentences_that_were_ordered() -> None:
    assert essay(3, sentences=25).count(". ") + essay(3, sentences=25).count(".\n") == 25
    assert essay(3) != essay(4)
