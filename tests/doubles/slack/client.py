"""The driver's line to the double's control API."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks the double, from any thread."""

    address: str

    def ask(self, command: str, /, **asked: Any) -> Any:
        """Run one control command; what Slack would not let a person do fails the test."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=120)
        try:
            body = json.dumps(asked)
            connection.request("POST", f"/_control/{command}", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status == 409:
            raise AssertionError(json.loads(text)["error"])
        assert response.status == 200, f"{command}: {response.status} {text[:500]}"
        return json.loads(text)

    def trouble(self) -> str:
        """What went wrong so far, for the message of a failing test."""
        records = self.ask("records")
        told = {key: records[key] for key in ("complaints", "failures", "calls") if records[key]}
        return json.dumps(told, ensure_ascii=False, indent=1)
