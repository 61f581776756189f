"""No address that points inside is connected to: however it is written, whatever its name is resolved to."""

import socket
from typing import Any

import pytest

from knowledge import fetching
from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import refuse_inside

FORGED = (
    *(
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
    ),
    *("127.1", "127.0.1", "127.0.0.1.", "0", "0.0.0.0", "017700000001", "①②⑦.⓪.⓪.①", "127。0。0。1"),  # noqa: S104
    *(
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:ffff:169.254.169.254]",
    ),
    *("[fe80::1%25eth0]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]"),
    *("[2002:7f00:1::]", "[2001:0:7f00:1::]", "[ff02::1]", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "100.64.0.1", "198.18.0.1", "192.0.0.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255"),
)
RESOLVED = {
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "metadata.quay.example": ["169.254.169.254"],
    "both.quay.example": ["93.184.215.14", "10.0.0.7"],
    "six.quay.example": ["::1"],
    "mapped.quay.example": ["::ffff:10.0.0.7"],
    "compatible.quay.example": ["::10.0.0.7"],
    "translated.quay.example": ["64:ff9b::a00:7"],
    "tunnel.quay.example": ["2002:a00:7::"],
    "link.quay.example": ["fe80::1"],
}


class Network:
    """A resolver with names of its own, and connections that are noted and never made."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.names = names
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def getaddrinfo(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.asked.append(host)
        known = self.names.get(host.rstrip(".").lower())
        if known is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known]

    def create_connection(self, address: tuple[str, int], *_: Any, **__: Any) -> None:
        self.connected.append(address)
        raise ConnectionRefusedError


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    # A machine's own resolver takes `127.1` and the like for addresses, as this one does.
    literal = {host: [taken] for host in FORGED if (taken := as_the_system_takes_it(host))}
    made = Network({**RESOLVED, **literal, "localhost": ["127.0.0.1"]})
    monkeypatch.setattr(socket, "getaddrinfo", made.getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", made.create_connection)
    return made


def as_the_system_takes_it(host: str) -> str | None:
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


@pytest.mark.parametrize("host", FORGED)
def test_a_forged_address_is_refused_before_a_connection_is_made(host: str, network: Network) -> None:
    with pytest.raises(
        UnreadableFile, match=r"points inside a private network|has no server of that name|cannot be reached"
    ):
        fetching.fetch(f"http://{host}/")
    assert network.connected == []


@pytest.mark.parametrize("host", RESOLVED)
def test_a_name_that_is_resolved_to_the_inside_is_refused(host: str, network: Network) -> None:
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        fetching.fetch(f"https://{host}/")
    assert network.connected == []


def test_a_connection_goes_to_the_address_that_was_checked_and_no_name_is_resolved_again(
    network: Network,
) -> None:
    network.names["quay.example"] = ["93.184.215.14"]
    with pytest.raises(UnreadableFile, match="cannot be reached"):
        fetching.fetch("http://quay.example/")
    assert network.asked == ["quay.example"]
    assert network.connected == [("93.184.215.14", 80)]


def test_a_name_that_changes_to_the_inside_between_two_requests_is_refused(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        network.names[host] = next(answers)
        return network.getaddrinfo(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    for _ in range(2):
        with pytest.raises(UnreadableFile):
            fetching.fetch("http://rebinding.example/")
    assert network.connected == [("93.184.215.14", 80)]


@pytest.mark.parametrize("host", FORGED)
def test_a_proxy_is_not_asked_for_an_address_that_points_inside(host: str) -> None:
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        refuse_inside(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["printer", "nas.local", "db.internal", "router.lan", "x.localhost", "a.home.arpa"]
)
def test_a_proxy_is_not_asked_for_names_that_only_a_private_network_has(host: str) -> None:
    with pytest.raises(UnreadableFile, match="points inside a private network"):
        refuse_inside(f"https://{host}/")


@pytest.mark.parametrize(
    "host", ["example.org", "93.184.215.14", "[2606:2800:21f:cb07::1]", "fähre.example", "a.local.example"]
)
def test_an_ordinary_address_is_let_through_to_the_proxy(host: str) -> None:
    refuse_inside(f"https://{host}/")
