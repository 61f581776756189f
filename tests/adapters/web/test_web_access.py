"""Who may read: links that were given open, all others tell nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.fair_queue import NOBODY, Who
from bot.host import Busy
from bot.site import links as site
from bot.workers import Workers
from knowledge.errors import DatabaseError
from tests.adapters.web.web_site import HERE, SECRET, THERE, Served

T = TypeVar("T")
TODAY = datetime.now(UTC).date()
HIDDEN = ("ferry", "Okafor", "FB-0", THERE)


def assert_tells_nothing(text: str) -> None:
    assert [word for word in HIDDEN if word in text] == []
    assert "Traceback" not in text


def test_a_link_opens_its_workspace_and_every_page_below_it() -> None:
    served = Served()
    assert served.get(served.door()).status == 200
    assert "The ferry pays for itself." in served.below("quote/FB-001").words


def test_every_link_inside_a_page_carries_the_same_grant() -> None:
    served = Served()
    for path in ("", "quote/FB-001", "source/3f2a9c1b", "topic/ferry-bridge", "speaker/Ines%20Okafor"):
        links = [link for link in served.below(path).links() if not link.startswith(("#", "https:"))]
        assert links
        assert [link for link in links if not link.startswith(served.door())] == []


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_grant_with_another_letter_opens_nothing(place: int) -> None:
    served = Served()
    way, key = "/e/", served.door()[3:-1]
    letter = "A" if key[place] != "A" else "B"
    answer = served.get(f"{way}{key[:place]}{letter}{key[place + 1 :]}/quote/FB-001")
    assert answer.status == 403
    assert_tells_nothing(answer.text)


def test_a_signature_counts_only_letter_for_letter() -> None:
    served = Served()
    door = served.door()[:-1]
    # the last letter of a signature holds bits that mean nothing
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if letter != door[-1]:
            assert served.get(f"{door[:-1]}{letter}/").status == 403


def test_the_grant_of_one_workspace_opens_no_other() -> None:
    served = Served()
    door = served.door(THERE)
    assert served.get(door.replace(THERE, HERE)).status == 403
    assert served.get(door).status == 200


def test_a_link_of_another_installation_opens_nothing() -> None:
    served = Served()
    foreign = site.Site(address="http://pages.example", secret=SECRET[::-1])
    path = foreign.of(HERE).start(served.workspace).removeprefix("http://pages.example")
    assert served.get(path).status == 403


def test_a_link_opens_through_its_last_day_and_then_says_what_to_do() -> None:
    served = Served()
    assert served.get(served.door(today=TODAY - timedelta(days=30))).status == 200
    late = served.get(served.door(today=TODAY - timedelta(days=31)) + "quote/FB-001")
    assert late.status == 410
    assert "This link has expired" in late.words
    assert "/pages" in late.words
    assert_tells_nothing(late.text)


def test_moderators_decide_how_long_links_open() -> None:
    served = Served()
    served.workspace.records.set_setting("links", "1")
    assert served.get(served.door(today=TODAY - timedelta(days=1))).status == 200
    assert served.get(served.door(today=TODAY - timedelta(days=2))).status == 410


def test_revoking_closes_every_link_that_was_given_and_new_ones_open() -> None:
    served = Served()
    old = served.door()
    site.revoke(served.library.opened[HERE])
    closed = served.get(old)
    assert closed.status == 410
    assert_tells_nothing(closed.text)
    assert served.door() != old
    assert served.get(served.door()).status == 200
    assert served.get(served.door(THERE)).status == 200


def test_a_public_workspace_opens_for_everybody_and_its_links_carry_no_grant() -> None:
    served = Served()
    assert served.get(f"/p/{HERE}/").status == 404
    signed = served.door()
    served.workspace.records.set_setting("pages", "public")
    assert served.door() == f"/p/{HERE}/"
    assert served.get(f"/p/{HERE}/quote/FB-001").status == 200
    assert served.get(signed).status == 200
    served.workspace.records.set_setting("pages", "signed")
    assert served.get(f"/p/{HERE}/quote/FB-001").status == 404


def test_a_closed_workspace_looks_like_one_that_is_not_there() -> None:
    served = Served()
    closed, missing = served.get(f"/p/{HERE}/"), served.get("/p/nowhere/")
    assert (closed.status, closed.text) == (missing.status, missing.text)


def test_a_link_to_a_workspace_that_is_gone_makes_none_anew() -> None:
    served = Served()
    door = served.door(THERE)
    served.library.delete(THERE)
    assert served.get(door).status == 404
    assert served.library.workspaces() == [HERE]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/e/",
        "/e//",
        "/e/x/",
        "/e/../../etc/passwd",
        "/e/%2e%2e/%2e%2e/etc/passwd",
        "/e/local/quote/FB-001",
        "/e/local.1.0./",
        "/e/local.999999.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "/e/local.0.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "/p/../local/",
        "/p/local%00/",
        "/p/%F0%9F%92%A5/",
        "/static/../server.py",
        "/static/%2e%2e%2fserver.py",
        "/static/",
        "/.env",
        "/e/" + "a" * 4000 + "/",
    ],
)
def test_tricks_with_paths_find_a_plain_page_and_nothing_else(path: str) -> None:
    answer = Served().get(path)
    assert answer.status in (400, 403, 404)
    assert_tells_nothing(answer.text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_can_only_be_read(method: str) -> None:
    served = Served()
    answer = served.get(f"{served.door()}quote/FB-001", method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert_tells_nothing(answer.text)


def test_head_answers_like_get_without_the_page() -> None:
    served = Served()
    answer = served.get(f"{served.door()}quote/FB-001", method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert int(answer.headers["Content-Length"]) > 1_000


def test_reading_leaves_no_trace_in_the_workspace() -> None:
    served = Served()
    for path in ("", "quote/FB-001", "quote/FB-001/counters", "search?q=%2Fsettings+--pages+public"):
        served.below(path)
    for line in ("/privacy delete", "/preferences --language de", "/pages revoke", "/topic set ferry"):
        assert served.below(f"search?q={line.replace('/', '%2F').replace(' ', '+')}").status == 400
    records = served.workspace.records
    assert (records.set, records.channels, records.questions, records.voted) == ({}, {}, {}, {})
    assert not any(records.preferred.values())


def test_every_answer_is_sent_with_care() -> None:
    served = Served()
    paths = [served.door(), f"{served.door()}quote/NO-1", "/e/forged/", "/nowhere"]
    for answer in served.asked(*paths):
        policy = dict(
            part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert "script-src" not in policy
        assert "unsafe" not in str(policy)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"].startswith("private")
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Server"] == "Counterpoint"
        assert not answer.page.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]")


def test_a_public_page_may_be_found_by_search_engines() -> None:
    served = Served()
    served.workspace.records.set_setting("pages", "public")
    headers = served.below("quote/FB-001").headers
    assert "X-Robots-Tag" not in headers
    assert headers["Cache-Control"].startswith("public")
    assert "Disallow: /e/" in served.get("/robots.txt").text


def test_a_fault_is_a_sentence_with_a_number_and_the_log_holds_no_link(
    caplog: pytest.LogCaptureFixture,
) -> None:
    served = Served()

    def broken(_: str) -> Any:
        raise DatabaseError("“/data/secret.db” is damaged.")

    served.workspace.excerpt = broken  # type: ignore[method-assign]
    answer = served.below("quote/FB-001")
    assert answer.status == 500
    assert "secret.db" not in answer.text
    assert_tells_nothing(answer.text)
    logged = "".join(record.getMessage() for record in caplog.records)
    assert served.door()[3:-1] not in logged
    number = answer.words.split(" as ")[1][:6]
    assert number in logged


def test_grants_of_one_day_are_the_same_so_that_a_quote_has_one_address() -> None:
    served = Served()
    day = date(2026, 3, 2)
    assert served.door(today=day) == served.door(today=day)
    assert served.door(today=day) != served.door(today=day + timedelta(days=1))


class Crowded(Workers):
    """Threads before which too many wait."""

    async def quickly(self, work: Callable[[], T], *, who: Who = NOBODY) -> T:  # noqa: ARG002
        raise Busy(7)


def test_a_crowd_is_asked_to_come_back() -> None:
    served = Served(workers=Crowded)
    answer = served.below("quote/FB-001", Accept_Language="de")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "7")
    assert "Einen Moment" in answer.words
    assert_tells_nothing(answer.text)
