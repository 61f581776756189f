"""The command `brief` in chats and for scripts: a file, a summary, a menu of the other formats."""

import pytest

from bot.briefs import formats
from bot.dispatch import answer_line, press
from bot.reply import Heading, Menu, Note, Reply, Table
from bot.request import Asker
from tests.bot.small_library import CLAIMS, SmallWorkspace

MAGIC = {"pdf": b"%PDF", "docx": b"PK", "md": b"# Ferries are slow", "argdown": b"# Ferries", "anki": b"PK"}


def menu(reply: Reply) -> Menu:
    return next(piece for piece in reply.pieces if isinstance(piece, Menu))


def test_a_brief_in_a_chat_is_a_file_with_a_summary_for_its_asker_alone(ada: Asker) -> None:
    reply = answer_line("/brief Ferries are slow", ada)
    (file,) = reply.files
    assert file.name == "brief-ferries-are-slow.pdf"
    assert file.content.startswith(b"%PDF")
    assert (reply.private, reply.for_one) == (True, True)
    texts = [piece.text for piece in reply.pieces if isinstance(piece, Heading | Note)]
    assert texts == [
        "Debate brief: Ferries are slow",
        "2 cards · 1 source",
        "The brief is in the file brief-ferries-are-slow.pdf.",
    ]
    assert [piece.rows for piece in reply.pieces if isinstance(piece, Table)] == [
        (("For", "1 card"), ("Against", "1 card"))
    ]


@pytest.mark.parametrize("name", formats.NAMES)
def test_the_menu_gives_every_other_format_and_remembers_it(ada: Asker, name: str) -> None:
    shown = menu(answer_line("/brief Ferries are slow --side for", ada))
    assert [option.value for option in shown.options] == list(formats.NAMES)
    assert [option.value for option in shown.options if option.chosen] == ["pdf"]
    (file,) = press(shown.code, ada, name).files
    assert file.content.startswith(MAGIC[name])
    assert file.name.endswith(formats.named(name).suffix)
    again = answer_line("/brief Ferries are slow", ada)
    assert again.files[0].name == file.name


def test_a_preference_says_the_format_until_another_is_asked_for(ada: Asker) -> None:
    answer_line("/preferences --brief argdown", ada)
    assert answer_line("/brief x", ada).files[0].name == "brief-x.argdown"
    assert answer_line("/brief x --format md", ada).files[0].name == "brief-x.md"
    assert ada.workspace.records.preferences("ada") == {"brief": "md"}


@pytest.mark.parametrize(
    ("line", "query", "side", "ending"),
    [
        ("/brief school phones against docx", "school phones", "against", ".docx"),
        ("/brief school phones md", "school phones", None, ".md"),
        ("/brief school phones FOR", "school phones", "for", ".pdf"),
        ("/brief what we are for --side against", "what we are for", "against", ".pdf"),
        ("/brief md", "md", None, ".pdf"),
    ],
)
def test_a_side_and_a_format_may_stand_as_the_last_words(
    ada: Asker, workspace: SmallWorkspace, line: str, query: str, side: str | None, ending: str
) -> None:
    reply = answer_line(line, ada)
    assert workspace.asked == [("brief", query, side, 6)]
    assert reply.files[0].name.endswith(ending)


def test_the_id_of_a_quote_stands_for_its_words(ada: Asker, workspace: SmallWorkspace) -> None:
    answer_line("/brief FB-001", ada)
    assert workspace.asked == [("brief", CLAIMS[0].claim.quote, None, 6)]


def test_where_the_sources_say_nothing_there_is_a_sentence_and_no_file(ada: Asker) -> None:
    reply = answer_line("/brief chess", ada)
    assert reply.files == ()
    assert [piece.text for piece in reply.pieces if isinstance(piece, Note)] == [
        "The sources say nothing on chess."
    ]


def test_what_is_no_side_or_format_is_refused_with_those_that_there_are(ada: Asker) -> None:
    assert answer_line("/brief x --side maybe", ada).error == "side is for or against, not “maybe”."
    assert "pdf, docx, md, argdown or anki" in str(answer_line("/brief x --format xls", ada).error)


def test_a_script_gets_the_brief_as_data_and_no_file(workspace: SmallWorkspace) -> None:
    reply = answer_line("/brief Ferries are slow", Asker(workspace=workspace, scripted=True))
    assert reply.files == ()
    first, second = reply.data["sides"]
    assert (first["side"], second["side"]) == ("for", "against")
    (card,) = first["cards"]
    assert card["quote"] == "The ferry pays for itself."
    assert card["telling"] == [{"start": 19, "end": 25}]
    assert (card["tag"], card["number"]) == ("“itself”", 1)
    assert card["cite"] == "Tomas Brandt, 2025 (harbour master, author, The Skerry Post, 2 March 2025)"
    (row,) = first["exchanges"]
    assert row["answers"][0]["answer"]["id"] == "FB-002"
    assert row["answers"][0]["back"]["id"] == "FB-003"
    assert [source["number"] for source in reply.data["sources"]] == [1]


def test_a_brief_speaks_the_language_of_its_reader(ada: Asker) -> None:
    answer_line("/preferences --language de", ada)
    (file,) = answer_line("/brief Ferries are slow --format md", ada).files
    text = file.content.decode()
    assert "Debattendossier" in text
    assert "The ferry pays for <u>itself</u>." in text


@pytest.mark.parametrize("name", ["..", "/", "\\", "渡船", "a" * 300, "<b>", "con"])
def test_a_file_is_named_after_its_topic_whatever_that_is(ada: Asker, name: str) -> None:
    (file,) = answer_line(f"/brief {name} --format md", ada).files
    assert file.name.startswith("brief-")
    assert not set(file.name) & set('/\\<>:"|?*')
    assert len(file.name) <= 80
