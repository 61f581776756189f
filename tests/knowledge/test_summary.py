"""Which claims stand for a source."""

from dataclasses import replace

import numpy as np

from knowledge.storage.store import Vectors
from knowledge.summary import KEY_CLAIMS, LEAST_KEY_CLAIMS, LONGEST, ROOM, summarise
from knowledge.types import Claim, Manner, Metadata, Source, Span, Speaker, StoredClaim

SOURCE = Source(
    id="a1",
    file="a.txt",
    kind="text",
    metadata=Metadata(),
    topic=None,
    added="2026-01-01T00:00:00Z",
    sha256="",
)
OFF, NEAR, BESIDE = ([0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0])


def stored(
    key: int,
    words: str = "",
    *,
    speaker: str | None = None,
    manner: Manner = "author",
    leans: bool = False,
    headline: bool = False,
) -> StoredClaim:
    quote = words or f"The {key}th of the piers must be mended before winter."
    claim = Claim(
        span=Span(start=1000 * key, end=1000 * key + len(quote)),
        quote=quote,
        speaker=Speaker(name=speaker),
        manner=manner,
        evidence="reasoning",
        score=0.5,
        needs_before=leans,
        headline=headline,
    )
    return StoredClaim(id=f"S-{key:03}", key=key, claim=claim, source=SOURCE)


def unit(*rows: list[float]) -> Vectors:
    """Vectors that lie where the first numbers of each say."""
    array = np.zeros((len(rows), 384), dtype=np.float32)
    for row, values in enumerate(rows):
        array[row, : len(values)] = values
    unit_rows: Vectors = array / np.linalg.norm(array, axis=1, keepdims=True)
    return unit_rows


def apart(count: int) -> Vectors:
    return np.eye(count, 384, dtype=np.float32)


def test_the_claim_nearest_to_all_others_is_central() -> None:
    vectors = unit([1, 0, 0], NEAR, BESIDE, OFF)
    summary = summarise(SOURCE, [stored(k) for k in range(4)], vectors)
    assert summary.central is not None
    assert summary.central.key == 1


def test_a_claim_that_says_what_the_title_says_is_central() -> None:
    claims, vectors = [stored(k) for k in range(4)], apart(4)
    for place in (1, 2):
        assert summarise(SOURCE, claims, vectors, title=vectors[place]).central == claims[place]


def test_key_claims_stand_in_reading_order_and_none_repeats_another() -> None:
    vectors = unit([1, 0, 0], BESIDE, [0, 1, 0.01], OFF)
    summary = summarise(SOURCE, [stored(k) for k in range(4)], vectors)
    keys = [one.key for one in summary.key]
    assert keys == sorted(keys)
    chosen = {*keys, summary.central.key if summary.central else -1}
    assert len(chosen & {1, 2}) == 1


def test_what_leans_on_its_neighbour_a_headline_and_an_endless_quote_are_never_taken() -> None:
    claims = [stored(0, leans=True), stored(1, headline=True), stored(2, "Piers rot " * 60)]
    summary = summarise(SOURCE, claims, apart(3))
    assert (summary.central, summary.key, summary.reserve) == (None, (), ())


def test_what_breaks_off_sets_the_scene_or_is_long_comes_last() -> None:
    claims = [
        stored(0, 'If the council truly "acts in a way..."'),
        stored(1, "The council met on Monday."),
        stored(2, f"The pier {'and the quay ' * 20}must be mended."),
        *(stored(key) for key in range(3, 8)),
    ]
    assert len(claims[2].claim.quote) > LONGEST
    summary = summarise(SOURCE, claims, apart(8))
    shown = {summary.central, *summary.key}
    assert shown == set(claims[3:])
    assert set(summary.reserve) == set(claims[:3])


def test_there_are_as_many_key_claims_as_have_room_but_at_least_three() -> None:
    few = summarise(SOURCE, [stored(k) for k in range(12)], apart(12))
    assert len(few.key) == KEY_CLAIMS
    wide = [stored(k, f"The {k}th pier {'and its quay ' * 18}must be mended.") for k in range(12)]
    many = summarise(SOURCE, wide, apart(12))
    assert len(many.key) == LEAST_KEY_CLAIMS
    assert sum(len(one.claim.quote) for one in few.key) < ROOM


def test_the_central_claim_is_the_authors_where_the_source_is() -> None:
    vectors = unit([1, 0.2, 0], NEAR, BESIDE, OFF)
    others = [stored(k, speaker="Bo Lind", manner="direct") for k in (1, 3)]
    mixed = summarise(SOURCE, [stored(0), others[0], stored(2), others[1]], vectors)
    assert mixed.central is not None
    assert mixed.central.claim.manner == "author"
    debate = [stored(k, speaker=f"Debater {k}", manner="direct") for k in range(4)]
    assert summarise(SOURCE, debate, vectors).central == debate[1]


def test_what_is_left_stands_ready_the_best_first() -> None:
    claims = [stored(k) for k in range(12)]
    summary = summarise(SOURCE, claims, apart(12))
    assert len(summary.reserve) == 12 - 1 - len(summary.key)
    assert not {*summary.reserve} & {summary.central, *summary.key}


def test_speakers_are_named_by_how_much_they_say_and_who_is_cited_apart() -> None:
    cited = [stored(k, speaker="Bo Lind", manner="indirect") for k in (1, 2)]
    summary = summarise(SOURCE, [stored(0, speaker="Ida Field"), *cited], unit([1, 0], [0, 1], [1, 1]))
    assert summary.speakers[0] == (Speaker(name="Bo Lind"), 2)
    assert summary.quoted == (Speaker(name="Bo Lind"),)
    nobody = replace(cited[0], claim=replace(cited[0].claim, speaker=Speaker()))
    assert summarise(SOURCE, [nobody], unit([1, 0])).quoted == ()
