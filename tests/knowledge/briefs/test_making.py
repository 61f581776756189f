"""A brief over two invented sources: both sides, what answers what, and every source once."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.briefs.contents import Brief, Card, Case, Saved
from knowledge.briefs.making import quoted
from knowledge.errors import InputError
from knowledge.library import Library, Workspace
from knowledge.types import File
from tests.program import BRIDGE, FERRY

MOTION = "The bridge to Skerry Island is too expensive"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    library = Library(tmp_path_factory.mktemp("briefs"))
    made = library.workspace("local")
    files = [
        File(name="bridge.txt", content=BRIDGE.encode()),
        File(name="ferry.txt", content=FERRY.encode()),
    ]
    assert len(made.ingest(files, topic="skerry-bridge").added) == 2
    yield made
    library.close()


@pytest.fixture(scope="module")
def brief(workspace: Workspace) -> Brief:
    return workspace.briefs.on(MOTION)


def every_card(brief: Brief) -> list[Card]:
    return [card for case in brief.cases for card in quoted(case)]


def words(case: Case) -> str:
    return " ".join(card.stored.claim.quote for card in case.cards)


def test_a_motion_has_a_case_for_and_one_against(brief: Brief) -> None:
    assert [case.side for case in brief.cases] == ["for", "against"]
    assert "the county cannot afford it" in words(brief.cases[0])
    assert "not too expensive" in words(brief.cases[1])
    assert (brief.claim, brief.notice) == (MOTION, None)


def test_one_side_is_that_side_alone(workspace: Workspace, brief: Brief) -> None:
    (alone,) = workspace.briefs.on(MOTION, side="against").cases
    assert alone == brief.cases[1]


def test_a_topic_has_two_positions_with_a_quote_that_speaks_for_each(workspace: Workspace) -> None:
    found = workspace.briefs.on("skerry bridge")
    assert (found.topic, found.claim, found.subject) == ("skerry-bridge", None, "skerry bridge")
    for case in found.cases:
        assert case.position in case.cards


def test_every_quote_and_every_telling_word_stands_in_its_source(workspace: Workspace, brief: Brief) -> None:
    texts = {source.id: workspace.text(source.id) for source in brief.sources}
    assert every_card(brief)
    for card in every_card(brief):
        span, quote = card.stored.claim.span, card.stored.claim.quote
        assert texts[card.stored.source.id][span.start : span.end] == quote
        assert all(0 <= one.start < one.end <= len(quote) for one in card.telling)
        assert card.telling


def test_every_source_is_listed_once_in_the_order_of_the_quotes(brief: Brief) -> None:
    cited = [card.stored.source.id for card in every_card(brief)]
    assert [source.id for source in brief.sources] == list(dict.fromkeys(cited))


def test_nobody_answers_themselves_and_no_side_answers_itself(brief: Brief) -> None:
    answered = [(case, row, one) for case in brief.cases for row in case.exchanges for one in row.answers]
    assert answered
    for case, row, one in answered:
        own = {card.stored.key for card in case.cards}
        line = [card.stored for card in (row.claim, one.answer, one.back) if card]
        assert len({stored.key for stored in line}) == len(line)
        assert one.answer.stored.key not in own
        for stored, other in pairwise(line):
            names = [one.claim.speaker.name or one.source.metadata.author for one in (stored, other)]
            assert names[0] != names[1]


def test_claims_that_somebody_answers_come_first(brief: Brief) -> None:
    for case in brief.cases:
        answered = [bool(row.answers) for row in case.exchanges]
        assert answered == sorted(answered, reverse=True)


def test_a_limit_holds_for_each_side(workspace: Workspace) -> None:
    assert all(len(case.cards) == 1 for case in workspace.briefs.on(MOTION, limit=1).cases)
    with pytest.raises(InputError, match="from 1 to 100"):
        workspace.briefs.on(MOTION, limit=0)


@pytest.mark.parametrize("query", ["", "   ", "?!", "x" * 1_001])
def test_a_query_without_words_or_without_end_is_refused(workspace: Workspace, query: str) -> None:
    with pytest.raises(InputError):
        workspace.briefs.on(query)


def test_what_the_sources_do_not_speak_of_has_a_notice_and_no_case(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = workspace.briefs.on("Chess is older than football.")
    assert (found.cases, found.sources) == ((), ())
    assert found.notice == "Nothing in the sources argues for or against this."
    library = Library(tmp_path)
    assert "no sources yet" in (library.workspace("local").briefs.on("quantum chess").notice or "")
    library.close()


def test_a_notebook_keeps_its_order_and_its_notes(workspace: Workspace) -> None:
    first, *_, last = workspace.claims()
    saved = [Saved(stored=last, note="for the final"), Saved(stored=first)]
    found = workspace.briefs.of(saved, title="My notebook")
    (case,) = found.cases
    assert [(card.stored.id, card.note) for card in case.cards] == [
        (last.id, "for the final"),
        (first.id, None),
    ]
    assert [row.claim.stored.id for row in case.exchanges] == [last.id, first.id]
    assert workspace.briefs.of([], title="My notebook").cases == ()
