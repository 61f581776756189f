"""What every engine must remember besides sources: settings, questions, votes, preferences."""

import inspect
import re

import numpy as np
import pytest

from knowledge.drafts import Framing, Picks
from knowledge.storage.records import Records
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.types import Kept, StoredClaim
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

EASY = "The treaty is easy"
VECTOR = unit_vectors(1, seed=3)[0]


@pytest.fixture
def records(workspace: WorkspaceStore) -> Records:
    return workspace.records


@pytest.fixture
def claims(workspace: WorkspaceStore) -> list[StoredClaim]:
    workspace.add(new_source(TREATY, PIPELINES))
    return workspace.claims()


def renewed(records: Records, others: Records) -> bool:
    """Whether making a vector anew changes one of somebody else's votes."""
    before = [dispute.vector.tolist() for dispute in others.disputes()]
    records.renew(EASY, -VECTOR)
    return before != [dispute.vector.tolist() for dispute in others.disputes()]


def voted(records: Records, claim: StoredClaim, *, person: str = "ada", asked: str = EASY) -> bool:
    return records.vote(person=person, key=claim.key, asked=asked, stance="counters", vector=VECTOR)


def kept_draft(records: Records, claim: StoredClaim, *, person: str = "ada", title: str | None = None) -> str:
    token = records.keep_draft(
        person=person,
        source=claim.source.id,
        picks=Picks(central=claim.id, key=("RC-002",)),
        earlier=(Picks(central="RC-002"), Picks()),
        framing=Framing(title=title, introduction=""),
    )
    assert token is not None
    return token


def test_a_workspace_remembers_nothing_at_first(records: Records) -> None:
    assert records.settings() == records.preferences("ada") == {}
    assert records.channel_topic("harbour") is None
    assert records.question("abcd2345") is None
    assert records.votes() == []
    assert records.disputes() == []
    assert records.about("ada") == Kept(person="ada")
    assert records.dismiss("RC-001") == 0
    records.forget("ada")


def test_a_setting_is_kept_replaced_and_deleted(records: Records) -> None:
    records.set_setting("language", "de")
    records.set_setting("answers", "private")
    records.set_setting("language", "fr")
    assert records.settings() == {"answers": "private", "language": "fr"}
    records.set_setting("language", None)
    records.set_setting("never set", None)
    assert records.settings() == {"answers": "private"}


def test_each_channel_has_a_topic_of_its_own(records: Records) -> None:
    records.set_channel_topic("harbour", "dredging")
    records.set_channel_topic("harbour", "quays")
    assert records.channel_topic("harbour") == "quays"
    assert records.channel_topic("Harbour") is None
    records.set_channel_topic("harbour", None)
    assert records.channel_topic("harbour") is None


def test_a_preference_is_one_persons_own(records: Records) -> None:
    records.set_preference("ada", "answers", "public")
    records.set_preference("bo", "answers", "private")
    assert records.preferences("ada") == {"answers": "public"}
    records.set_preference("ada", "answers", None)
    assert records.preferences("ada") == {}
    assert records.preferences("bo") == {"answers": "private"}


def test_a_question_comes_back_by_its_token(records: Records) -> None:
    arguments = {"claim": "Ünïcode — “yes” 😀 \ud83d", "topic": ""}
    token = records.keep_question(person="ada", command="counter", arguments=arguments)
    assert re.fullmatch("[a-z2-7]{8}", token)
    question = records.question(token)
    assert question
    assert (question.person, question.command, question.token) == ("ada", "counter", token)
    assert question.arguments == {"claim": "Ünïcode — “yes” 😀 ?", "topic": ""}
    assert question.at.endswith("+00:00")
    assert records.question("nosuch") is None


def test_no_two_questions_share_a_token(records: Records) -> None:
    tokens = {
        records.keep_question(person="ada", command="topics", arguments={"n": str(n)}) for n in range(50)
    }
    assert len(tokens) == 50
    assert {question.token for question in records.about("ada").questions} == tokens


def test_a_person_votes_once_on_a_quote_as_an_answer_to_a_claim(
    records: Records, claims: list[StoredClaim]
) -> None:
    assert voted(records, claims[0])
    assert not voted(records, claims[0])
    assert not voted(records, claims[0], asked="the TREATY is easy!")
    assert voted(records, claims[0], person="bo")
    assert voted(records, claims[0], asked="The treaty is cheap")
    assert voted(records, claims[1])
    assert records.vote(person="ada", key=claims[0].key, asked=EASY, stance="supports", vector=VECTOR)
    assert [(vote.person, vote.quote, vote.asked) for vote in records.votes()] == [
        ("ada", "RC-001", EASY),
        ("bo", "RC-001", EASY),
        ("ada", "RC-001", "The treaty is cheap"),
        ("ada", "RC-002", EASY),
        ("ada", "RC-001", EASY),
    ]


def test_nobody_votes_on_a_quote_that_is_gone(records: Records) -> None:
    assert not records.vote(person="ada", key=99, asked=EASY, stance="counters", vector=VECTOR)
    assert records.votes() == []


def test_a_dispute_knows_the_quote_and_the_place_of_what_was_asked(
    records: Records, claims: list[StoredClaim]
) -> None:
    voted(records, claims[0])
    voted(records, claims[1])
    (dispute,) = records.disputes([claims[1].key, 99])
    assert (dispute.key, dispute.vote) == (claims[1].key, records.votes()[1])
    assert float(np.dot(dispute.vector, VECTOR)) == pytest.approx(1, abs=1e-3)
    assert [one.key for one in records.disputes()] == [claims[0].key, claims[1].key]
    assert records.disputes([]) == []


