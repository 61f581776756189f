"""The pages of a small library, asked for as a browser would, without a network."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from lxml import html  # type: ignore[import-untyped]

from adapters.web.server import make_server
from bot.host import Host
from bot.site.links import Site
from bot.workers import Workers
from tests.bot.small_libraries import SmallWorkspaces
from tests.bot.small_library import SmallWorkspace

SECRET = "as long as it has to be"  # noqa: S105
HERE, THERE = "local", "discord-77"


class SmallLibraryOfPages(SmallWorkspaces):
    """Two workspaces in memory."""

    def __init__(self) -> None:
        super().__init__(HERE, THERE)

    @property
    def installation(self) -> Any:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def page(self) -> Any:
        """The page as a tree of elements."""
        return html.fromstring(self.text)

    @property
    def words(self) -> str:
        """Everything that can be read on it, blanks as they are shown."""
        return " ".join(self.page.find("body").text_content().split())

    def links(self) -> list[str]:
        """Where its links lead, in their order."""
        return [str(link) for link in self.page.xpath("//a/@href")]


@dataclass(kw_only=True)
class Served:
    """The server with its library."""

    library: SmallLibraryOfPages = field(default_factory=SmallLibraryOfPages)
    workers: type[Workers] = Workers
    site: Site = field(default_factory=lambda: Site(address="http://pages.example", secret=SECRET))

    @property
    def workspace(self) -> SmallWorkspace:
        found: SmallWorkspace = self.library.opened[HERE]
        return found

    def door(self, workspace_id: str = HERE, *, today: date | None = None) -> str:
        """The path of the first page."""
        workspace = self.library.opened[workspace_id]
        start = self.site.of(workspace_id).start(workspace, today=today or datetime.now(UTC).date())
        return start.removeprefix("http://pages.example")

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path of the site."""
        return self.asked(path, method=method, headers=headers)[0]

    def below(self, path: str, **headers: str) -> Answer:
        """Ask for a page of the first workspace."""
        return self.get(f"{self.door()}{path}", **headers)

    def asked(
        self, *paths: str, method: str = "GET", pause: float = 0.0, headers: Mapping[str, str] | None = None
    ) -> list[Answer]:
        """Ask for several paths of one server in turn."""

        sent = headers or {}

        async def run() -> list[Answer]:
            workers = self.workers(answering=1, quick=1, adding=1)
            server = make_server(Host(library=self.library, workers=workers, site=self.site), self.site)
            found = []
            async with TestClient(TestServer(server)) as client:
                for path in paths:
                    async with client.request(
                        method,
                        path,
                        headers={name.replace("_", "-"): value for name, value in sent.items()},
                        allow_redirects=False,
                    ) as answer:
                        found.append(
                            Answer(status=answer.status, headers=answer.headers, text=await answer.text())
                        )
                    await asyncio.sleep(pause)
            workers.close()
            return found

        return asyncio.run(run())
