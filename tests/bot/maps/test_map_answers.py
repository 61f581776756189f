"""`/map`: a picture in chats, lines in a terminal, files of four formats, and an honest sentence where nothing argues."""

import json

import pytest

from bot.dispatch import answer_line, press
from bot.maps.answering import FORMATS
from bot.reply import Menu, Picture, Quotation, Reply
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace

CLAIM = "Ferries: slow?/dear & “cheap”"


def asked(line: str, *, chat: bool = False) -> Reply:
    return answer_line(line, Asker(workspace=SmallWorkspace(), chat=chat))


def picture(reply: Reply) -> Picture:
    (found,) = [piece for piece in reply.pieces if isinstance(piece, Picture)]
    return found


def test_a_chat_gets_a_picture_with_a_description_and_a_menu_of_its_quotes() -> None:
    reply = asked(f"/map {CLAIM}", chat=True)
    shown = picture(reply)
    assert shown.file is not None
    assert shown.file.content.startswith(b"\x89PNG")
    assert shown.description == f"Argument map: “{CLAIM}”. 3 quotes: 1 in support, 2 counter."
    (menu,) = [piece for piece in reply.pieces if isinstance(piece, Menu)]
    assert [option.value for option in menu.options] == ["FB-001", "FB-002", "FB-003"] == list(shown.quotes)
    assert [action.label for action in reply.actions] == ["Share"]


def test_choosing_a_quote_of_a_picture_shows_it() -> None:
    asker = Asker(workspace=SmallWorkspace(), chat=True)
    reply = press("open:", asker, "FB-002")
    (quote,) = [piece for piece in reply.pieces if isinstance(piece, Quotation)]
    assert quote.words == "the timetable a mess"
    assert press("open:", asker, None).outcome == "refused"
    assert press("open:", asker, "FB-999").outcome == "refused"


def test_a_terminal_gets_lines_moved_in_under_what_they_answer() -> None:
    shown = picture(asked(f"/map {CLAIM}"))
    assert shown.file is None
    assert shown.lines == (
        f"{CLAIM} (The claim, as asked: not a quote)",
        "    + Supports · 90 % · FB-001: “The ferry pays for itself.” — Tomas Brandt, harbour master",
        "        − Counters · 70 % · FB-003: “This is why islanders leave.” — Tomas Brandt, harbour master",
        "    − Counters · 80 % · FB-002: “the timetable a mess” — Ines Okafor, deputy mayor",
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_a_file_named_after_what_it_is_about(format_: str) -> None:
    reply = asked(f"/map {CLAIM} --format {format_}", chat=True)
    (file,) = reply.files
    assert file.name == f"ferries-slow-dear-cheap.{format_}"
    assert len(file.content) > 500
    assert not any(isinstance(piece, Picture) for piece in reply.pieces)


def test_the_json_file_is_of_the_interchange_format() -> None:
    (file,) = asked(f"/map {CLAIM} --format json").files
    assert {"nodes", "edges", "participants", "locutions", "schemefulfillments"} == set(
        json.loads(file.content)
    )


def test_scripts_get_nodes_and_edges() -> None:
    data = asked(f"/map {CLAIM}").data
    assert [node["id"] for node in data["nodes"]] == ["claim", "FB-001", "FB-002", "FB-003"]
    assert data["nodes"][0] == {"id": "claim", "words": CLAIM, "quote": None}
    assert data["nodes"][1]["quote"]["quote"] == data["nodes"][1]["words"]
    assert data["edges"][2] == {"from": "FB-003", "to": "FB-001", "stance": "counters", "score": 0.7}
    assert data["about"] == "claim"


@pytest.mark.parametrize("line", ["/map bananas", "/map bananas --format svg"])
def test_where_nothing_argues_there_is_a_sentence_and_no_picture(line: str) -> None:
    reply = asked(line, chat=True)
    assert reply.data["notice"] == "Nothing in the sources argues for or against this."
    assert not reply.files
    assert not any(isinstance(piece, Picture | Menu) for piece in reply.pieces)


def test_eight_quotes_stand_on_a_map_unless_another_limit_is_given() -> None:
    workspace = SmallWorkspace()
    for line in ("/map ferries", "/map ferries --limit 60 --topic ferry-bridge"):
        answer_line(line, Asker(workspace=workspace))
    assert workspace.asked == [("map", "ferries", None, 8), ("map", "ferries", "ferry-bridge", 60)]
