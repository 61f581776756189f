"""A source's text for readers: parts, paragraphs and runs are slices of it, whatever stands in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.marking import AROUND, PART, around, excerpt, marked, parts
from knowledge.types import Block, BlockKind, Document, Metadata, Source, Span, StoredClaim
from tests.bot.small_library import BY_AUTHOR, CLAIMS, DOCUMENT, ESSAY

SENTENCE = "The bridge will be dear, and the ferry will be slow. "


def document(*blocks: str, kind: BlockKind = "paragraph") -> Document:
    """A document of paragraphs divided by blank lines."""
    found, at = [], 0
    for block in blocks:
        found.append(Block(span=Span(start=at, end=at + len(block)), kind=kind))
        at += len(block) + 2
    return Document(kind="text", text="\n\n".join(blocks), blocks=tuple(found), metadata=Metadata())


def claim(number: int, start: int, end: int, text: str) -> StoredClaim:
    value = replace(BY_AUTHOR.claim, span=Span(start=start, end=end), quote=text[start:end])
    return StoredClaim(id=f"X-{number:03}", key=number, claim=value, source=ESSAY)


texts = st.lists(st.text(st.sampled_from("ab. \n“”\u0301"), min_size=1, max_size=400), min_size=1, max_size=8)


@given(texts, st.integers(min_value=20, max_value=300))
def test_parts_follow_each_other_and_are_the_whole_text(blocks: list[str], room: int) -> None:
    made = document(*blocks)
    found = parts(made, room=room)
    assert "".join(made.text[part.start : part.end] for part in found) == made.text
    assert all(part.end - part.start <= room for part in found)
    assert all(part.end > part.start for part in found)


@given(texts, st.data())
def test_runs_are_the_text_and_name_the_innermost_claim(blocks: list[str], data: st.DataObject) -> None:
    made = document(*blocks)
    ends = st.integers(min_value=0, max_value=len(made.text))
    claims = []
    for number in range(data.draw(st.integers(min_value=0, max_value=5))):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        if start < end:
            claims.append(claim(number, start, end, made.text))
    shown = marked(made, ESSAY, claims, part=1)
    whole = "\n\n".join("".join(run.text for run in one.runs) for one in shown.paragraphs)
    assert whole == made.text
    at = 0
    for paragraph in shown.paragraphs:
        for run in paragraph.runs:
            over = [
                one
                for one in claims
                if one.claim.span.start <= at and at + len(run.text) <= one.claim.span.end
            ]
            lengths = {one.id: one.claim.span.end - one.claim.span.start for one in over}
            assert (run.claim is None) == (not over)
            assert run.claim is None or lengths[run.claim] == min(lengths.values())
            at += len(run.text)
        at += 2


@given(texts, st.data())
def test_an_excerpt_holds_the_quote_and_little_more(blocks: list[str], data: st.DataObject) -> None:
    made = document(*blocks)
    start = data.draw(st.integers(min_value=0, max_value=len(made.text) - 1))
    end = data.draw(st.integers(min_value=start + 1, max_value=len(made.text)))
    window = around(made, Span(start=start, end=end), room=50)
    assert start - 50 <= window.start <= start
    assert end <= window.end <= end + 50


def test_a_quote_is_the_only_thing_marked_in_its_excerpt() -> None:
    found = excerpt(DOCUMENT, CLAIMS[1])
    runs = [run for paragraph in found.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.claim] == ["the timetable a mess"]
    assert "".join(run.text for run in runs) == DOCUMENT.text
    assert (found.cut_before, found.cut_after, found.part) == (False, False, 1)


def test_a_long_paragraph_is_cut_where_sentences_end() -> None:
    made = document(SENTENCE * 100)
    start = len(SENTENCE) * 50
    found = excerpt(made, claim(1, start, start + len(SENTENCE) - 1, made.text))
    (paragraph,) = found.paragraphs
    shown = "".join(run.text for run in paragraph.runs)
    assert found.cut_before
    assert found.cut_after
    assert shown.startswith("The bridge")
    assert shown.rstrip().endswith("slow.")
    assert len(shown) <= 2 * AROUND + len(SENTENCE)


def test_a_headline_after_a_quote_is_left_to_what_it_stands_over() -> None:
    made = document("What it costs. It is dear.", "Why it is slow")
    blocks = (made.blocks[0], replace(made.blocks[1], kind="heading"))
    found = excerpt(replace(made, blocks=blocks), claim(1, 15, 26, made.text))
    assert [one.kind for one in found.paragraphs] == ["paragraph"]


def test_a_part_that_there_is_not_is_the_nearest_one() -> None:
    made = document(*[SENTENCE * 40] * 20)
    source: Source = ESSAY
    last = marked(made, source, (), part=999)
    assert last.part == last.parts > 2
    assert marked(made, source, (), part=-3).part == 1
    assert not last.cut_before


@pytest.mark.parametrize("text", ["x" * 3 * PART, " " * 3 * PART, "\n" * 3 * PART, "", "a"])
def test_a_text_without_a_place_to_divide_it_is_divided_all_the_same(text: str) -> None:
    found = parts(document(text))
    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(part.end - part.start <= PART for part in found)


def test_the_part_of_an_excerpt_is_where_the_source_shows_the_quote() -> None:
    made = document(*[SENTENCE * 40] * 20)
    for start in range(0, len(made.text) - 60, 4_001):
        stored = claim(1, start, start + 50, made.text)
        part = excerpt(made, stored).part
        shown = marked(made, ESSAY, [stored], part=part)
        assert [run for one in shown.paragraphs for run in one.runs if run.begins == ("X-001",)]
