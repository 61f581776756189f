"""What the app may do and hear: its scopes, commands, shortcuts and events, from the manifest when there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCOPES = (
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "users:read",
    "files:read",
    "files:write",
)
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "users.info": "users:read",
    "conversations.open": "im:write",
    "usergroups.list": "usergroups:read",
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "pins.add": "pins:write",
}
EVENTS = {"app_mention": "app_mentions:read", "message.im": "im:history"}
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The app as Slack knows it; None where the double knows no list and lets everything through."""

    scopes: frozenset[str]
    commands: frozenset[str] | None = None
    shortcuts: frozenset[str] | None = None
    events: frozenset[str] | None = None

    def refuses(self, kind: str, name: str) -> str | None:
        """Say why Slack would not deliver this, or None."""
        known = {"command": self.commands, "shortcut": self.shortcuts, "event": self.events}[kind]
        if known is not None and name not in known:
            return f"the manifest has no {kind} {name}"
        scope = EVENTS.get(name) if kind == "event" else "commands"
        if scope is not None and scope not in self.scopes:
            return f"the app lacks the scope {scope}, so Slack delivers no {kind} {name}"
        return None


def read_manifest(path: Path | None, *, scopes: Iterable[str] | None = None) -> Manifest:
    """Read the app's manifest; without one, everything is known and the scopes are the usual ones."""
    if path is None or not path.is_file():
        return Manifest(scopes=frozenset(SCOPES if scopes is None else scopes))
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    features, settings = found.get("features", {}), found.get("settings", {})
    granted = found.get("oauth_config", {}).get("scopes", {}).get("bot", [])
    return Manifest(
        scopes=frozenset(granted if scopes is None else scopes),
        commands=frozenset(one["command"] for one in features.get("slash_commands", [])),
        shortcuts=frozenset(one["callback_id"] for one in features.get("shortcuts", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
    )
