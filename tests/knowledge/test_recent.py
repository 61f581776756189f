"""What was found out not long ago is there for as long as whoever looks trusts it."""

from knowledge.recent import Recent


def test_whoever_looks_says_how_old_it_may_be() -> None:
    clock = [0.0]
    recent = Recent[str, str](most=9, now=lambda: clock[0])
    recent.keep("ferry", "safe")
    clock[0] = 60.0
    assert recent.get("ferry", within=60.0) == "safe"
    assert recent.get("ferry", within=59.0) is None
    assert recent.get("ferry") == "safe"
    recent.keep("ferry", "late")
    assert recent.get("ferry", within=0.0) == "late"
    assert recent.get("bridge") is None


def test_what_was_kept_for_longest_makes_room() -> None:
    recent = Recent[int, str](most=2)
    for number in (1, 2, 1, 3):
        recent.keep(number, str(number))
    assert [recent.get(number) for number in (1, 2, 3)] == ["1", None, "3"]


def test_what_is_forgotten_is_not_there() -> None:
    recent = Recent[str, frozenset[str]](most=2)
    recent.keep("team", frozenset())
    assert recent.get("team") == frozenset()
    recent.forget("team")
    recent.forget("team")
    assert recent.get("team") is None
