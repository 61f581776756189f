"""The server of the pages: lets in whoever has a link, and answers with a page whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aiohttp import web

from adapters.web import closed, headers
from adapters.web.memory import Beforehand, Memory
from adapters.web.pages import KINDS, Asked, Drawn, Kind, Made, Moved, Shown, work_out
from adapters.web.reading import language
from adapters.web.rendering import assets, render
from bot import questions
from bot.host import Busy
from bot.languages import speaking
from bot.request import Asker
from bot.settings import language_for
from bot.site.evidence import SIDES
from bot.site.links import ENTRANCES, Closed, Way, admitted, is_public
from knowledge.errors import CounterpointError, InputError, NotFound

if TYPE_CHECKING:
    from bot.host import Host
    from bot.site.links import Site

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
VISITOR: Final = "web"
"""The person and the channel that reads pages: nobody in particular, of whom nothing is kept."""
_WAYS: Final[dict[str, Way]] = {path: way for way, path in ENTRANCES.items()}
PLATFORM: Final = "pages"
REFUSED, FAULT, BUSY = 400, 500, 503
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What the handlers of one server share."""

    host: Host
    site: Site
    memory: Memory = field(default_factory=Memory)
    beforehand: Beforehand

    @property
    def prefix(self) -> str:
        """The path of the site, without a slash at its end."""
        return urlsplit(self.site.address).path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page that is ready to be sent."""

    text: str = ""
    type: str = "text/html"
    status: int = 200
    public: bool = False
    moved: str | None = None
    beforehand: Callable[[], object] | None = None


def make_server(host: Host, site: Site) -> web.Application:
    """The server's routes."""
    serving = Serving(host=host, site=site, beforehand=Beforehand(host.workers))
    server = web.Application(middlewares=[_plainly_for(serving)], client_max_size=1024)
    prefix = serving.prefix
    server.router.add_get(f"{prefix}/static/{{name}}", static)
    server.router.add_get(f"{prefix}/robots.txt", robots)
    for path in ENTRANCES.values():
        door = f"{prefix}/{path}/{{key}}"
        server.router.add_get(door, with_slash)
        server.router.add_get(f"{door}/", _handler(serving, path, ""))
        for side in ("counters", "supports"):
            server.router.add_get(f"{door}/quote/{{name}}/{side}", _handler(serving, path, side))
        for kind in filter(None, KINDS):
            server.router.add_get(f"{door}/{kind}", _handler(serving, path, kind))
            server.router.add_get(f"{door}/{kind}/{{name}}", _handler(serving, path, kind))

    async def finish(_: web.Application) -> None:
        await serving.beforehand.finish()

    server.on_shutdown.append(finish)
    return server


