"""A topic in numbers as a picture: every number stands on it, and nothing runs out of it."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from bot.charts.drawing import PANELS, png, svg
from bot.charts.words import lines
from bot.dispatch import answer_line
from bot.reply import Picture, Table
from bot.request import Asker
from knowledge.tally import Period, Tally, Voice
from tests.bot.small_library import SmallWorkspace

LONG = "The ferry <pays> for itself & for the town, " * 8
TALLY = Tally(
    query="ferry",
    topic="ferry-bridge",
    labels=(LONG, "Build the bridge."),
    quotes=(21, 9),
    sources=(30, 1),
    step="month",
    periods=tuple(Period(start=date(2025, month, 1), counts=(month, 12 - month)) for month in range(1, 13)),
    undated=(1, 2),
    voices=tuple(
        Voice(name=f"Speaker Number {at} of the Ferry Board" * 2, counts=(20 - at, at)) for at in range(15)
    ),
)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(value: Tally = TALLY, *, only: str | None = None) -> ET.Element:
    return ET.fromstring(svg(value, only=only))  # noqa: S314


def words(root: ET.Element) -> str:
    return " ".join("".join(row.itertext()) for row in root.iter(f"{SVG}tspan"))


def test_every_number_stands_on_the_picture_with_the_letter_of_its_position() -> None:
    shown = words(drawn())
    for part in ("30 independent sources · 21 quotes", "1 independent source · 9 quotes", "A 12", "B 11"):
        assert part in shown
    assert "Without a date: 3 quotes" in shown
    assert "7 more speakers" in shown


def test_nothing_runs_out_of_the_picture() -> None:
    root = drawn()
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for one in root.iter(f"{SVG}rect"):
        x, y = float(one.get("x", "0")), float(one.get("y", "0"))
        assert 0 <= x <= x + float(one.get("width", "0")) <= width
        assert 0 <= y <= y + float(one.get("height", "0")) <= height
    for one in root.iter(f"{SVG}circle"):
        assert 0 < float(one.get("cx", "0")) < width
    assert all(0 < float(one.get("y", "0")) < height for one in root.iter(f"{SVG}tspan"))


@pytest.mark.parametrize("only", PANELS)
def test_one_panel_alone_can_be_asked_for(only: str) -> None:
    heads = [one for one in drawn(only=only).iter(f"{SVG}text") if one.get("class") == "head"]
    assert len(heads) == 1
    assert float(drawn(only=only).get("height", "0")) < float(drawn().get("height", "0"))


def test_a_single_position_without_dates_is_drawn_too() -> None:
    alone = replace(
        TALLY, labels=("الجسر مكلف جدا",), quotes=(1,), sources=(1,), periods=(), undated=(0,),
        voices=(Voice(name=None, counts=(1,)),),
    )  # fmt: skip
    assert "Speaker not named" in words(drawn(alone))
    assert png(alone).startswith(b"\x89PNG")


def test_lines_of_text_say_the_same_numbers() -> None:
    told = "\n".join(lines(TALLY))
    assert "2025-03: A 3, B 9" in told
    assert re.search(r"A: “The ferry <pays>.*” \(21 quotes, 30 independent sources\)", told)


def test_a_chat_gets_a_picture_and_a_terminal_tables() -> None:
    chat = answer_line("/chart ferry-bridge", Asker(workspace=SmallWorkspace(), chat=True))
    (picture,) = [piece for piece in chat.pieces if isinstance(piece, Picture)]
    assert picture.file is not None
    assert picture.file.content.startswith(b"\x89PNG")
    assert "A: 1 quote, 1 independent source" in picture.description
    local = answer_line("/chart ferry-bridge", Asker(workspace=SmallWorkspace(), local=True))
    assert [len(piece.rows) for piece in local.pieces if isinstance(piece, Table)] == [1, 2]
    assert local.data["positions"][0] == {"label": "The ferry pays for itself.", "quotes": 1, "sources": 1}
    assert local.data == chat.data
