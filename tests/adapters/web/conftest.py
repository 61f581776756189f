"""A library of two sources as `counterpoint web` serves it, and a browser to look at it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.program import counterpoint

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The program that serves, and what is in its library."""

    start: str
    """The link that it printed."""
    quote: str
    source: str
    process: "subprocess.Popen[str]"

    def address(self, kind: str) -> str:
        """The address of a kind of page."""
        names = {
            "quote": self.quote,
            "source": self.source,
            "speaker": quote("Ines Okafor"),
            "topic": "skerry-bridge",
        }
        return self.start + kind.format(**names)


@pytest.fixture(scope="session")
def served_site(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = shutil.copytree(library, tmp_path_factory.mktemp("pages") / "data")
    claims: list[dict[str, Any]] = counterpoint("claims", "--json", data=data).object["claims"]
    cited = next(claim for claim in claims if claim["speaker"]["name"] == "Ines Okafor")
    environment = {name: value for name, value in os.environ.items() if "COUNTERPOINT_WEB" not in name}
    process = subprocess.Popen(
        [sys.executable, "-m", "adapters.program.main", "--data", str(data), "web", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    yield Site(
        start=line.removeprefix("Open ").strip(),
        quote=cited["id"],
        source=cited["source"]["id"],
        process=process,
    )
    process.send_signal(signal.SIGTERM)
    status = process.wait(timeout=20)
    process.stdout.close()
    assert status == 0


# no longer than a module: while it is open, its event loop runs in this thread, and there can be no other
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield opened
        opened.close()
