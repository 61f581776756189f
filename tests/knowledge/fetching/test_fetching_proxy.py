"""Behind a forward proxy every request goes to the proxy, and what it must not be asked for is not asked."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from bot.operator.outside import settings
from knowledge import fetching
from knowledge.errors import InputError, UnreadableFile
from knowledge.fetching.clients import opener
from knowledge.fetching.journey import download as journey
from knowledge.fetching.robots import Robots
from knowledge.fetching.settings import FetchSettings
from tests.doubles.serving import serving
from tests.knowledge.fetching.small_site import PAGE


class Proxy(BaseHTTPRequestHandler):
    """A proxy that has every page itself."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.endswith("/robots.txt"):
            self.send_error(404)
        elif self.path.endswith("/inside"):
            self.moved("http://169.254.169.254/latest")
        elif self.path.endswith("/moved"):
            self.moved("http://bridge.example/page")
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE)

    def moved(self, place: str) -> None:
        self.send_response(302)
        self.send_header("location", place)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    with serving(type("OwnProxy", (Proxy,), {"asked": asked})) as address:
        yield address, asked


def download(url: str, proxy: str) -> fetching.Fetched:
    return journey(url, opened=opener(FetchSettings(proxy=proxy)), deadline=60.0, robots=Robots())


def test_pages_and_their_redirects_come_through_the_proxy(proxy: tuple[str, list[str]]) -> None:
    address, asked = proxy
    fetched = download("http://quay.example/moved", address)
    assert fetched.content == PAGE
    assert fetched.url == "http://bridge.example/page"
    assert asked == [
        *("http://quay.example/robots.txt", "http://quay.example/moved"),
        *("http://bridge.example/robots.txt", "http://bridge.example/page"),
    ]


def test_a_redirect_to_the_inside_is_not_asked_of_the_proxy(proxy: tuple[str, list[str]]) -> None:
    address, asked = proxy
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        download("http://quay.example/inside", address)
    assert asked == ["http://quay.example/robots.txt", "http://quay.example/inside"]


def test_a_proxy_that_is_gone_is_told_as_a_page_that_cannot_be_reached() -> None:
    with pytest.raises(UnreadableFile, match="cannot be reached"):
        download("http://quay.example/", "http://127.0.0.1:9")


def test_proxies_of_the_environment_are_left_alone(
    proxy: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = proxy
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert download("http://quay.example/", address).content == PAGE
    assert len(asked) == 2


def test_the_settings_come_from_the_environment() -> None:
    read = settings(
        {
            "COUNTERPOINT_PROXY": "http://ann:secret@proxy.example:3128",
            "COUNTERPOINT_CONTACT": "ann@quay.example",
        }
    )
    assert read == FetchSettings(contact="ann@quay.example", proxy="http://ann:secret@proxy.example:3128")
    assert "secret" not in repr(read)
    assert settings({}) == FetchSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COUNTERPOINT_PROXY", "proxy.example"),
        ("COUNTERPOINT_PROXY", "socks5://proxy.example"),
        ("COUNTERPOINT_PROXY", "http://[::1"),
        ("COUNTERPOINT_CONTACT", "ann@quay.example\r\nHost: inside"),
        ("COUNTERPOINT_CONTACT", "Ann Lee (ferries)"),
    ],
)
def test_a_setting_that_is_none_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"^{name} is "):
        settings({name: value})
