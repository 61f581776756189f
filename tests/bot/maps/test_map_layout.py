"""An argument map fits a phone: nothing overlaps, every line fits its box, no quote is changed."""

from itertools import pairwise

import pytest

from bot.drawing.lettering import lines, width
from bot.drawing.svg import writable
from bot.maps.layout import BAR, FOOT, PADDING, PART, WIDTH, Box, laid, shown
from tests.knowledge.maps.invented_map import AWKWARD, invented_map

MANY = [
    AWKWARD[at % len(AWKWARD)] if at % 3 else f"Ferry number {at} sails " * (at % 9 + 1) for at in range(60)
]


def boxes(*, about_topic: bool = False) -> tuple[Box, ...]:
    return laid(invented_map(MANY, about_topic=about_topic)).boxes


@pytest.mark.parametrize("about_topic", [False, True])
def test_no_two_boxes_of_sixty_claims_overlap(about_topic: bool) -> None:
    found = boxes(about_topic=about_topic)
    assert len(found) == len(MANY) + (2 if about_topic else 1)
    assert all(upper.y + upper.height < lower.y for upper, lower in pairwise(found))


def test_every_box_stands_within_the_picture() -> None:
    place = laid(invented_map(MANY))
    assert place.width == WIDTH
    for box in place.boxes:
        assert 0 < box.x < box.x + box.width < place.width
        assert 0 < box.y < box.y + box.height < place.foot_y < place.height


def test_every_line_fits_into_its_box() -> None:
    for box in boxes():
        within = box.width - BAR - 2 * PADDING
        assert all(width(line, box.type) <= within for line in box.quote)
        assert all(width(line, FOOT) <= within for line in box.foot)


def test_type_is_large_enough_for_a_phone() -> None:
    # a phone shows the width of the picture as about 390 points; 10 of them are the least that is read with ease
    assert all(box.type.size * 390 / WIDTH > 13 for box in boxes())
    assert FOOT.size * 390 / WIDTH > 10


@pytest.mark.parametrize("words", AWKWARD)
def test_lines_put_together_are_the_words_again(words: str) -> None:
    found = lines(words, FOOT, within=300)
    assert "".join("".join(found).split()) == "".join(words.split())


def test_a_long_quote_is_shown_in_part_with_the_dots_outside_the_marks() -> None:
    words = "The ferry sails at dawn and " * 20
    part = shown(words)
    assert part.startswith("“")
    assert part.endswith("” …")
    inside = part.removeprefix("“").removesuffix("” …")
    assert words.startswith(inside)
    assert words[len(inside)] == " "
    assert PART // 2 < len(inside) <= PART


def test_a_short_quote_is_shown_whole() -> None:
    assert shown("The ferry  sails\nat dawn.") == "“The ferry sails at dawn.”"


def test_what_a_picture_cannot_hold_is_seen_to_be_missing() -> None:
    assert writable("a\x07b\u202ec") == "a□b□c"
