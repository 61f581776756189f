"""How sources come into a library and change there, as Discord's people do it."""

import pytest

from tests.chats.discord_program import Club

NETS = "Nets\nBy Ola Berg\n2 May 2024\n\nThe nets of the trawlers are too fine, because they catch young herring.\n"


def file(name: str = "nets.txt", text: str = NETS) -> tuple[str, bytes]:
    return name, text.encode()


def test_adding_shows_progress_in_the_same_message_and_ends_in_a_card(club: Club) -> None:
    shown = club.moderator().slash("source add", file=file())
    assert shown.private
    number = shown.id
    shown.wait_for("Nets")
    assert [shown.id, shown.follow_ups] == [number, []]
    assert "“The nets of the trawlers are too fine, because they catch young herring.”" in shown.text
    assert shown.buttons[-4:] == ["Show", "Summary", "Edit", "Remove"]
    assert club.service.timings[-1].edits >= 2


def test_a_source_that_is_there_already_is_not_added_twice(club: Club) -> None:
    mo = club.moderator()
    mo.slash("source add", file=file()).wait_for("1 source added")
    again = mo.slash("source add", file=file("other.txt")).wait_for("already")
    assert again.private
    assert mo.slash("sources").text.count("Nets") == 1


def test_pasted_text_becomes_a_source_with_its_title(club: Club) -> None:
    form = club.moderator().slash("source add").modal
    assert list(form.fields.values()) == ["Link", "File", "Text", "Title", "Topic"]
    text = "By Ola Berg\n\nThe nets are too fine, because they catch young herring."
    card = form.submit(text=text, title="On Nets", topic="fishing").wait_for("1 source added")
    assert "On Nets" in card.text
    assert "fishing" in card.text


def test_a_form_that_is_sent_empty_says_what_to_give(club: Club) -> None:
    shown = club.moderator().slash("source add").modal.submit()
    assert shown.text.startswith("⚠️ Give a link, a file or the text of a source")
    assert shown.private


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/essay.html", "http://169.254.169.254/latest", "file:///etc/passwd"]
)
def test_a_link_that_points_inside_is_refused(club: Club, link: str) -> None:
    mo = club.moderator()
    shown = mo.slash("source add", link=link).wait_for("⚠")
    assert shown.private
    assert "root:" not in shown.text
    assert "12 quotes of 2 sources" in mo.slash("verify").text


def test_a_file_without_words_is_refused_by_name(club: Club) -> None:
    shown = (
        club.moderator()
        .slash("source add", file=("photo.png", b"\x89PNG\r\n\x1a\n\0\0"))
        .wait_for("photo.png")
    )
    shown.wait_for("⚠")
    assert shown.private


def test_members_add_where_moderators_let_them(club: Club) -> None:
    ada = club.member()
    assert ada.slash("source add", file=file()).text.startswith("⚠️ Only moderators may")
    club.moderator().slash("settings", add="everyone").wait_for("Settings")
    card = ada.slash("source add", file=file()).wait_for("1 source added")
    assert "Remove" not in card.buttons
    assert ada.slash("source add").modal.title == "Add a source"


def test_the_form_for_edits_holds_what_is_known_and_clears_what_is_emptied(club: Club) -> None:
    mo = club.moderator()
    form = mo.slash("source edit", id="ferry.txt").modal
    values = {one["component"]["custom_id"]: one["component"].get("value") for one in form.raw["components"]}
    assert [values["title"], values["author"], values["date"]] == [
        "Keep the Ferry",
        "Jonas Veit",
        "2024-06-09",
    ]
    assert "Jonas Veit" not in form.submit(author="").wait_for("Keep the Ferry").text


def test_a_topic_of_the_channel_is_meant_where_none_is_named(club: Club) -> None:
    mo = club.moderator()
    mo.slash("topic set", topic="skerry-bridge")
    assert mo.slash("source add").modal.raw["components"][-1]["component"]["value"] == "skerry-bridge"
    assert "about skerry-bridge" in club.member().slash("topic show").text
    debate = club.member().in_channel(club.server, "debate")
    assert "no topic of its own" in debate.slash("topic show").text
