"""Host names in other letters than ASCII are fetched by their ASCII form; forged and impossible ones are refused."""

import socket
from typing import Any

import pytest

from knowledge import fetching
from knowledge.errors import UnreadableFile
from knowledge.fetching.hosts import in_ascii
from tests.knowledge.fetching.conftest import Served
from tests.knowledge.fetching.small_site import PAGE, download

OURS = "93.184.215.14"


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://fähre.example/ein-weg?ä=ö", "https://xn--fhre-loa.example/ein-weg?ä=ö"),
        ("https://FÄHRE.example:8443/", "https://xn--fhre-loa.example:8443/"),
        ("https://www.straße.example/", "https://www.xn--strae-oqa.example/"),
        ("https://例え.example/", "https://xn--r8jz45g.example/"),
        ("https://пример.example/", "https://xn--e1afmkfd.example/"),
        ("https://xn--fhre-loa.example/", "https://xn--fhre-loa.example/"),
        ("https://ｑｕａｙ．example/", "https://quay.example/"),
        ("https://my_quay.example/a b", "https://my_quay.example/a b"),
        ("https://[2606:2800:21f::1]/", "https://[2606:2800:21f::1]/"),
    ],
)
def test_a_name_is_sent_in_ascii_and_the_rest_of_the_address_is_left_alone(url: str, sent: str) -> None:
    assert in_ascii(url) == sent


@pytest.mark.parametrize(
    "host",
    [
        "раypal.example",  # two Cyrillic letters
        "gοogle.example",  # a Greek omicron
        "bаnk.quay.example",  # a Cyrillic a
        "xn--bnk-5cd.quay.example",  # the same, as it is sent
        "ԛuаy.example",
    ],
)
def test_a_name_that_mixes_letters_that_look_alike_is_refused(host: str) -> None:
    with pytest.raises(UnreadableFile, match="mixes letters that look alike"):
        in_ascii(f"https://{host}/")


@pytest.mark.parametrize(
    "host",
    [
        "quay.example⁄login",  # a slash that is none
        "quay。example／login",  # a full-width slash
        "quay：8080.example",  # a full-width colon
        "q\u200buay\u2060‎.example",  # invisible marks that turn the direction
        "qu\u202eyau.example",
        "💩.example",
        "xn--.example",
        "xn--a-.example",
        "xn--a.example",
        "ä" * 64 + ".example",
        "-ä.example",
        "ä..example",
    ],
)
def test_a_name_that_no_web_address_may_have_is_refused(host: str) -> None:
    with pytest.raises(UnreadableFile, match=r"has a name that no web address may have|is not a web address"):
        fetching.fetch(f"https://{host}/")


@pytest.mark.parametrize(
    "host",
    [
        "１２７.０.０.１",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "１６９．２５４．１６９．２５４",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "２１３０７０６４３３",
    ],
)
def test_an_address_inside_in_other_digits_is_no_way_inside(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(name: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = "127.0.0.1" if name == "localhost" else socket.inet_ntoa(socket.inet_aton(name))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", taken)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        fetching.fetch(f"http://{host}/")


@pytest.mark.parametrize("host", ["fähre.example", "xn--fhre-loa.example", "straße.example"])
def test_a_page_of_a_name_in_other_letters_is_fetched_by_the_name_that_was_checked(
    host: str, site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    heard: list[str] = []
    handler = site.handler

    def resolved(name: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    def answered(own: Any) -> None:
        heard.append(own.headers["host"])
        own.answer(200, PAGE)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(handler, "page", answered, raising=False)
    port = int(site.address.rpartition(":")[2])
    found = download(f"http://{host}:{port}/page")
    sent = "xn--strae-oqa.example" if host.startswith("straße") else "xn--fhre-loa.example"
    assert found.content == PAGE
    assert found.url == f"http://{sent}:{port}/page"
    assert set(asked) - {"127.0.0.1"} == {sent}
    assert heard == [f"{sent}:{port}"]
