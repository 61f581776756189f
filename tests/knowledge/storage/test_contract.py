"""What every engine must do: keeping sources and claims. Engines stand in `engines.py`."""

import inspect
from dataclasses import replace
from hashlib import sha256

import pytest

from knowledge.errors import AlreadyThere, InputError
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.types import Claim, Metadata, Span, Speaker, StoredClaim
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, claim, new_source, unit_vectors


def test_a_workspace_that_was_never_used_is_empty_and_answers(workspace: WorkspaceStore) -> None:
    assert workspace.sources() == []
    assert workspace.claims() == []
    assert workspace.count() == 0
    assert workspace.topics() == []
    assert workspace.speakers() == []
    assert workspace.resembling((1, 2, 3), least=0.0) == []
    assert workspace.with_words(["treaty"], limit=5) == []
    assert workspace.nearest(unit_vectors(1)[0], limit=5) == []
    assert workspace.vectors([]).shape == (0, 384)


@pytest.mark.parametrize("name", ["", "../local", "a/b", "a b", "a\n", "ä", "x" * 65, ".", "a.db", "\ud800"])
def test_a_workspace_has_a_plain_name(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        store.workspace(name)


def test_a_source_comes_back_as_it_was_added(workspace: WorkspaceStore) -> None:
    metadata = Metadata(
        title="T", author="Ada Kern", author_role="editor", outlet="The Ruvian", date="2025-03-02", url="u"
    )
    new = new_source(TREATY, PIPELINES, file="a.txt", metadata=metadata)
    added = workspace.add(new)
    assert added == workspace.source(added.id) == workspace.find_sha256(sha256(new.original).hexdigest())
    assert (added.file, added.kind, added.topic, added.claims) == ("a.txt", "text", "russia-china", 2)
    assert added.metadata == metadata
    assert added.added.endswith("+00:00")
    assert 6 <= len(added.id) <= 8
    assert added.sha256.startswith(added.id)
    assert workspace.document(added.id) == new.document
    assert workspace.original(added.id) == new.original
    assert workspace.resembling(new.fingerprint, least=1.0) == [added.id]


def test_a_claim_comes_back_as_it_was_added(workspace: WorkspaceStore) -> None:
    made = Claim(
        span=Span(start=0, end=len(TREATY)),
        quote=TREATY,
        speaker=Speaker(name="Bo Lind", role="minister of Ruvia"),
        manner="indirect",
        evidence="statistic",
        score=0.1234567,
        entities=frozenset({"russia", "china"}),
        headline=True,
        needs_before=True,
        before="Before. ",
        after=" After.",
    )
    source = workspace.add(new_source(made))
    (stored,) = workspace.claims()
    assert stored.claim == made
    assert stored.source == source
    assert workspace.claim(stored.id) == stored
    assert workspace.claims_by_key([stored.key, 999]) == {stored.key: stored}


def test_every_quote_stands_in_its_document(workspace: WorkspaceStore) -> None:
    source = workspace.add(new_source("Ünïcode — “yes” 😀 stays.", PIPELINES, TRUST))
    document = workspace.document(source.id)
    assert document
    for stored in workspace.claims(source_id=source.id):
        span = stored.claim.span
        assert document.text[span.start : span.end] == stored.claim.quote


@pytest.mark.parametrize(
    ("topic", "title", "expected"),
    [
        ("russia-china", "On treaties", "RC-001"),
        ("climate policy in small towns", None, "CPIS-001"),
        ("énergie", None, "E-001"),
        (None, "On many treaties", "OM-001"),
        (None, "论条约", "S-001"),
        (None, None, "S-001"),
        ("---", None, "S-001"),
    ],
)
def test_short_ids_begin_with_the_initials_of_the_topic(
    workspace: WorkspaceStore, topic: str | None, title: str | None, expected: str
) -> None:
    workspace.add(new_source(TREATY, topic=topic, metadata=Metadata(title=title)))
    assert [stored.id for stored in workspace.claims()] == [expected]


def test_short_ids_are_found_in_small_letters_and_never_used_again(workspace: WorkspaceStore) -> None:
    first = workspace.add(new_source(TREATY, PIPELINES, file="a"))
    keys = [stored.key for stored in workspace.claims()]
    assert workspace.remove(first.id)
    workspace.add(new_source(TREATY, topic="red cars", file="b"))
    (stored,) = workspace.claims()
    assert stored.id == "RC-003"
    assert workspace.claim("rc-003") == stored
    assert workspace.claim("rc-001") is None
    assert stored.key not in keys


def test_sources_with_equal_beginnings_of_their_hash_get_different_ids(workspace: WorkspaceStore) -> None:
    # found by search: the SHA-256 of these two begin with the same six digits
    added = [
        workspace.add(new_source(TREATY, original=original)) for original in (b"essay 906", b"essay 2272")
    ]
    assert added[0].id != added[1].id
    assert added[0].id[:6] == added[1].id[:6]


def test_the_same_bytes_are_not_stored_twice(workspace: WorkspaceStore) -> None:
    workspace.add(new_source(TREATY))
    with pytest.raises(InputError, match="there already"):
        workspace.add(new_source(TREATY))
    assert workspace.count() == 1


def test_of_two_processes_that_do_the_same_job_one_adds_it(workspace: WorkspaceStore) -> None:
    """A link may give other bytes to each; and one seems gone that has only lost its connection to a database."""
    (number,) = workspace.jobs.keep(["https://skerry.example/ferry"], {})
    workspace.add(replace(new_source(TREATY, file="ferry"), job=number))
    with pytest.raises(AlreadyThere, match="by another process"):
        workspace.add(replace(new_source(TREATY, PIPELINES, file="ferry"), job=number))
    assert [source.claims for source in workspace.sources()] == [1]


def test_claims_are_listed_in_reading_order(workspace: WorkspaceStore) -> None:
    a = workspace.add(new_source(claim(TRUST, start=90), claim(TREATY, start=10), file="a"))
    workspace.add(new_source(claim(PIPELINES, start=0), file="b"))
    assert [stored.claim.quote for stored in workspace.claims()] == [TREATY, TRUST, PIPELINES]
    assert [stored.claim.quote for stored in workspace.claims(source_id=a.id)] == [TREATY, TRUST]
    assert workspace.claims(source_id="nosuch") == []


def test_removing_a_source_removes_it_from_every_answer(workspace: WorkspaceStore) -> None:
    vectors = unit_vectors(3)
    gone = workspace.add(
        new_source(claim(TREATY, entities=["ruvia"]), topic="treaties", vectors=vectors[:1], file="a")
    )
    kept = workspace.add(new_source(PIPELINES, vectors=vectors[1:2], file="b"))
    assert workspace.nearest(vectors[0], limit=1)[0].value > 0.9
    keys = [stored.key for stored in workspace.claims()]
    assert workspace.remove(gone.id)
    assert not workspace.remove(gone.id)
    assert workspace.sources() == [kept]
    assert [stored.key for stored in workspace.claims()] == keys[1:]
    assert workspace.claims_by_key(keys).keys() == {keys[1]}
    assert workspace.with_words(["treaty", "pipelines"], limit=9)[0].key == keys[1]
    assert [hit.key for hit in workspace.nearest(vectors[0], limit=9)] == keys[1:]
    assert workspace.with_entities(["ruvia"], limit=9) == []
    assert [topic.name for topic in workspace.topics()] == ["russia-china"]
    assert [workspace.document(gone.id), workspace.original(gone.id), workspace.source(gone.id)] == [None] * 3
    assert len(workspace.resembling((1, 2, 3), least=0.0)) == workspace.count() == 1
    assert workspace.find_sha256(gone.sha256) is None
    again = workspace.add(new_source(TREATY, vectors=vectors[2:], file="a"))
    assert [hit.key for hit in workspace.nearest(vectors[2], limit=1)] == [
        workspace.claims(source_id=again.id)[0].key
    ]


def test_editing_a_source_reaches_its_authors_claims_and_its_topic(workspace: WorkspaceStore) -> None:
    lind = Speaker(name="Bo Lind")
    source = workspace.add(
        new_source(
            TREATY, claim(PIPELINES, speaker=lind, manner="direct"), topics=[("russia-china", "u"), ("u",)]
        )
    )
    metadata = Metadata(title="New", author="Cy Moor", author_role="economist")
    edited = workspace.edit(source.id, metadata, topic="pipelines")
    assert edited == workspace.source(source.id)
    assert edited
    assert (edited.metadata, edited.topic, edited.id) == (metadata, "pipelines", source.id)
    first, second = workspace.claims()
    assert first.claim.speaker == Speaker(name="Cy Moor", role="economist")
    assert second.claim.speaker == lind
    assert first.id == "RC-001"
    assert workspace.claim_topics([first.key, second.key]) == {
        first.key: ("pipelines", "u"),
        second.key: ("pipelines", "u"),
    }
    document = workspace.document(source.id)
    assert document
    assert document.metadata == metadata
    assert workspace.edit("nosuch", metadata, topic=None) is None


def test_claims_that_cite_the_author_by_name_follow_the_new_name(workspace: WorkspaceStore) -> None:
    kern, lind = Speaker(name="Ada Kern", role="editor"), Speaker(name="Bo Lind", role="minister")
    metadata = Metadata(author="Ada Kern", author_role="editor")
    source = workspace.add(
        new_source(
            claim(TREATY, speaker=kern),
            claim(PIPELINES, speaker=kern, manner="indirect"),
            claim(TRUST, speaker=lind, manner="direct"),
            metadata=metadata,
        )
    )
    other = workspace.add(new_source(TREATY, file="other", metadata=metadata))
    moor = Speaker(name="Cy Moor")
    workspace.edit(source.id, Metadata(author="Cy Moor"), topic=None)
    made = workspace.claims(source_id=source.id)
    assert {stored.claim.quote: stored.claim.speaker for stored in made} == {
        TREATY: moor,
        PIPELINES: moor,
        TRUST: lind,
    }
    assert [stored.claim.speaker.name for stored in workspace.claims(source_id=other.id)] == ["Ada Kern"]
    assert dict(workspace.speakers()) == {"Cy Moor": 2, "Ada Kern": 1, "Bo Lind": 1}


def test_without_an_author_only_the_authors_own_claims_lose_their_name(workspace: WorkspaceStore) -> None:
    kern = Speaker(name="Ada Kern")
    source = workspace.add(new_source(TREATY, claim(PIPELINES, speaker=kern, manner="indirect", start=30)))
    workspace.edit(source.id, Metadata(), topic=None)
    assert [stored.claim.speaker for stored in workspace.claims()] == [Speaker(), kern]


def test_a_role_given_to_the_author_leaves_the_cited_as_they_are(workspace: WorkspaceStore) -> None:
    kern = Speaker(name="Ada Kern", role="mayor")
    source = workspace.add(new_source(TREATY, claim(PIPELINES, speaker=kern, manner="indirect", start=30)))
    workspace.edit(source.id, Metadata(author="Ada Kern", author_role="editor"), topic=None)
    assert [stored.claim.speaker.role for stored in workspace.claims()] == ["editor", "mayor"]


@pytest.mark.parametrize("old", ["treaties", "iran", "russia-china", None])
@pytest.mark.parametrize("new", ["pipelines", "iran", "russia-china", None])
def test_a_new_topic_takes_the_place_of_the_old_one_on_every_claim(
    workspace: WorkspaceStore, old: str | None, new: str | None
) -> None:
    topics = [(old, "u") if old else ("u",), ("u",)]
    source = workspace.add(new_source(TREATY, PIPELINES, topic=old, topics=topics))
    other = workspace.add(new_source(TRUST, file="other", topic=old))
    edited = workspace.edit(source.id, source.metadata, topic=new)
    assert edited
    assert edited.topic == new
    expected = tuple(sorted({"u", new} if new else {"u"}))
    keys = [stored.key for stored in workspace.claims(source_id=source.id)]
    assert list(workspace.claim_topics(keys).values()) == [expected, expected]
    (left,) = workspace.claims(source_id=other.id)
    assert workspace.claim_topics([left.key]) == {left.key: (old,) if old else ()}


def test_a_topic_given_to_a_source_without_one_reaches_all_its_claims(workspace: WorkspaceStore) -> None:
    source = workspace.add(new_source(TREATY, PIPELINES, topic=None, topics=[(), ("u",)]))
    workspace.edit(source.id, source.metadata, topic="treaties")
    assert list(workspace.claim_topics([1, 2]).values()) == [("treaties",), ("treaties", "u")]


def test_a_source_without_a_claim_can_be_stored(workspace: WorkspaceStore) -> None:
    source = workspace.add(new_source())
    assert workspace.sources() == [source]
    assert workspace.nearest(unit_vectors(1)[0], limit=5) == []
    assert workspace.remove(source.id)


def test_claims_without_their_vectors_are_refused_and_nothing_is_stored(workspace: WorkspaceStore) -> None:
    with pytest.raises(ValueError, match="2 claims"):
        workspace.add(new_source(TREATY, PIPELINES, vectors=unit_vectors(1)))
    assert workspace.sources() == []


def test_text_that_is_no_text_is_stored_character_by_character(workspace: WorkspaceStore) -> None:
    source = workspace.add(new_source("Half \ud83d a pair, \0 and a NUL.", file="odd\udcff.txt"))
    (stored,) = workspace.claims()
    assert len(stored.claim.quote) == stored.claim.span.end
    assert source.file == "odd?.txt"
    assert workspace.claim("\ud800") is None
    assert workspace.remove("\ud800") is False
    assert workspace.with_entities(["\ud800"], limit=9) == workspace.with_topic("\ud800", limit=9) == []
    assert workspace.said_by("\ud800") == []


def renewed(store: WorkspaceStore, others: WorkspaceStore, stored: StoredClaim) -> bool:
    """Whether making vectors anew changes those of somebody else's claim."""
    before = others.vectors([stored.key])
    store.renew(stored.source.id, {stored.key: -before[0]})
    return bool((others.vectors([stored.key]) != before).any())


def test_one_workspace_sees_nothing_of_another(store: Store) -> None:
    mine, other = store.workspace("mine"), store.workspace("other")
    source = mine.add(new_source(claim(TREATY, entities=["ruvia"])))
    (stored,) = mine.claims()
    seen = {
        "sources": other.sources(),
        "source": other.source(source.id),
        "document": other.document(source.id),
        "original": other.original(source.id),
        "remove": other.remove(source.id),
        "edit": other.edit(source.id, source.metadata, topic="t"),
        "find_sha256": other.find_sha256(source.sha256),
        "resembling": other.resembling((1, 2, 3), least=0.0),
        "claims": other.claims() + other.claims(source_id=source.id),
        "claim": other.claim(stored.id),
        "claims_by_key": other.claims_by_key([stored.key]),
        "with_words": other.with_words(["treaty"], limit=9),
        "nearest": other.nearest(unit_vectors(1)[0], limit=9),
        "vectors": other.vectors([stored.key]).any(),
        "outdated": other.outdated(),
        "renew": renewed(other, mine, stored),
        "with_entities": other.with_entities(["ruvia"], limit=9),
        "topics": other.topics(),
        "with_topic": other.with_topic("russia-china", limit=9),
        "speakers": other.speakers(),
        "said_by": other.said_by("Ada Kern"),
        "claim_topics": any(other.claim_topics([stored.key]).values()),
        "count": other.count(),
        "quotes": other.quotes(),
        "revision": other.revision(),
    }
    contract = {name for name, _ in inspect.getmembers(WorkspaceStore, inspect.isfunction) if name[0] != "_"}
    assert seen.keys() == contract - {"add", "close"}
    assert not any(seen.values())
    assert mine.sources() == [source]


def test_what_was_stored_is_there_after_closing(store: Store) -> None:
    source = store.workspace("local").add(new_source(TREATY))
    store.workspace("local").close()
    assert store.workspace("local").sources() == [source]
    store.close()
    assert store.workspace("local").sources() == [source]
