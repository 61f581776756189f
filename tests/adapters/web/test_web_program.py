"""Pages as the program serves them: beside the chats or alone, and what `doctor` says of them."""

import asyncio
import socket
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from adapters.web.doctor import findings
from adapters.web.service import listening
from bot.host import CannotStart, Host
from bot.operator.site import SECRET_FILE, SiteSettings
from bot.site.links import Site
from bot.workers import Workers
from tests.adapters.web.web_site import SECRET, SmallLibraryOfPages
from tests.chats.program import running
from tests.program import counterpoint


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_run_serves_the_pages_of_every_workspace_where_a_port_is_set(own_library: Path) -> None:
    port = str(free_port())
    environment = {"COUNTERPOINT_WEB_PORT": port, "COUNTERPOINT_WEB_SECRET": SECRET}
    with running(own_library, environment) as program:
        program.wait_for(f"Pages: http://127.0.0.1:{port}")
        # the command line finds the same pages
        told = counterpoint("pages", "--json", data=own_library, environment=environment).object
        with urllib.request.urlopen(told["address"]) as answer:  # noqa: S310
            assert "skerry-bridge" in answer.read().decode()
        revoked = counterpoint("pages", "revoke", "--json", data=own_library, environment=environment).object
        with pytest.raises(urllib.error.HTTPError, match="410"):
            urllib.request.urlopen(told["address"])  # noqa: S310
        with urllib.request.urlopen(revoked["address"]) as answer:  # noqa: S310
            assert answer.status == 200
        grants = [told["address"].split("/")[4], revoked["address"].split("/")[4]]
        assert program.stop() == 0
        assert [grant for grant in (*grants, SECRET) if grant in program.written] == []
    assert not (own_library / SECRET_FILE).exists()


def test_settings_that_are_wrong_are_one_line_and_break_no_other_command(own_library: Path) -> None:
    wrong = {"COUNTERPOINT_WEB_URL": "evidence.example"}
    done = counterpoint("run", data=own_library, environment=wrong)
    assert (done.status, done.out) == (2, "")
    assert done.complaint.startswith("COUNTERPOINT_WEB_URL is the address that people open")
    assert counterpoint("--version", data=own_library, environment=wrong).status == 0


def test_a_port_that_is_taken_is_said_so(own_library: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = counterpoint("web", "--port", str(taken.getsockname()[1]), data=own_library)
    assert done.status == 1
    assert "choose another port" in done.complaint


def test_a_host_that_is_none_of_this_machine_is_said_so() -> None:
    async def run() -> None:
        workers = Workers(answering=1, quick=1, adding=1)
        site = Site(address="http://192.0.2.1", secret=SECRET)
        async with listening(Host(library=SmallLibraryOfPages(), workers=workers), site, "192.0.2.1", 0):
            pass

    with pytest.raises(CannotStart, match="choose another port or host"):
        asyncio.run(run())


def looked_at(settings: SiteSettings) -> dict[str, tuple[bool, str]]:
    found = asyncio.run(findings(settings))
    return {one.name: (one.good, one.sentence) for one in found}


def test_doctor_says_where_links_lead_and_whether_the_port_is_free() -> None:
    port = free_port()
    found = looked_at(SiteSettings(address="https://pages.example", port=port, secret=SECRET))
    assert found == {
        "Pages address": (True, "Links lead to https://pages.example."),
        "Pages port": (True, f"Pages can be served on 127.0.0.1:{port}."),
        "Pages secret": (True, "COUNTERPOINT_WEB_SECRET signs the links."),
    }


def test_doctor_warns_of_links_that_travel_in_the_open_or_lead_nowhere() -> None:
    port = free_port()
    assert not looked_at(SiteSettings(address="http://pages.example", port=port))["Pages address"][0]
    good, sentence = looked_at(SiteSettings(address="http://127.0.0.1:1", port=port, named=False))[
        "Pages address"
    ]
    assert good
    assert "on this machine alone" in sentence
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = taken.getsockname()[1]
        good, sentence = looked_at(SiteSettings(address="https://pages.example", port=place))["Pages port"]
    assert not good
    assert "choose another port" in sentence


def test_doctor_knows_pages_that_are_served_already() -> None:
    async def run() -> list[str]:
        workers = Workers(answering=1, quick=1, adding=1)
        site = Site(address="https://pages.example/here", secret=SECRET)
        host = Host(library=SmallLibraryOfPages(), workers=workers)
        async with listening(host, site, "127.0.0.1", 0) as port:
            found = await findings(SiteSettings(address=site.address, port=port))
        workers.close()
        return [one.sentence for one in found]

    assert any("are served on" in sentence for sentence in asyncio.run(run()))
