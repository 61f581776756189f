"""The contract of what moderators make of claims: what is withheld is nowhere, and every step can be taken back."""

from collections.abc import Callable

import pytest

from knowledge.errors import NotFound
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Metadata, Source, Speaker, StoredClaim
from tests.knowledge.storage.invented import PIPELINES, TREATY, TRUST, claim, new_source, unit_vectors

VECTORS = unit_vectors(3)
LINDEN = Speaker(name="Bo Linden", role="envoy")


@pytest.fixture
def source(workspace: WorkspaceStore) -> Source:
    workspace.add(new_source("The pier holds.", file="other", vectors=unit_vectors(1, seed=7)))
    pipelines = claim(PIPELINES, start=23, entities=["russia", "china"], speaker=LINDEN, manner="direct")
    return workspace.add(new_source(TREATY, pipelines, TRUST, vectors=VECTORS))


def claims(workspace: WorkspaceStore, source: Source, *, withheld: bool = True) -> list[StoredClaim]:
    return workspace.claims(source_id=source.id, withheld=withheld)


def everything(workspace: WorkspaceStore) -> set[int]:
    """The keys of all claims that an engine gives in any way that does not ask for those withheld."""
    topics = [key for topic in workspace.topics() for key in workspace.with_topic(topic.name, limit=99)]
    named = [stored.key for name, _ in workspace.speakers() for stored in workspace.said_by(name)]
    every = workspace.claims(withheld=True)
    by_id = [stored.key for one in every if (stored := workspace.claim(one.id))]
    words = " ".join(stored.claim.quote for stored in every).split()
    return {
        *(hit.key for vector in VECTORS for hit in workspace.nearest(vector, limit=99)),
        *(hit.key for hit in workspace.with_words(words, limit=99)),
        *workspace.with_entities(["russia"], limit=99),
        *(stored.key for stored in workspace.claims()),
        *workspace.claims_by_key([one.key for one in every]),
        *(stored.key for stored in every if stored.id in dict(workspace.quotes())),
        *topics,
        *named,
        *by_id,
    }


Withhold = Callable[[WorkspaceStore, Source], None]


def drop_all(workspace: WorkspaceStore, source: Source) -> None:
    workspace.reviews.drop(source.id, [one.key for one in claims(workspace, source)], dropped=True)


def restore_all(workspace: WorkspaceStore, source: Source) -> None:
    workspace.reviews.drop(source.id, [one.key for one in claims(workspace, source)], dropped=False)


def retract(workspace: WorkspaceStore, source: Source) -> None:
    workspace.reviews.retract(source.id, reason="withdrawn")


def reinstate(workspace: WorkspaceStore, source: Source) -> None:
    workspace.reviews.reinstate(source.id)


@pytest.mark.parametrize(("withhold", "let_in"), [(drop_all, restore_all), (retract, reinstate)])
def test_what_is_withheld_is_in_no_candidate_and_no_statistic(
    workspace: WorkspaceStore, source: Source, withhold: Withhold, let_in: Withhold
) -> None:
    before, revision = everything(workspace), workspace.revision()
    keys = {stored.key for stored in claims(workspace, source)}
    scores = {hit.key: hit.value for hit in workspace.with_words(["pier"], limit=9)}
    withhold(workspace, source)
    assert everything(workspace) == before - keys
    assert workspace.count() == 1
    assert [one.claims for one in workspace.topics()] == [1]
    assert workspace.speakers() == [("Ada Kern", 1)]
    assert {stored.key for stored in claims(workspace, source)} == keys
    assert workspace.revision() > revision
    assert {hit.key: hit.value for hit in workspace.with_words(["pier"], limit=9)} != scores
    let_in(workspace, source)
    assert everything(workspace) == before
    assert {hit.key: hit.value for hit in workspace.with_words(["pier"], limit=9)} == scores


def test_a_source_that_waits_for_approval_is_in_nothing_until_then(workspace: WorkspaceStore) -> None:
    from dataclasses import replace

    held = workspace.add(replace(new_source(TREATY, PIPELINES, vectors=VECTORS[:2]), review="held"))
    assert everything(workspace) == set()
    assert (held.claims, held.review) == (0, "held")
    workspace.reviews.drop(held.id, [claims(workspace, held)[0].key], dropped=True)
    workspace.reviews.approve(held.id)
    assert [stored.claim.quote for stored in workspace.claims()] == [PIPELINES]
    assert [stored.withheld for stored in claims(workspace, held)] == ["dropped", None]
    assert workspace.reviews.undo(held.id)
    assert everything(workspace) == set()
    assert workspace.remove(held.id)


