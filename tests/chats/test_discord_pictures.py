"""Pictures in Discord: shown in the message, with words for screen readers, and a way to each quote."""

from typing import Any
from urllib.request import urlopen

from tests.chats.discord_program import Club
from tests.doubles.discord.components import GALLERY, walk
from tests.doubles.discord.driver import Shown

PNG = b"\x89PNG\r\n\x1a\n"


def pictures(shown: Shown) -> list[dict[str, Any]]:
    return [item for one in walk(shown.raw["components"]) if one["type"] == GALLERY for item in one["items"]]


def asked(club: Club) -> Shown:
    return club.member().slash("map", query="skerry-bridge", limit=6).wait_for("Argument map: skerry-bridge")


def test_a_map_is_a_picture_whose_words_screen_readers_find(club: Club) -> None:
    shown = asked(club)
    (picture,) = pictures(shown)
    (address,) = shown.files
    assert picture["media"]["url"].endswith("skerry-bridge.png")
    assert picture["description"].startswith("Argument map: skerry-bridge.")
    assert "Position A · SB-0" in picture["description"]
    with urlopen(address) as file:  # noqa: S310
        assert file.read(8) == PNG


def test_a_menu_leads_from_the_picture_to_each_quote(club: Club) -> None:
    shown = asked(club)
    first = shown.options[0]
    quote = shown.choose(first)
    assert first.partition(" ")[0] in quote.text
    assert "In context" in quote.buttons
    assert quote.private


def test_a_map_is_shared_with_its_picture(club: Club) -> None:
    shown = asked(club)
    shared = shown.press("Share")
    assert not shared.private
    assert len(pictures(shared)) == 1


def test_a_map_as_a_file_is_handed_over(club: Club) -> None:
    shown = club.member().slash("map", query="skerry-bridge", format="argdown").wait_for("quotes:")
    (address,) = shown.files
    assert address.endswith("skerry-bridge.argdown")
    assert pictures(shown) == []


def test_where_nothing_argues_there_is_a_sentence_and_no_picture(club: Club) -> None:
    shown = club.member().slash("map", query="bananas are yellow")
    assert "Nothing in the sources argues for or against this." in shown.text
    assert pictures(shown) == []
