"""What every engine must remember of people's practice."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.cards import Card, Drill
from knowledge.storage.cards import Cards
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.types import StoredClaim
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source

SOON, LATER = "2026-03-02T09:10:00+00:00", "2026-03-04T09:00:00+00:00"


@pytest.fixture
def cards(workspace: WorkspaceStore) -> Cards:
    return workspace.records.cards


@pytest.fixture
def claims(workspace: WorkspaceStore) -> list[StoredClaim]:
    workspace.add(new_source(TREATY, PIPELINES))
    return workspace.claims()


def card(claim: StoredClaim, *, person: str = "ada", due: str = SOON) -> Card:
    return Card(
        person=person,
        key=claim.key,
        quote=claim.id,
        state='{"step": 0}',
        before="",
        rating="hard",
        answers=1,
        due=due,
        at="2026-03-02T09:00:00+00:00",
    )


def test_a_card_is_kept_and_replaced(cards: Cards, claims: list[StoredClaim]) -> None:
    first = card(claims[0])
    assert cards.find("ada", first.key) is None
    assert cards.keep(first)
    assert cards.find("ada", first.key) == first
    better = replace(first, rating="good", answers=2, before=first.state, due=LATER)
    assert cards.keep(better)
    assert cards.of("ada") == [better]


def test_what_is_due_first_comes_first_and_everybody_has_their_own(
    cards: Cards, claims: list[StoredClaim]
) -> None:
    for claim, due in zip(claims, (LATER, SOON), strict=True):
        cards.keep(card(claim, due=due))
    cards.keep(card(claims[0], person="bo"))
    assert [one.due for one in cards.of("ada")] == [SOON, LATER]
    assert len(cards.of("bo")) == 1


def test_cards_go_with_the_source_of_their_claims(
    workspace: WorkspaceStore, cards: Cards, claims: list[StoredClaim]
) -> None:
    cards.keep(card(claims[0]))
    cards.set_drill("ada", Drill(topic="treaties", key=claims[0].key))
    workspace.remove(claims[0].source.id)
    assert cards.of("ada") == []
    assert cards.drill("ada") is None
    assert not cards.keep(card(claims[0]))
    cards.set_drill("ada", Drill(topic="treaties", key=claims[0].key))
    assert cards.drill("ada") == Drill(topic="treaties", key=None)


def test_what_somebody_is_at_is_kept_until_they_stop(cards: Cards, claims: list[StoredClaim]) -> None:
    assert cards.drill("ada") is None
    cards.set_drill("ada", Drill(topic=None, key=claims[0].key))
    cards.set_drill("ada", Drill(topic="treaties", key=None))
    assert cards.drill("ada") == Drill(topic="treaties", key=None)
    assert cards.drill("bo") is None
    cards.set_drill("ada", None)
    assert cards.drill("ada") is None


def test_all_of_it_is_told_and_forgotten_with_a_person(
    workspace: WorkspaceStore, cards: Cards, claims: list[StoredClaim]
) -> None:
    drill = Drill(topic="treaties", key=None)
    for person in ("ada", "bo"):
        cards.keep(card(claims[0], person=person))
        cards.set_drill(person, drill)
    about = workspace.records.about("ada")
    assert (about.cards, about.drill) == ((card(claims[0]),), drill)
    workspace.records.forget("ada")
    assert (cards.of("ada"), cards.drill("ada")) == ([], None)
    assert (len(cards.of("bo")), cards.drill("bo")) == (1, drill)


def test_no_byte_of_a_forgotten_persons_practice_is_left(
    store: Store, cards: Cards, claims: list[StoredClaim], tmp_path: Path
) -> None:
    for number in range(30):
        cards.keep(card(claims[number % 2], person=f"somebody-{number}"))
    cards.keep(card(claims[0], person="ada-the-forgotten"))
    cards.set_drill("ada-the-forgotten", Drill(topic="treaties", key=claims[0].key))
    store.workspace("local").records.forget("ada-the-forgotten")
    store.close()
    left = [
        path for path in tmp_path.rglob("*") if path.is_file() and b"ada-the-forgotten" in path.read_bytes()
    ]
    assert left == []


def test_a_question_is_changed_only_from_what_it_was(workspace: WorkspaceStore) -> None:
    records = workspace.records
    before, after = {"query": "ferries"}, {"query": "ferries", "for": "bo"}
    token = records.keep_question(person="ada", command="clash", arguments=before)
    assert records.change_question(token, before=before, after=after)
    assert not records.change_question(token, before=before, after={"query": "bridges"})
    assert not records.change_question("aaaaaaaa", before=before, after=after)
    question = records.question(token)
    assert question
    assert question.arguments == after


@pytest.mark.parametrize("side", ["for", "against"])
def test_a_match_is_about_everybody_in_it_and_goes_with_each_of_them(
    workspace: WorkspaceStore, side: str
) -> None:
    records = workspace.records
    token = records.keep_question(person="ada", command="clash", arguments={"query": "ferries", side: "bo"})
    other = records.keep_question(person="ada", command="clash", arguments={"query": "bo"})
    assert [one.token for one in records.about("bo").questions] == [token]
    records.forget("bo")
    assert records.question(token) is None
    assert records.question(other)
