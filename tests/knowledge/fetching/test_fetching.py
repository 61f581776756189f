"""Fetching never reaches inside, never takes too much or too long, and says in one sentence what went wrong."""

import socket
import time

import pytest

from knowledge import fetching
from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import name_of
from tests.knowledge.fetching.conftest import Served
from tests.knowledge.fetching.small_site import PAGE, download


@pytest.mark.parametrize(
    "url",
    [
        *("", "ferry", "file:///etc/passwd", "ftp://example.org/a", "http://", "http://[::1", "https:/x"),
        *("http://example.org:port/", "http://127.0.0.1\\@example.org/", "http://example.org/\r\nHost: a"),
        *("http://exam\tple.org/", "https://example.org/" + "a" * 5000),
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(UnreadableFile, match="is not a web address") as caught:
        fetching.fetch(url)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("url", ["https://ann:secret@example.org/", "https://@example.org/", "http://a@b@c/"])
def test_an_address_with_a_password_in_it_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UnreadableFile, match="with a user name or password") as caught:
        fetching.fetch(url)
    assert "secret" not in str(caught.value)


def test_an_unusual_port_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="uses a port"):
        fetching.fetch("http://192.0.2.1:22/")


def test_a_page_is_fetched_with_a_name_and_its_address(site: Served) -> None:
    fetched = download(f"{site.address}/2024/why-ferries-matter.html?from=mail")
    assert fetched.content == PAGE
    assert fetched.name == "why-ferries-matter.html"
    assert fetched.url == f"{site.address}/2024/why-ferries-matter.html?from=mail"


def test_a_packed_page_is_unpacked(site: Served) -> None:
    assert download(f"{site.address}/packed").content == PAGE


def test_a_page_that_moved_is_fetched_where_it_is(site: Served) -> None:
    fetched = download(f"{site.address}/moved")
    assert fetched.content == PAGE
    assert fetched.url == f"{site.address}/page?from=moved"


def test_every_site_is_told_who_we_are_and_where_to_reach_us(site: Served) -> None:
    download(f"{site.address}/page")
    assert set(site.handler.agents) == {
        "Counterpoint/1 (+ann@quay.example; adds one page as a source when a person asks for it)"
    }


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inside", "points inside a private network"),
        ("/decimal", "points inside a private network"),
        ("/loop", "redirects too often"),
        ("/password", "with a user name or password"),
        ("/file", "is not a web address"),
        ("/gopher", "is not a web address"),
        ("/port", "uses a port"),
        ("/garbled", "cannot be reached"),
        ("/backslash", "is not a web address|cannot be reached|password"),
        ("/nowhere", "answered with status 302"),
        ("/bomb", "holds more than 20 MB"),
        ("/russian", "comes packed in a way that is not read"),
        ("/brotli", "comes packed in a way that is not read"),
        ("/unpacked", "cannot be reached"),
        ("/headers_without_end", "cannot be reached"),
        ("/broken", "cannot be reached"),
        ("/403", "does not let programs in"),
        ("/404", "does not exist"),
        ("/500", "answered with status 500"),
    ],
)
def test_a_failure_is_one_sentence_that_says_what_to_do(path: str, reason: str, site: Served) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        download(site.address + path)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_line_end_in_a_redirect_stays_part_of_the_address(site: Served) -> None:
    download(f"{site.address}/split")
    assert site.asked[-1] == "/page%0d%0aSet-Cookie:%20a=b"


@pytest.mark.parametrize("path", ["/drip", "/trickle"])
def test_a_slow_drip_ends_at_the_deadline(path: str, site: Served) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="takes too long"):
        download(site.address + path, deadline=0.5)
    assert time.monotonic() - started < 4.0


@pytest.mark.usefixtures("site")
def test_a_server_that_is_gone_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreadableFile, match=r"cannot be reached|uses a port"):
        download(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/", "example.org"),
        ("https://example.org/a/..%2f..%2fetc", "etc"),
        ("https://example.org/a%20b/", "a-b"),
        ("https://example.org/%00", "page"),
    ],
)
def test_the_name_of_an_address_is_a_plain_file_name(url: str, name: str) -> None:
    assert name_of(url) == name
