"""Rate limits as the platform counts them, and the faults that tests order."""

import json
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from aiohttp import web

from tests.doubles.discord.refusals import Payload

Kind = Literal["limit", "global", "edge", "error", "slow", "lost"]
LIMITS: dict[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{channel}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel}/messages/{message}"): (5, 5.0),
    ("DELETE", "/channels/{channel}/messages/{message}"): (5, 1.0),
    ("POST", "/webhooks/{app}/{token}"): (5, 2.0),
    ("PATCH", "/webhooks/{app}/{token}/messages/{message}"): (5, 2.0),
    ("PUT", "/applications/{app}/commands"): (2, 5.0),
    ("POST", "/users/@me/channels"): (10, 10.0),
}
GLOBAL_LIMIT, GLOBAL_WINDOW = 50, 1.0
PASSED_ON = {"Via": "1.1 google"}


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next requests whose `METHOD /path` fits the pattern."""

    kind: Kind
    pattern: str = "*"
    times: int = 1
    retry_after: float = 0.2
    status: int = 500
    seconds: float = 0.0

    def fits(self, request: web.Request, path: str) -> bool:
        exempt = self.kind == "global" and _exempt(path)
        return self.times > 0 and not exempt and fnmatchcase(f"{request.method} {path}", self.pattern)


@dataclass(slots=True)
class Throttle:
    """Counts requests, route by route and over all."""

    faults: list[Fault] = field(default_factory=list)
    limited: int = 0
    invalid: int = 0
    _buckets: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _everything: deque[float] = field(default_factory=deque)

    def fault(self, request: web.Request, path: str) -> Fault | None:
        """The fault ordered for this request, used up by one."""
        for one in self.faults:
            if one.fits(request, path):
                one.times -= 1
                return one
        return None

    def over_global(self, path: str) -> web.Response | None:
        if _exempt(path):
            return None
        now = time.monotonic()
        _drop_old(self._everything, now - GLOBAL_WINDOW)
        if len(self._everything) >= GLOBAL_LIMIT:
            return self.refusal(self._everything[0] + GLOBAL_WINDOW - now, everywhere=True)
        self._everything.append(now)
        return None

    def headers(self, request: web.Request, template: str) -> tuple[dict[str, str], bool]:
        """The rate limit headers of a route, empty where it has none; and whether it is over its limit."""
        limit = LIMITS.get((request.method, template))
        if limit is None:
            return {}, False
        most, window = limit
        known = request.match_info
        major = known.get("channel") or known.get("token") or ""
        times, now = self._buckets[f"{request.method} {template} {major}"], time.monotonic()
        _drop_old(times, now - window)
        over = len(times) >= most
        if not over:
            times.append(now)
        rest = times[0] + window - now
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - len(times)),
            "X-RateLimit-Reset": f"{time.time() + rest:.3f}",
            "X-RateLimit-Reset-After": f"{rest:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash((request.method, template))):x}",
        }, over

    def refusal(
        self, retry_after: float, *, everywhere: bool = False, headers: dict[str, str] | None = None
    ) -> web.Response:
        """A 429 as the platform writes it."""
        self.limited += 1
        body: Payload = {"message": "You are being rate limited.", "retry_after": round(retry_after, 3)}
        scope = "global" if everywhere else "user"
        more = {"Retry-After": str(int(retry_after) + 1), "X-RateLimit-Scope": scope, **PASSED_ON}
        if everywhere:
            more["X-RateLimit-Global"] = "true"
        return answer({**body, "global": everywhere}, status=429, headers={**(headers or {}), **more})

    def edge_refusal(self, retry_after: float) -> web.Response:
        """A 429 from before the platform: no headers of its own, no JSON."""
        self.limited += 1
        text = "error code: 1015"
        headers = {"Retry-After": str(int(retry_after) + 1), "Server": "cloudflare"}
        return web.Response(status=429, text=text, headers=headers)


def answer(data: object, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with a content type to the letter, which the library compares without parsing it."""
    more = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(status=status, body=json.dumps(data).encode(), headers=more)


def _exempt(path: str) -> bool:
    return path.startswith(("/interactions/", "/webhooks/"))


def _drop_old(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