def _handler(serving: Serving, entrance: str, kind: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        serving.beforehand.interrupt()
        questions.note(command=kind or "library", outcome="answered")
        work = partial(answered, serving, request, _WAYS[entrance], kind)
        lane = serving.host.workers.answer if KINDS[kind].speed == "slow" else serving.host.workers.quickly
        answer = await lane(work)
        if answer.beforehand is not None and request.method == "GET":
            serving.beforehand.soon(answer.beforehand)
        return _response(answer)

    return handle


def answered(serving: Serving, request: web.Request, way: Way, kind: str) -> Answer:
    """The page behind an address, worked out in one go in a worker thread.

    Raises:
        Closed: the link opens nothing.
    """
    key = request.match_info["key"]
    workspace = admitted(serving.site, serving.host.library, way, key)
    asker = Asker(
        workspace=workspace,
        person=VISITOR,
        channel=VISITOR,
        locale=language(request.headers.get("Accept-Language", "")),
    )
    door = f"{serving.prefix}/{ENTRANCES[way]}/{key}/"
    asked = Asked(
        asker=asker,
        workspace_id=key if way == "public" else key.split(".")[0],
        door=door,
        name=request.match_info.get("name", ""),
        query=request.query,
    )
    with speaking(language_for(asker)):
        made = _made(KINDS[kind], asked, serving)
        if isinstance(made, Moved):
            return Answer(moved=made.path)
        if isinstance(made, Drawn):
            return Answer(text=made.svg, type="image/svg+xml")
        html = render(made.template, prefix=serving.prefix, door=door, **made.values)
    return Answer(
        text=html,
        status=made.status,
        public=way == "public" and is_public(workspace.records.settings()),
        beforehand=partial(_both_sides, asked, serving.memory, made.quote) if made.quote else None,
    )


def _made(kind: Kind, asked: Asked, serving: Serving) -> Made:
    """What is shown, or why it is not: what the bot says goes on a page of the same library."""
    try:
        return kind.make(asked, serving.memory)
    except NotFound as error:
        return _instead(404, closed.not_there(str(error)))
    except InputError as error:
        return _instead(400, closed.refused(str(error)))


def _instead(status: int, said: closed.Said) -> Shown:
    return Shown(template="closed.html", values={"here": "closed", **said}, status=status)


def _both_sides(asked: Asked, memory: Memory, quote: str) -> None:
    with speaking(language_for(asked.asker)):
        for side in SIDES:
            work_out(asked, memory, quote, side)


def _plainly_for(serving: Serving) -> Any:
    """Turns whatever goes wrong into a page that says no more than it has to."""

    @web.middleware
    async def plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
        with questions.asked(PLATFORM, quiet=True) as question:
            answer = await guarded(request, handler)
            if question.command:
                question.outcome = _outcome(answer.status)
            question.finish()
        answer.headers.update(headers.ALWAYS)
        return answer

    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Closed as error:
            return _turned_away(serving, request, *closed.because(error.reason))
        except Busy as error:
            answer = _turned_away(serving, request, 503, closed.busy(error.seconds))
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        except web.HTTPException as error:
            return _of_http(serving, request, error)
        except Exception as error:  # noqa: BLE001 - the server's edge: nobody may see a traceback
            return _turned_away(serving, request, 500, closed.failed(_logged(error)))

    return plainly


def _outcome(status: int) -> str:
    """What became of a page, in the words that are used of questions."""
    if status == BUSY:
        return "busy"
    return "failed" if status >= FAULT else "refused" if status >= REFUSED else "answered"


def _of_http(serving: Serving, request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    """What the framework refuses by itself: an unknown path, another method, a redirection."""
    if error.status < 400:
        return web.Response(status=error.status, headers={"Location": error.headers["Location"]})
    if error.status == 405:
        answer = _turned_away(serving, request, 405, closed.only_reading())
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    return _turned_away(serving, request, 404, closed.not_there)


def _turned_away(serving: Serving, request: web.Request, status: int, said: closed.Words) -> web.Response:
    """A page without anything of a library, in the reader's language."""
    with speaking(language(request.headers.get("Accept-Language", ""))):
        html = render("closed.html", prefix=serving.prefix, door=None, here="closed", **said())
    return _response(Answer(text=html, status=status))


def _response(answer: Answer) -> web.Response:
    caching = headers.FOR_ALL if answer.public else headers.PRIVATE
    if answer.moved is not None:
        return web.Response(status=303, headers={**caching, "Location": answer.moved})
    return web.Response(
        text=answer.text, status=answer.status, content_type=answer.type, charset="utf-8", headers=caching
    )


def _logged(error: Exception) -> str:
    """Write a fault into the log, without the address, which holds a grant; give the number it has there."""
    reference = questions.reference()
    if isinstance(error, CounterpointError):
        logger.error("failed, %s: %s", reference, error)
    else:
        logger.error("unexpected, %s", reference, exc_info=error)
    return reference


async def with_slash(request: web.Request) -> web.StreamResponse:
    """The first page, whose address ends with a slash."""
    raise web.HTTPMovedPermanently(f"{request.rel_url.raw_path}/")


async def static(request: web.Request) -> web.StreamResponse:
    """The style sheet and the icon."""
    for asset in assets().values():
        if asset.name == request.match_info["name"]:
            return web.Response(
                body=asset.content, content_type=asset.type, charset="utf-8", headers=headers.FOREVER
            )
    raise web.HTTPNotFound


async def robots(_: web.Request) -> web.StreamResponse:
    """Search engines may read what a workspace made public, and nothing else."""
    door = ENTRANCES["signed"]
    return web.Response(text=f"User-agent: *\nDisallow: /{door}/\n", headers=headers.FOR_ALL)
