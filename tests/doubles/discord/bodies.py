"""What a request carries: JSON, alone or with files beside it."""

import json
import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from tests.doubles.discord.refusals import INVALID_FORM, INVALID_JSON, Payload, Refusal


@dataclass(slots=True)
class Body:
    """What a request carries: its JSON, and the files beside it."""

    data: Payload
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def inner(self) -> "Body":
        """The message inside an interaction's callback."""
        return Body(self.data.get("data") or {}, self.files)


async def read_body(request: web.Request) -> Body:
    """The body of a request, JSON or multipart.

    Raises:
        Refusal: when it is neither.
    """
    if not request.can_read_body:
        return Body({})
    if request.content_type != "multipart/form-data":
        return Body(_json(await request.text()))
    body = Body({})
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name = part.name or ""
        if name == "payload_json":
            body.data = _json(await part.text())
        elif found := re.fullmatch(r"files\[(\d+)\]", name):
            body.files[found[1]] = (part.filename or "unnamed", bytes(await part.read(decode=True)))
    return body


def _json(text: str) -> Payload:
    try:
        data = json.loads(text)
    except ValueError:
        raise Refusal(400, INVALID_JSON) from None
    if isinstance(data, list):
        return {"list": data}
    if not isinstance(data, dict):
        raise Refusal(400, (INVALID_FORM, "Invalid Form Body"), {})
    return data
