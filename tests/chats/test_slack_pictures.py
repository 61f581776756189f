"""Pictures in Slack: uploaded for the bot alone, shown by a block, and never in the way of the answer."""

from typing import Any

from tests.chats.slack_program import Office
from tests.doubles.slack.shown import Shown


def pictures(shown: Shown) -> list[dict[str, Any]]:
    return [block for block in shown.body["blocks"] if block["type"] == "image"]


def asked(office: Office) -> Shown:
    return office.member().slash("/map", "skerry-bridge --limit 6")


def test_a_map_is_a_picture_whose_words_screen_readers_find(office: Office) -> None:
    (picture,) = pictures(asked(office))
    assert picture["slack_file"]["id"].startswith("F")
    assert picture["alt_text"].startswith("Argument map: skerry-bridge.")
    assert "Position A · SB-0" in picture["alt_text"]


def test_a_map_is_a_picture_in_direct_messages_too(office: Office) -> None:
    shown = office.member().direct_message("/map skerry-bridge")
    assert len(pictures(shown)) == 1


def test_a_menu_leads_from_the_picture_to_each_quote(office: Office) -> None:
    shown = asked(office)
    (menu,) = [
        element
        for block in shown.body["blocks"]
        for element in block.get("elements", ())
        if element.get("type") == "static_select"
    ]
    first = menu["options"][0]
    quote = shown.choose(menu["action_id"], first["value"], until=first["value"])
    assert "In context" in quote.buttons


def test_a_map_is_shared_with_its_picture(office: Office) -> None:
    shared = asked(office).press("Share", until="Shared by")
    assert not shared.private
    assert len(pictures(shared)) == 1


def test_where_nothing_argues_there_is_a_sentence_and_no_picture(office: Office) -> None:
    shown = office.member().slash("/map", "bananas are yellow")
    assert "Nothing in the sources argues for or against this." in shown.text
    assert pictures(shown) == []
