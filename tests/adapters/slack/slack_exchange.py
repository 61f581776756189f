"""A bot at a desk, and a Slack of a few lines that writes down what it is told: no process, no socket mode."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.app import make_app
from adapters.slack.authorizing import OneWorkspace
from adapters.slack.desk import Desk
from adapters.slack.settings import Settings
from bot.host import Host
from bot.workers import Workers
from knowledge.storage.installation import Installation
from knowledge.storage.sqlite.installation import SQLiteInstallation
from tests.bot.small_libraries import SmallWorkspaces

T = TypeVar("T")
Json = dict[str, Any]
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
ADMIN, MEMBER, GERMAN = "U0ADMIN", "U0MEMBER", "U0GERMAN"


class SmallLibraryOfMany(SmallWorkspaces):
    """Workspaces in memory; what holds for all of them is in a real database."""

    def __init__(self, data: Path, *, keys: tuple[str, ...] = (KEY,)) -> None:
        super().__init__()
        self.installation: Installation = SQLiteInstallation(data, keys=keys)


@dataclass
class Exchange:
    """What goes to Slack and back. `refuse` names the error that a method answers with, as often as listed."""

    app: AsyncApp
    desk: Desk
    library: SmallLibraryOfMany
    address: str
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refuse: dict[str, list[str]] = field(default_factory=dict)

    async def send(self, body: Json) -> Json:
        """Deliver a payload as Slack does; the acknowledgement, once all that it began is done."""
        answer = await self.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        assert answer.status == 200, answer.body
        for _ in range(20):
            # Events are acknowledged before their handler is begun.
            await asyncio.sleep(0)
        await self.desk.finish()
        return json.loads(answer.body) if answer.body else {}

    def told(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    @property
    def hook(self) -> str:
        return f"{self.address}/hook"

    def slash(self, command: str, text: str = "", *, user: str = MEMBER, trigger: str = "1.1") -> Json:
        return {
            "command": command,
            "text": text,
            "user_id": user,
            "team_id": "T1",
            "channel_id": "C1",
            "trigger_id": trigger,
            "response_url": self.hook,
        }

    def press(
        self, action: Json, *, user: str = MEMBER, trigger: str = "2.1", where: Json | None = None
    ) -> Json:
        on_message = {
            "container": {"type": "message", "message_ts": "5.5", "channel_id": "C1"},
            "channel": {"id": "C1"},
            "response_url": self.hook,
        }
        return {
            "type": "block_actions",
            "user": {"id": user, "team_id": "T1"},
            "team": {"id": "T1"},
            "trigger_id": trigger,
            "actions": [{"block_id": "b", "type": "button", **action}],
            **(on_message if where is None else where),
        }

    def event(self, inner: Json, *, name: str = "Ev1", user: str = MEMBER) -> Json:
        return {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": name,
            "event_time": 4_000_000_000,
            "event": {"user": user, "ts": "7.7", **inner},
        }

    def submission(self, view: Json, values: Json, *, user: str = MEMBER) -> Json:
        return {
            "type": "view_submission",
            "user": {"id": user, "team_id": "T1"},
            "team": {"id": "T1"},
            "trigger_id": "3.1",
            "view": {"id": "V1", "hash": "h", **view, "state": {"values": values}},
        }


def exchange(data: Path, talk: Callable[[Exchange], Awaitable[T]]) -> T:
    """Run a conversation."""

    async def run() -> T:
        workers = Workers(answering=2)
        library = SmallLibraryOfMany(data)
        async with AsyncExitStack() as stack:
            stack.callback(library.installation.close)
            stack.callback(workers.close)
            calls: list[tuple[str, Json]] = []
            refuse: dict[str, list[str]] = {}
            server = TestServer(_slack(calls, refuse))
            await stack.enter_async_context(server)
            address = str(server.make_url("")).rstrip("/")
            session = await stack.enter_async_context(ClientSession())
            settings = Settings(bot_token="xoxb-1", app_token="xapp-1", api=f"{address}/api/")  # noqa: S106
            desk = Desk(Host(library=library, workers=workers), settings, session)
            whose = AuthorizeResult(
                enterprise_id=None,
                team_id="T1",
                bot_id="B1",
                bot_user_id="U0BOT",
                bot_token="xoxb-1",  # noqa: S106
            )
            app = make_app(desk, settings, authorize=OneWorkspace(whose))
            return await talk(
                Exchange(app=app, desk=desk, library=library, address=address, calls=calls, refuse=refuse)
            )

    return asyncio.run(run())


def _slack(calls: list[tuple[str, Json]], refuse: dict[str, list[str]]) -> web.Application:
    async def method(request: web.Request) -> web.Response:
        name = request.match_info["method"]
        text = await request.text()
        json_body = request.content_type == "application/json"
        arguments = json.loads(text or "{}") if json_body else {**request.query, **await request.post()}
        calls.append((name, arguments))
        if refuse.get(name):
            return web.json_response({"ok": False, "error": refuse[name].pop(0)})
        return web.json_response({"ok": True, **_answer(name, arguments, str(request.url.origin()))})

    async def hook(request: web.Request) -> web.Response:
        calls.append(("hook", await request.json()))
        if refuse.get("hook"):
            return web.Response(status=400, text=refuse["hook"].pop(0))
        return web.Response(text="ok")

    async def file(request: web.Request) -> web.Response:
        calls.append(("file", dict(request.query)))
        return web.Response(body=b"The ferry is dear.")

    async def upload(request: web.Request) -> web.Response:
        calls.append(("upload", {"bytes": len(await request.read())}))
        return web.Response(text="OK")

    server = web.Application(client_max_size=1 << 24)
    server.router.add_post("/upload", upload)
    server.router.add_route("*", "/api/{method}", method)
    server.router.add_post("/hook", hook)
    server.router.add_get("/file", file)
    return server


def _answer(name: str, arguments: Json, address: str) -> Json:
    if name.startswith("files."):
        file = {"id": "F77", "mimetype": "image/png"}
        return {"file_id": "F77", "upload_url": f"{address}/upload", "files": [file], "file": file}
    if name == "users.info":
        user = arguments["user"]
        return {
            "user": {
                "id": user,
                "team_id": "T1",
                "is_admin": user == ADMIN,
                "locale": "de-DE" if user == GERMAN else "en-GB",
                "profile": {"display_name": "Mara"},
            }
        }
    if name.startswith("views."):
        return {"view": {"id": "V9"}}
    return {"ts": "8.8", "channel": arguments.get("channel")}


def shown(body: Json) -> str:
    """What a message or a window says, its blocks above all."""
    return " ".join(_texts(body.get("blocks") or body.get("text") or ""))


def _texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, list):
        return [text for one in part for text in _texts(one)]
    found = (part[key] for key in ("text", "elements", "element", "label", "options") if key in part)
    return [text for one in found for text in _texts(one)]


def values_in(body: Json) -> list[str]:
    """The codes of the buttons of a message."""
    rows = [block for block in body.get("blocks", ()) if block["type"] == "actions"]
    return [element["value"] for row in rows for element in row["elements"] if "value" in element]
