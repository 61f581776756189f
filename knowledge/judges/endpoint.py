"""Asks a server of the OpenAI kind (`/chat/completions`): in time, within bounds, and again where that may help."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import tenacity

from knowledge.judges.contract import JudgeFailed
from knowledge.judges.dialect import Dialect, body, giving_way
from knowledge.judges.verdicts import Verdict, question, verdicts

ATTEMPTS: Final = 3
MOST_BYTES: Final = 1_000_000
"""An answer is a hundredth of that; whoever sends more does not answer us."""

LONGEST_WAIT: Final = 8.0
"""Seconds between two attempts at most, unless the server itself says longer."""

_PASSING: Final = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_NOT_UNDERSTOOD: Final = (400, 415, 422, 501)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A server and a model on it."""

    address: str
    """Up to `/chat/completions`: `https://api.openai.com/v1`, `http://localhost:11434/v1`."""
    model: str
    key: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The server's name, for people."""
        return urlsplit(self.address).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Verdicts, and how many tokens they took where the server says so."""

    verdicts: tuple[Verdict, ...]
    prompt_tokens: int | None
    answer_tokens: int | None


class NotBilled(JudgeFailed):
    """The server refused before any model ran."""


class Passing(JudgeFailed):
    """What may be otherwise at the next attempt."""

    def __init__(self, sentence: str, *, after: float | None = None, billed: bool = True) -> None:
        """`after`: seconds that the server asks to wait; `billed`: whether a model may have run."""
        super().__init__(sentence)
        self.after = after
        self.billed = billed


class Asking:
    """One server, asked by many threads. It remembers what the server does not understand."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._dialect = Dialect()
        self._client = httpx.Client(follow_redirects=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def most_bytes(self, claim: str, quotes: Sequence[str]) -> int:
        """Bytes of the request: more than its tokens, since no token is shorter than a byte."""
        return len(self._content(Dialect(), claim, quotes))

    def once(self, claim: str, quotes: Sequence[str], *, ends: float) -> Answered:
        """Ask about some quotes until `ends`, in the clock's `time.monotonic`.

        Raises:
            Passing: it may work at the next attempt.
            NotBilled: it will not, and nothing was spent.
        """
        dialect = self._dialect
        while True:
            status, content, after = self._posted(self._content(dialect, claim, quotes), ends=ends)
            if status not in _NOT_UNDERSTOOD:
                break
            other = giving_way(dialect, content[:2000].decode(errors="replace"))
            if other is None:
                raise NotBilled(f"{self._endpoint.host} does not understand the request (status {status})")
            dialect = other
        if status in _PASSING:
            raise Passing(f"{self._endpoint.host} answered with status {status}", after=after, billed=False)
        if status != 200:
            raise NotBilled(_refusal(self._endpoint.host, status))
        self._dialect = dialect
        return _read(content, count=len(quotes))

    def _content(self, dialect: Dialect, claim: str, quotes: Sequence[str]) -> bytes:
        made = body(dialect, model=self._endpoint.model, messages=question(claim, quotes), count=len(quotes))
        return json.dumps(made).encode()

    def _posted(self, content: bytes, *, ends: float) -> tuple[int, bytes, float | None]:
        left = ends - time.monotonic()
        host = self._endpoint.host
        if left <= 0:
            raise Passing(f"{host} was not asked in time", billed=False)
        headers = {"content-type": "application/json"}
        if self._endpoint.key:
            headers["authorization"] = f"Bearer {self._endpoint.key}"
        address = f"{self._endpoint.address.rstrip('/')}/chat/completions"
        try:
            with self._client.stream(
                "POST", address, content=content, headers=headers, timeout=left
            ) as response:
                return response.status_code, _bounded(response, host, ends=ends), _wait_of(response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Passing(f"{host} could not be reached ({type(error).__name__})", billed=False) from error
        except httpx.TimeoutException as error:
            raise Passing(f"{host} took too long to answer") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            raise Passing(f"the line to {host} broke ({type(error).__name__})") from error


def attempts(ends: float) -> tenacity.Retrying:
    """Attempts that end in time: the next one begins only if the wait before it leaves time for it."""
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(Passing),
        stop=tenacity.stop_after_attempt(ATTEMPTS) | tenacity.stop_before_delay(ends - time.monotonic()),
        wait=_wait,
        reraise=True,
    )


_growing: Final = tenacity.wait_exponential(multiplier=0.25, max=LONGEST_WAIT) + tenacity.wait_random(0, 0.25)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, Passing) else None
    return asked if asked is not None else _growing(state)


def _bounded(response: httpx.Response, host: str, *, ends: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            raise Passing(f"{host} answered at endless length")
        if time.monotonic() > ends:
            raise Passing(f"{host} took too long to answer")
        parts.append(part)
    return b"".join(parts)


def _wait_of(response: httpx.Response) -> float | None:
    """Seconds that the server asks to wait; only the plain form, which all of them use."""
    try:
        asked = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return asked if 0 <= asked < float("inf") else None


def _refusal(host: str, status: int) -> str:
    if status in (401, 403):
        return f"{host} refuses the key (status {status}); check COUNTERPOINT_JUDGE_KEY"
    if status == 404:
        return f"{host} knows no such address or model; check COUNTERPOINT_JUDGE_URL and COUNTERPOINT_JUDGE_MODEL"
    return f"{host} answered with status {status}"


def _read(content: bytes, *, count: int) -> Answered:
    try:
        read: Any = json.loads(content)
        answer = read["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        answer = None
    if not isinstance(answer, str):
        raise Passing("its answer is no chat completion")
    try:
        found = verdicts(answer, count=count)
    except JudgeFailed as error:
        raise Passing(str(error)) from None
    usage = read.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Answered(
        verdicts=tuple(found),
        prompt_tokens=_tokens(usage.get("prompt_tokens")),
        answer_tokens=_tokens(usage.get("completion_tokens")),
    )


def _tokens(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None