def test_a_moderator_drops_the_votes_on_one_quote(records: Records, claims: list[StoredClaim]) -> None:
    voted(records, claims[0])
    voted(records, claims[0], person="bo")
    voted(records, claims[1])
    assert records.dismiss("rc-001") == 2
    assert [vote.quote for vote in records.votes()] == ["RC-002"]
    assert voted(records, claims[0])


def test_votes_go_with_their_source(workspace: WorkspaceStore, claims: list[StoredClaim]) -> None:
    voted(workspace.records, claims[0])
    assert workspace.remove(claims[0].source.id)
    assert workspace.records.votes() == []
    assert workspace.records.about("ada").votes == ()


def test_about_a_person_everything_is_told_and_forgotten(records: Records, claims: list[StoredClaim]) -> None:
    for person in ("ada", "bo"):
        token = records.keep_question(person=person, command="counter", arguments={"claim": EASY})
        voted(records, claims[0], person=person)
        records.set_preference(person, "language", "de")
        records.save(person, claims[1].key, "for the final")
        assert records.about(person) == Kept(
            person=person,
            questions=tuple(filter(None, [records.question(token)])),
            votes=(records.votes()[-1],),
            preferences={"language": "de"},
            notebook=tuple(records.notebook(person)),
        )
    records.set_setting("language", "fr")
    records.forget("ada")
    assert records.about("ada") == Kept(person="ada")
    kept = records.about("bo")
    assert (len(kept.questions), len(kept.votes), len(kept.preferences), len(kept.notebook)) == (1, 1, 1, 1)
    assert records.settings() == {"language": "fr"}


def test_records_do_not_move_the_revision_of_the_sources(
    workspace: WorkspaceStore, claims: list[StoredClaim]
) -> None:
    before = workspace.revision()
    voted(workspace.records, claims[0])
    workspace.records.set_setting("language", "de")
    assert workspace.revision() == before
    workspace.remove(claims[0].source.id)
    assert workspace.revision() > before


def test_one_workspace_sees_no_record_of_another(store: Store) -> None:
    mine, other = store.workspace("mine").records, store.workspace("other").records
    source = store.workspace("mine").add(new_source(TREATY))
    (stored,) = store.workspace("mine").claims(source_id=source.id)
    token = mine.keep_question(person="ada", command="counter", arguments={"claim": EASY})
    drafted = kept_draft(mine, stored)
    mine.set_setting("language", "de")
    mine.set_channel_topic("harbour", "quays")
    mine.set_preference("ada", "language", "de")
    voted(mine, stored)
    mine.save("ada", stored.key, "for the final")
    other.forget("ada")
    seen = {
        "settings": other.settings(),
        "channel_topic": other.channel_topic("harbour"),
        "question": other.question(token),
        "vote": voted(other, stored),
        "votes": other.votes(),
        "disputes": other.disputes() + other.disputes([stored.key]),
        "outdated": other.outdated(),
        "renew": renewed(other, mine),
        "dismiss": other.dismiss(stored.id),
        "preferences": other.preferences("ada"),
        "draft": other.draft(drafted),
        "draft_about": other.draft_about(stored.source.id, person="ada"),
        "discard_draft": other.discard_draft(drafted),
        "about": other.about("ada").questions,
        "change_question": other.change_question(token, before={"claim": EASY}, after={}),
        "forget": mine.question(token) is None,
        "save": other.save("ada", stored.key),
        "unsave": other.unsave("ada", stored.id),
        "notebook": other.notebook("ada"),
        "clear_notebook": other.clear_notebook("ada"),
    }
    contract = {name for name, _ in inspect.getmembers(Records, inspect.isfunction) if name[0] != "_"}
    assert seen.keys() == {name for name in contract if not name.startswith(("set_", "keep_"))}
    assert not any(seen.values())


def test_a_draft_is_one_for_each_person_and_source_and_goes_with_either(workspace: WorkspaceStore) -> None:
    records, source = workspace.records, workspace.add(new_source(TREATY, PIPELINES))
    claim = workspace.claims()[0]
    token = kept_draft(records, claim)
    assert kept_draft(records, claim, title="Tide tables") == token
    draft = records.draft(token)
    assert draft is not None
    assert draft == records.draft_about(source.id, person="ada") == records.about("ada").drafts[0]
    assert (draft.person, draft.source, draft.picks.ids) == ("ada", source.id, (claim.id, "RC-002"))
    assert draft.earlier == (Picks(central="RC-002"), Picks())
    assert draft.framing == Framing(title="Tide tables", introduction="")
    others = kept_draft(records, claim, person="bo")
    records.forget("ada")
    assert records.draft(token) is None
    assert records.discard_draft(others)
    assert not records.discard_draft(others)
    other = kept_draft(records, claim, person="bo")
    workspace.remove(source.id)
    assert records.draft(other) is None
    assert records.keep_draft(person="bo", source=source.id, picks=Picks(), framing=Framing()) is None


def test_records_are_there_after_closing(store: Store) -> None:
    token = store.workspace("local").records.keep_question(person="ada", command="topics", arguments={})
    store.close()
    assert store.workspace("local").records.question(token)
