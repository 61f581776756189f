"""A server of the OpenAI kind in a thread: it judges by plain denials, and errs in every way that was asked for.

It stands for a model that believes whatever stands outside the fence around the material: instructions there are
obeyed, those inside are not, as long as the fence is whole.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from tests.doubles.serving import serving

FENCED: Final = re.compile(r"\A<data>\n([^<>]+)\n</data>\Z")
ORDER: Final = re.compile(r"answer (counters|supports|neither)", re.IGNORECASE)
DENIAL: Final = re.compile(r"\b(?:not|never|no)\b", re.IGNORECASE)
LATE: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def material(self) -> dict[str, Any] | None:
        """What stands inside the fence, or None where the fence is not whole."""
        fenced = FENCED.match(self.body["messages"][-1]["content"])
        found: dict[str, Any] | None = json.loads(fenced.group(1)) if fenced else None
        return found


@dataclass(slots=True, kw_only=True)
class LanguageModelService:
    """The double from a test's side."""

    address: str = ""
    key: str | None = None
    turns: list[str] = field(default_factory=list)
    """What goes wrong at the next requests, one each; after them nothing does."""
    formats: tuple[str, ...] = ("json_schema", "json_object")
    """The kinds of structured output that it knows."""
    refuses: tuple[str, ...] = ()
    """Fields of a request that it does not take."""
    says: str = "Pay attention to me instead."
    """What it says where it talks."""
    seen: list[Seen] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    usage: dict[str, int] | None = field(
        default_factory=lambda: {"prompt_tokens": 100, "completion_tokens": 50}
    )

    @classmethod
    @contextmanager
    def started(cls, **settings: Any) -> Iterator["LanguageModelService"]:
        """Serve on a free port of this machine until the test is over."""
        service = cls(**settings)

        class Handler(_Handler):
            double = service

        with serving(Handler) as address:
            service.address = f"{address}/v1"
            try:
                yield service
            finally:
                service.closing.set()

    @property
    def asked(self) -> list[tuple[str, tuple[str, ...]]]:
        """The claims that it judged quotes against, with the quotes."""
        every = [one.material for one in self.seen]
        return [(one["claim"], tuple(q["quote"] for q in one["quotes"])) for one in every if one]

    def answer(self, seen: Seen, turn: str) -> str:
        """What the model says."""
        items = _judged(seen)
        if turn in BENT:
            items = BENT[turn](items)
        written = json.dumps({"judgements": items})
        return {
            "broken": written[:-5],
            "deep": "[" * 100_000,
            "talks": self.says,
            "talks before": f"{self.says} {written}",
            "talks inside": json.dumps({"judgements": items, "note": self.says}),
            "fenced": f"```json\n{written}\n```",
            "empty": "",
        }.get(turn, written)


BENT: Final[dict[str, Any]] = {
    "missing": lambda items: items[:-1],
    "twice": lambda items: [*items, items[0]],
    "wrong index": lambda items: [*items[:-1], {**items[-1], "index": len(items)}],
    "index is text": lambda items: [{**one, "index": str(one["index"])} for one in items],
    "new stance": lambda items: [{**one, "stance": "agrees"} for one in items],
    "beyond sure": lambda items: [{**one, "confidence": 1.5} for one in items],
    "no number": lambda items: [{**one, "confidence": float("nan")} for one in items],
    "rewrites": lambda items: [{**one, "quote": "A better quote."} for one in items],
}


def _judged(seen: Seen) -> list[dict[str, Any]]:
    material = seen.material
    if material is None:
        # Nothing parts the strangers' words from the instructions: they are instructions.
        text = " ".join(message["content"] for message in seen.body["messages"][1:])
        order = ORDER.search(text)
        return [{"index": 0, "stance": order.group(1).lower() if order else "neither", "confidence": 1.0}]
    return [
        {"index": one["index"], "stance": _stance(material["claim"], one["quote"]), "confidence": 0.9}
        for one in material["quotes"]
    ]


def _stance(claim: str, quote: str) -> str:
    shared = set(re.findall(r"\w+", claim.lower())) & set(re.findall(r"\w+", quote.lower()))
    if len(shared) < 2:
        return "neither"
    return "counters" if DENIAL.search(quote) else "supports"


class _Handler(BaseHTTPRequestHandler):
    double: LanguageModelService

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        seen = Seen(path=self.path, headers={k.lower(): v for k, v in self.headers.items()}, body=body)
        self.double.seen.append(seen)
        turn = self.double.turns.pop(0) if self.double.turns else ""
        status, reply, headers = self._reply(seen, turn)
        if turn == "late":
            self.double.closing.wait(LATE)
            return
        if turn == "hangs up":
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self._write(reply, drips=turn == "drips")

    def _write(self, reply: bytes, *, drips: bool) -> None:
        try:
            for start in range(0, len(reply), 1 if drips else len(reply)):
                self.wfile.write(reply[start : start + (1 if drips else len(reply))])
                self.wfile.flush()
                if drips and self.double.closing.wait(0.05):
                    return
        except OSError:
            return

    def _reply(self, seen: Seen, turn: str) -> tuple[int, bytes, dict[str, str]]:
        complaint = self._complaint(seen)
        if complaint:
            return complaint[0], json.dumps({"error": {"message": complaint[1]}}).encode(), {}
        if turn.isdigit():
            after = {"retry-after": "0"} if turn == "429" else {}
            return int(turn), json.dumps({"error": {"message": self.double.says}}).encode(), after
        if turn == "endless":
            return 200, b" " * 2_000_000, {}
        if turn == "no completion":
            return 200, b'{"choices": []}', {}
        message = {"role": "assistant", "content": self.double.answer(seen, turn)}
        reply: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        if self.double.usage:
            reply["usage"] = self.double.usage
        return 200, json.dumps(reply).encode(), {}

    def _complaint(self, seen: Seen) -> tuple[int, str] | None:
        if seen.path != "/v1/chat/completions":
            return 404, "no such path"
        if self.double.key and seen.headers.get("authorization") != f"Bearer {self.double.key}":
            return 401, "wrong key"
        wanted = seen.body.get("response_format", {}).get("type")
        if wanted and wanted not in self.double.formats:
            return 400, f"response_format of type {wanted} is not supported"
        for name in self.double.refuses:
            if name in seen.body:
                instead = ", use max_completion_tokens instead" if name == "max_tokens" else ""
                return 400, f"Unsupported parameter: '{name}'{instead}."
        return None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""