def test_a_source_with_withheld_claims_is_removed_as_a_whole(
    workspace: WorkspaceStore, source: Source
) -> None:
    workspace.reviews.drop(source.id, [claims(workspace, source)[1].key], dropped=True)
    assert workspace.remove(source.id)
    assert workspace.with_words(["treaty", "pipelines", "alliance"], limit=9) == []
    assert len(everything(workspace)) == 1


def test_a_corrected_speaker_says_it_and_the_detected_one_is_kept_beside(
    workspace: WorkspaceStore, source: Source
) -> None:
    cited = claims(workspace, source)[1]
    mara = Speaker(name="Mara Lind", role="harbour master")
    workspace.reviews.correct(source.id, {cited.key: "indirect"}, mara)
    found = workspace.claims_by_key([cited.key])[cited.key]
    assert (found.claim.speaker, found.claim.manner, found.detected) == (mara, "indirect", LINDEN)
    assert [stored.key for stored in workspace.said_by("Mara Lind")] == [cited.key]
    assert workspace.said_by("Bo Linden") == []
    again = Speaker(name="Mara Lindt")
    workspace.reviews.correct(source.id, {cited.key: "indirect"}, again)
    assert workspace.claims_by_key([cited.key])[cited.key].detected == LINDEN
    assert workspace.reviews.undo(source.id)
    assert workspace.claims_by_key([cited.key])[cited.key].claim.speaker == mara
    assert workspace.reviews.undo(source.id)
    assert workspace.claims_by_key([cited.key])[cited.key] == cited


def test_another_author_does_not_undo_a_correction_and_is_who_was_detected(
    workspace: WorkspaceStore, source: Source
) -> None:
    own = claims(workspace, source)[0]
    workspace.reviews.correct(source.id, {own.key: "indirect"}, Speaker(name="Mara Lind"))
    workspace.edit(source.id, Metadata(title="On treaties", author="Ada Kerning"), topic=source.topic)
    first, _, last = claims(workspace, source)
    assert (first.claim.speaker.name, last.claim.speaker.name) == ("Mara Lind", "Ada Kerning")
    assert first.detected == Speaker(name="Ada Kerning")
    workspace.reviews.undo(source.id)
    assert claims(workspace, source)[0].claim.speaker == Speaker(name="Ada Kerning")
    assert claims(workspace, source)[0].claim.manner == "author"


def test_steps_are_taken_back_one_by_one_down_to_the_first(workspace: WorkspaceStore, source: Source) -> None:
    first, second, _ = claims(workspace, source)
    before = claims(workspace, source)
    workspace.reviews.drop(source.id, [first.key], dropped=True)
    workspace.reviews.drop(source.id, [second.key], dropped=True)
    workspace.reviews.approve(source.id)
    assert workspace.reviews.steps(source.id) == 3
    left = []
    while workspace.reviews.undo(source.id):
        left.append(sum(one.withheld == "dropped" for one in claims(workspace, source)))
    assert left == [2, 1, 0]
    assert claims(workspace, source) == before


def test_a_retraction_is_kept_with_its_day_and_reason(workspace: WorkspaceStore, source: Source) -> None:
    workspace.reviews.retract(source.id, reason="withdrawn")
    found = workspace.source(source.id)
    assert found is not None
    assert found.retracted is not None
    assert found.retracted.startswith("20")
    assert found.reason == "withdrawn"
    assert {stored.withheld for stored in claims(workspace, source)} == {"retracted"}
    workspace.reviews.reinstate(source.id)
    assert workspace.source(source.id) == source


def test_no_step_is_taken_in_the_review_of_a_source_that_is_gone(workspace: WorkspaceStore) -> None:
    with pytest.raises(NotFound):
        workspace.reviews.approve("ffffff")
    with pytest.raises(NotFound):
        workspace.reviews.retract("ffffff", reason=None)
    assert not workspace.reviews.undo("ffffff")
