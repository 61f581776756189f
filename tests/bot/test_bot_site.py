"""Links to pages: on every quote where pages are served, and closed by moderators."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dispatch import answer_line, press
from bot.reply import Note, Quotation, Reply
from bot.request import Asker
from bot.site import grants
from bot.site.links import Site, revocations
from tests.bot.small_library import SmallWorkspace

SITE = Site(address="https://pages.example", secret="long enough for a test")  # noqa: S106
DAY = date(2026, 3, 2)


def asker(workspace: SmallWorkspace | None = None, **known: bool) -> Asker:
    made = Asker(workspace=workspace or SmallWorkspace(), pages=SITE.of("discord-77"))
    moderator = known.pop("moderator", False)
    return replace(made, audience="moderator" if moderator else "member", **known)  # type: ignore[arg-type]


def pages_of(reply: Reply) -> list[str | None]:
    return [piece.page for piece in reply.pieces if isinstance(piece, Quotation)]


@pytest.mark.parametrize("line", ["/counter ferries", "/views ferry-bridge", "/who Ines", "/quote FB-001"])
def test_every_quote_leads_to_its_page(line: str) -> None:
    found = pages_of(answer_line(line, asker()))
    assert found
    assert all(str(page).startswith("https://pages.example/e/discord-77.") for page in found)
    assert all("/quote/FB-00" in str(page) for page in found)


@pytest.mark.parametrize(
    ("line", "page"),
    [("/map ferries are safe", "/map/ferries%20are%20safe"), ("/chart ferry-bridge", "/topic/ferry-bridge")],
)
def test_a_picture_leads_to_the_page_that_shows_the_same(line: str, page: str) -> None:
    reply = answer_line(line, asker(chat=True))
    (leading,) = [piece.url for piece in reply.pieces if isinstance(piece, Note) and piece.url]
    assert leading.startswith("https://pages.example/e/discord-77.")
    assert leading.endswith(page)


def test_what_a_button_shows_leads_there_too() -> None:
    assert len(pages_of(press("context:FB-001", asker(chat=True), None))) == 1
    assert None not in pages_of(press("context:FB-001", asker(chat=True), None))


def test_no_quote_leads_anywhere_where_no_page_is_served() -> None:
    here = replace(asker(), pages=None, scripted=True)
    reply = answer_line("/counter ferries", here)
    assert set(pages_of(reply)) == {None}
    assert "page" not in reply.data["answers"][0]


def test_scripts_get_the_page_of_each_quote_beside_what_they_rely_on() -> None:
    reply = answer_line("/views ferry-bridge", asker(scripted=True))
    bare = answer_line("/views ferry-bridge", replace(asker(scripted=True), pages=None))
    first, without = (one.data["positions"][0]["quotes"][0] for one in (reply, bare))
    assert first["page"].endswith("/quote/FB-001")
    assert {name: value for name, value in first.items() if name != "page"} == without


def test_pages_shows_the_link_and_how_long_it_opens() -> None:
    reply = answer_line("/pages", asker())
    assert reply.data["address"].startswith("https://pages.example/e/discord-77.")
    assert (reply.data["access"], reply.data["days"]) == ("signed", 30)
    assert [piece.url for piece in reply.pieces if isinstance(piece, Note) and piece.url] == [
        reply.data["address"]
    ]


def test_pages_says_where_there_are_none() -> None:
    reply = answer_line("/pages", replace(asker(), pages=None))
    assert reply.error is None
    assert reply.data["address"] is None
    assert "COUNTERPOINT_WEB_URL" in str(reply.pieces)


def test_only_moderators_close_links() -> None:
    workspace = SmallWorkspace()
    refused = answer_line("/pages revoke", asker(workspace))
    assert refused.error == "Only moderators may use /pages revoke; ask one of them."
    before = answer_line("/pages", asker(workspace)).data["address"]
    done = answer_line("/pages revoke", asker(workspace, moderator=True))
    assert done.data["revoked"]
    assert revocations(workspace.records.settings()) == 1
    assert done.data["address"] != before


def test_a_chat_asks_once_more_before_links_are_closed() -> None:
    workspace = SmallWorkspace()
    here = asker(workspace, moderator=True, chat=True)
    asked = answer_line("/pages revoke", here)
    assert revocations(workspace.records.settings()) == 0
    assert [action.style for action in asked.actions] == ["danger", "plain"]
    press(asked.actions[0].code, here, None)
    assert revocations(workspace.records.settings()) == 1
    member = replace(here, audience="member")
    assert press(asked.actions[0].code, member, None).outcome == "refused"


def test_a_public_workspace_has_links_without_a_grant() -> None:
    workspace = SmallWorkspace()
    answer_line("/settings --pages public", asker(workspace, moderator=True))
    assert answer_line("/pages", asker(workspace)).data["address"] == "https://pages.example/p/discord-77/"


def test_a_grant_is_read_as_it_was_given() -> None:
    grant = grants.given("discord-77", today=DAY, days=30, revoked=4)
    text = grants.signed(grant, SITE.secret)
    assert grants.read(text, SITE.secret) == grant
    assert len(text) <= 200
    assert not grant.expired(date(2026, 4, 1))
    assert grant.expired(date(2026, 4, 2))


@pytest.mark.parametrize(
    "text", ["", ".", "a.b.c.d", "discord-77.1.0.", "\u0661.1.0." + "A" * 43, "x.999999999.0." + "A" * 43]
)
def test_what_is_no_grant_is_none(text: str) -> None:
    assert grants.read(text, SITE.secret) is None


def test_settings_that_nobody_sensible_wrote_count_as_none() -> None:
    for kept in ({}, {"pages-revoked": "-1"}, {"pages-revoked": "x"}, {"pages-revoked": "9" * 20}):
        assert revocations(kept) == 0


def test_the_site_shows_its_secret_nowhere() -> None:
    assert SITE.secret not in repr(SITE)
    assert SITE.secret not in repr(asker())
