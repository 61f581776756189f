from knowledge.retrieval.candidates import fuse
from knowledge.storage.store import Hit


def hits(*keys: int) -> list[Hit]:
    return [Hit(key=key, value=1.0) for key in keys]


def test_a_claim_found_both_by_meaning_and_by_words_comes_first() -> None:
    assert fuse([hits(1, 2, 3), hits(3, 4)])[0] == 3


def test_equal_ranks_keep_the_order_of_meaning() -> None:
    assert fuse([hits(1), hits(2)]) == [1, 2]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse([[], []]) == []
