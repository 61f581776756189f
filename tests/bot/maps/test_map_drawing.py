"""The picture of an argument map: readable for screen readers and style sheets, and painted as it says."""

import struct
import xml.etree.ElementTree as ET

import pytest

from bot.drawing.svg import XMLNS
from bot.maps.drawing import png, svg
from knowledge.maps.graph import ArgumentMap
from tests.knowledge.maps.invented_map import AWKWARD, invented_map

GRAPH = invented_map(["Ferries are <cheap> & safe.", *AWKWARD])
NAMES = {"svg": XMLNS}


def drawn(graph: ArgumentMap = GRAPH, *, linked: bool = False) -> ET.Element:
    return ET.fromstring(svg(graph, link=(lambda quote: f"/quotes/{quote}?a=1&b=2") if linked else None))  # noqa: S314


def text_of(element: ET.Element) -> str:
    return " ".join("".join(row.itertext()) for row in element.iterfind(".//svg:tspan", NAMES))


def boxes(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iterfind("svg:g", NAMES) if one.get("class", "").startswith("box ")]


def test_words_of_a_picture_are_text() -> None:
    (_, first, *_) = boxes(drawn())
    assert "“Ferries are <cheap> & safe.”" in text_of(first)
    assert "FB-001" in text_of(first)
    assert "Ines Okafor" in text_of(first)


def test_stance_is_told_in_words_and_signs_not_by_colour_alone() -> None:
    for box in boxes(drawn())[1:]:
        kind = box.get("class", "").removeprefix("box ")
        assert kind.capitalize() in text_of(box)
        assert box.find(".//svg:path[@class='sign']", NAMES) is not None


def test_the_claim_as_asked_looks_like_no_quote() -> None:
    asked, *_ = boxes(drawn())
    assert asked.get("class") == "box asked"
    assert "not a quote" in text_of(asked)
    assert "“" not in text_of(asked)
    assert asked.get("data-id") is None


def test_a_picture_has_a_title_and_a_description_that_screen_readers_find() -> None:
    root = drawn()
    found = {one.get("id"): one.text for one in root if one.tag.endswith(("title", "desc"))}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == list(found)
    assert found["map-title"] == "Argument map: “The ferry pays for itself”"
    assert found["map-desc"] == "8 quotes: 2 in support, 6 counter."


def test_boxes_lead_to_pages_where_there_are_pages() -> None:
    root = drawn(linked=True)
    assert root.get("role") == "group"
    asked, *quotes = boxes(root)
    assert asked.find("svg:a", NAMES) is None
    links = [one.find("svg:a", NAMES) for one in quotes]
    ids = [one.get("data-id") for one in quotes]
    assert len(set(ids)) == 8
    assert [link.get("href") for link in links if link is not None] == [
        f"/quotes/{id_}?a=1&b=2" for id_ in ids
    ]


def test_a_picture_brings_neither_scripts_nor_styles_nor_addresses_of_its_own() -> None:
    root = drawn()
    assert not {one.tag.rpartition("}")[2] for one in root.iter()} & {"script", "style", "image", "use", "a"}
    assert not [
        name
        for one in root.iter()
        for name in one.attrib
        if name in {"style", "href"} or name.startswith("on")
    ]


def test_a_quote_that_is_read_from_the_right_starts_at_the_right() -> None:
    (text,) = [
        one
        for one in drawn(invented_map([AWKWARD[2]])).iter(f"{{{XMLNS}}}text")
        if one.get("class") == "quote" and one.get("text-anchor") == "end"
    ]
    (row,) = text
    assert row.text == f"\u2067“{AWKWARD[2]}”\u2069"


def test_two_maps_on_a_page_share_no_id() -> None:
    ids = [
        {one.get("id") for one in ET.fromstring(svg(GRAPH, name=name)).iter() if one.get("id")}  # noqa: S314
        for name in ("map", "other")
    ]
    assert all(ids)
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("about_topic", [False, True])
def test_the_painted_picture_is_as_large_as_the_drawn_one(about_topic: bool) -> None:
    graph = invented_map(AWKWARD, about_topic=about_topic)
    painted = png(graph)
    assert painted.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", painted[16:24])
    root = drawn(graph)
    assert wide == 1080
    assert abs(high - float(root.get("height", "0"))) <= 1
