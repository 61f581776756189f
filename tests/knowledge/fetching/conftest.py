"""What the tests of fetching share: a site of their own."""

from collections.abc import Iterator

import pytest

from knowledge.fetching import addresses
from tests.doubles.serving import serving
from tests.knowledge.fetching.small_site import Site


class Served:
    """A site that is up: where it is, and what it was asked."""

    def __init__(self, address: str, handler: type[Site]) -> None:
        self.address = address
        self.handler = handler

    @property
    def asked(self) -> list[str]:
        return self.handler.asked


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    handler = type("OwnSite", (Site,), {"asked": [], "agents": []})
    with serving(handler) as address:
        port = int(address.rpartition(":")[2])
        monkeypatch.setattr(addresses, "PORTS", addresses.PORTS | {port})
        yield Served(address, handler)
