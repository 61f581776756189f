"""Scraped pages: what is furniture goes, what is text stays, and title, author and date are found."""

# ruff: noqa: E501  (a scraped paragraph is one line)

from collections import Counter

import pytest

from knowledge import reading
from tests.knowledge.reading import pages

every_page = pytest.mark.parametrize("page", pages.ALL, ids=lambda page: page.name)


@every_page
def test_title_author_and_date_are_found_and_a_missing_one_is_none(page: pages.Page) -> None:
    found = reading.read(page.raw.encode(), name="page.txt").metadata
    assert (found.title, found.author, found.date) == (page.title, page.author, page.date)


@every_page
def test_the_text_stays(page: pages.Page) -> None:
    text = reading.read(page.raw.encode(), name="page.txt").text
    assert [part for part in page.kept if part not in text] == []


@every_page
def test_the_furniture_goes(page: pages.Page) -> None:
    text = reading.read(page.raw.encode(), name="page.txt").text.lower()
    assert [part for part in page.junk if part.lower() in text] == []


@every_page
def test_every_block_is_a_slice_of_the_text_and_stands_in_the_bytes(page: pages.Page) -> None:
    content = page.raw.encode()
    document = reading.read(content, name="page.txt")
    blocks = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert "\n\n".join(blocks) == document.text
    original = reading.original_text(content)
    assert all(reading.same_letters(block, original) for block in blocks)


@every_page
def test_nothing_stands_twice(page: pages.Page) -> None:
    document = reading.read(page.raw.encode(), name="page.txt")
    counts = Counter(reading.squeeze(document.text[b.span.start : b.span.end]) for b in document.blocks)
    assert max(counts.values()) == 1


def test_a_title_is_the_first_block_and_a_standfirst_follows() -> None:
    document = reading.read(pages.MAGAZINE.raw.encode(), name="page.txt")
    assert [block.kind for block in document.blocks[:3]] == ["title", "standfirst", "paragraph"]


def test_headings_between_paragraphs_are_kept_as_headings() -> None:
    document = reading.read(pages.THINK_TANK.raw.encode(), name="page.txt")
    headings = [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "heading"]
    assert headings == ["What the levy does", "Who could object"]


def test_an_author_named_in_the_standfirst_is_the_one_the_text_calls_the_author() -> None:
    page = """Why the canal tolls will rise
Canal tolls are rising again.Northfield University Economics Professor Bela Tarrant believes that the operators have no choice left.
14 May 2024
author_avatar
Dean, School of Transport, Northfield University
The operators raised the toll twice last year, and shippers paid both times because the detour costs them eleven days.
The author believes that a third rise will follow before the winter, since the dredging bill has doubled in the meantime.
"""
    document = reading.read(page.encode(), name="page.txt")
    assert document.metadata.author == "Bela Tarrant"
    assert document.metadata.author_role == "Northfield University Economics Professor"
    assert "rising again. Northfield" in document.text
    assert "School of Transport" not in document.text


def test_an_author_box_behind_the_text_names_author_and_outlet() -> None:
    page = """Trams beat buses on every street that is wide enough for them, and the figures of nine cities say so.

The rails cost more at first. They cost far less over thirty years, because a tram carries four times the people per driver.

tova Tova is an award-winning reporter and transport editor at Tramline.org. She holds a degree in planning.
"""
    document = reading.read(page.encode(), name="page.txt")
    assert (document.metadata.author, document.metadata.outlet) == ("Tova", "Tramline.org")
    assert "award-winning" not in document.text


def test_a_last_paragraph_about_somebody_in_the_text_is_no_author_box() -> None:
    page = """The council should refuse the licence, since Petra Holm has told it twice that the quarry will drain the wells.

Petra Holm is a geologist at the university, and a scientist whose forecasts for the valley were right three times.
"""
    document = reading.read(page.encode(), name="page.txt")
    assert "forecasts for the valley" in document.text
    assert document.metadata.author is None


def test_hard_wrapped_lines_become_paragraphs() -> None:
    page = """The harbour board has voted to double the fee for cruise ships, and the
shipping lines have answered that they will call elsewhere. They will not,
because there is no elsewhere within a day's sail.

A fee is not a ban. It asks those who crowd the quay to pay for sweeping
it, which is what the town has done until now.
"""
    document = reading.read(page.encode(), name="page.txt")
    assert len(document.blocks) == 2
    assert "and the shipping lines have" in document.text


def test_lines_of_one_paragraph_each_stay_apart() -> None:
    page = """The first line is a paragraph of its own, and it is longer than any line that a person or a program would wrap at a margin.
A second line follows it without a blank one between them, as scrapers leave it, and it goes on for about as long as the first.
The third one ends the text."""
    assert len(reading.read(page.encode(), name="page.txt").blocks) == 3


def test_a_paragraph_that_comes_back_with_a_slip_mended_goes_in_once() -> None:
    paragraph = (
        "The ferry company asked for another subsidy in the spring and recieved it within a week, although the "
        "council had promised the voters that the last one would be the last one for at least ten years to come."
    )
    page = f"{paragraph}\n\nNobody asked where it went.\n\n{paragraph.replace('recieved', 'received')}\n"
    assert reading.read(page.encode(), name="page.txt").text.count("another subsidy") == 1


def test_paragraphs_that_differ_in_one_word_that_matters_both_stay() -> None:
    paragraph = (
        "The ferry company will ask for another subsidy in the spring and get it within a week, because the council "
        "has promised the voters that the boats will sail every day of the year, whatever the weather and the price."
    )
    page = f"{paragraph}\n\n{paragraph.replace('will ask', 'will never ask')}\n"
    assert len(reading.read(page.encode(), name="page.txt").blocks) == 2


def test_a_lead_in_keeps_its_items() -> None:
    page = """Ferries can be kept running through the winter in more than one way, and the board knows every one of them. Some of the options:
- Hulls that break thin ice without help
- A second crew for the night
- Fares that rise with the wind
"""
    document = reading.read(page.encode(), name="page.txt")
    assert [block.kind for block in document.blocks] == ["paragraph", "item", "item", "item"]
