"""What changes of a draft do: pure values, each with the way back."""

from knowledge.drafts import MOST_EARLIER, Draft, Picks, next_best, undone, with_instead, without

PICKS = Picks(central="A", key=("B", "C"))
DRAFT = Draft(token="t", person="mo", source="a1", picks=PICKS)  # noqa: S106


def test_a_dropped_quote_is_gone_wherever_it_stood() -> None:
    assert without(DRAFT, "B").picks == Picks(central="A", key=("C",))
    assert without(DRAFT, "A").picks == Picks(central=None, key=("B", "C"))
    assert without(DRAFT, "A").picks.ids == ("B", "C")


def test_a_swapped_quote_stands_where_the_other_did_and_never_twice() -> None:
    assert with_instead(DRAFT, "A", "D").picks == Picks(central="D", key=("B", "C"))
    assert with_instead(DRAFT, "C", "D").picks.ids == ("A", "B", "D")
    assert with_instead(DRAFT, "C", "B") is DRAFT
    assert with_instead(DRAFT, "X", "D") is DRAFT
    assert without(DRAFT, "X") is DRAFT


def test_every_change_can_be_undone_the_last_one_first() -> None:
    changed = without(with_instead(without(DRAFT, "B"), "A", "D"), "C")
    assert changed.picks == Picks(central="D", key=())
    back = undone(undone(undone(changed)))
    assert back == DRAFT == undone(DRAFT)


def test_only_so_many_changes_are_remembered() -> None:
    draft = DRAFT
    for number in range(MOST_EARLIER + 5):
        draft = with_instead(draft, draft.picks.ids[0], f"N{number}")
    assert len(draft.earlier) == MOST_EARLIER


def test_the_next_best_quote_is_one_that_was_not_there_before_while_there_is_one() -> None:
    best = ["A", "B", "C", "D", "E"]
    assert next_best(DRAFT, best) == "D"
    swapped = with_instead(DRAFT, "C", "D")
    assert next_best(swapped, best) == "E"
    both = with_instead(swapped, "D", "E")
    assert next_best(both, best) == "C"
    assert next_best(DRAFT, ["A", "B", "C"]) is None
