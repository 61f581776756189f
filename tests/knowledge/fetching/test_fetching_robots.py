"""What a site's robots.txt asks of programs is heeded before any page of it is fetched."""

import pytest

from knowledge.errors import UnreadableFile
from knowledge.fetching.robots import KEPT, KEPT_TROUBLE, MAX_BYTES, Robots
from tests.knowledge.fetching.conftest import Served
from tests.knowledge.fetching.small_site import PAGE, download


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /",
        b"user-agent: counterpoint\ndisallow: /essays/\n\nUser-agent: *\nAllow: /",
        b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /*.html$\r\n",
        b"User-agent: other\nUser-agent: Counterpoint\nAllow: /\nDisallow: /essays\n",
        b"User-agent: *\nDisallow: /%65ssays/",
        b"# rules\nUser-agent: *\nDisallow: /" + b"\nDisallow: /b" * 9000,
    ],
)
def test_a_page_that_the_site_keeps_programs_from_is_not_asked_for(rules: bytes, site: Served) -> None:
    site.handler.robots = (200, rules)
    with pytest.raises(UnreadableFile, match=r"its site asks programs not to \(robots\.txt\)") as caught:
        download(f"{site.address}/essays/ferry.html")
    assert str(caught.value).endswith("; save the page in a browser and add the file.")
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "answer",
    [
        (404, b""),
        (403, b"User-agent: *\nDisallow: /"),
        (429, b""),
        (200, b""),
        (200, b"User-agent: *\nDisallow:"),
        (200, b"User-agent: *\nDisallow: /essays\nAllow: /essays/ferry"),
        (200, b"User-agent: Counterpoint\nAllow: /\n\nUser-agent: *\nDisallow: /"),
        (200, b"User-agent: counterpointless\nDisallow: /"),
        (200, b"<html><body>Disallow: /</body></html>"),
        (200, b"\x00\xff\xfe" * 1000),
    ],
)
def test_a_page_is_fetched_where_no_rule_forbids_it(answer: tuple[int, bytes], site: Served) -> None:
    site.handler.robots = answer
    assert download(f"{site.address}/essays/ferry.html").content == PAGE
    assert site.asked == ["/robots.txt", "/essays/ferry.html"]


@pytest.mark.parametrize("status", [500, 503])
def test_where_a_site_has_trouble_giving_its_rules_nothing_is_fetched_for_now(
    status: int, site: Served
) -> None:
    site.handler.robots = (status, b"")
    with pytest.raises(UnreadableFile, match="has trouble saying what programs may fetch; try again later"):
        download(f"{site.address}/essays/ferry.html")


def test_no_more_of_the_rules_is_heeded_than_the_standard_says(site: Served) -> None:
    site.handler.robots = (200, b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /")
    assert download(f"{site.address}/essays/ferry.html").content == PAGE


def test_rules_are_fetched_once_a_day_and_after_trouble_sooner(site: Served) -> None:
    now = [0.0]
    robots = Robots(clock=lambda: now[0])
    for _ in range(3):
        download(f"{site.address}/page", robots=robots)
    assert site.asked.count("/robots.txt") == 1
    now[0] = KEPT + 1
    site.handler.robots = (503, b"")
    for _ in range(2):
        with pytest.raises(UnreadableFile):
            download(f"{site.address}/page", robots=robots)
    assert site.asked.count("/robots.txt") == 2
    now[0] += KEPT_TROUBLE + 1
    site.handler.robots = (404, b"")
    assert download(f"{site.address}/page", robots=robots).content == PAGE


def test_the_page_behind_a_redirect_is_asked_for_too(site: Served) -> None:
    site.handler.robots = (200, b"User-agent: *\nDisallow: /page")
    with pytest.raises(UnreadableFile, match=r"/page.*its site asks programs not to"):
        download(f"{site.address}/moved")
    assert site.asked == ["/robots.txt", "/moved"]


def test_rules_that_lead_inside_are_not_followed_there(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(handler: object) -> None:
        handler.answer(302, b"", location="http://169.254.169.254/robots.txt")  # type: ignore[attr-defined]

    monkeypatch.setattr(site.handler, "do_GET", answer)
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        download(f"{site.address}/page")
