"""A test's line to the running double."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 30.0


class Impossible(AssertionError):
    """The platform does not let a person do this, or nothing came of it in time."""


@dataclass(frozen=True, slots=True)
class Link:
    """Calls the double's control, one request a call, from any thread."""

    address: str

    def call(self, verb: str, *, within: float = PATIENCE, **body: Any) -> Any:
        """Do one thing, which may take `within` seconds.

        Raises:
            Impossible: with what the double says, its complaints included.
        """
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=within + 10)
        try:
            text = json.dumps({**body, "within": within} if verb != "fault" else body)
            line.request("POST", f"{parts.path}/{verb}", text, {"Content-Type": "application/json"})
            response = line.getresponse()
            said = json.loads(response.read() or b"null")
        finally:
            line.close()
        if response.status != 200:
            raise Impossible(said["error"] if isinstance(said, dict) and "error" in said else str(said))
        return said
