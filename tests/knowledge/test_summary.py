import numpy as np

from knowledge.summary import summarise
from knowledge.types import Claim, Metadata, Source, Span, Speaker, StoredClaim

SOURCE = Source(
    id="a1",
    file="a.txt",
    kind="text",
    metadata=Metadata(),
    topic=None,
    added="2026-01-01T00:00:00Z",
    sha256="",
)


def stored(key: int, *, speaker: str = "Ida Field", leans: bool = False) -> StoredClaim:
    claim = Claim(
        span=Span(start=key, end=key + 1),
        quote=f"Claim {key}.",
        speaker=Speaker(name=speaker),
        manner="author",
        evidence="reasoning",
        score=0.5,
        needs_before=leans,
    )
    return StoredClaim(id=f"S-{key:03}", key=key, claim=claim, source=SOURCE)


def unit(*rows: list[float]) -> np.ndarray:
    array = np.array(rows, dtype=np.float32)
    unit_rows: np.ndarray = array / np.linalg.norm(array, axis=1, keepdims=True)
    return unit_rows


def test_the_claim_nearest_to_all_others_is_central() -> None:
    vectors = unit([1, 0, 0], [1, 1, 1], [0, 1, 0], [0, 0, 1])
    summary = summarise(SOURCE, [stored(k) for k in range(4)], vectors)
    assert summary.central is not None
    assert summary.central.key == 1


def test_key_claims_stand_in_reading_order_and_none_repeats_another() -> None:
    vectors = unit([1, 0, 0], [0, 1, 0], [0, 1, 0.01], [0, 0, 1])
    summary = summarise(SOURCE, [stored(k) for k in range(4)], vectors)
    keys = [one.key for one in summary.key]
    assert keys == sorted(keys)
    chosen = {*keys, summary.central.key if summary.central else -1}
    assert len(chosen & {1, 2}) == 1


def test_a_claim_that_leans_on_its_neighbour_is_not_taken_for_a_summary() -> None:
    summary = summarise(SOURCE, [stored(0, leans=True)], unit([1, 0]))
    assert summary.central is None


def test_speakers_are_named_by_how_much_they_say() -> None:
    claims = [stored(0), stored(1, speaker="Bo Lind"), stored(2, speaker="Bo Lind")]
    summary = summarise(SOURCE, claims, unit([1, 0], [0, 1], [1, 1]))
    assert summary.speakers[0] == (Speaker(name="Bo Lind"), 2)
