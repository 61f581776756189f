"""Whether Slack's socket is connected, told to whoever observes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.observing import observer

if TYPE_CHECKING:
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient

PLATFORM: Final = "slack"


class Connections:
    """One socket, which Slack has renewed every few hours; it greets each new one."""

    def __init__(self) -> None:
        self._greeted = False

    async def heard(
        self, _: AsyncBaseSocketModeClient, message: dict[str, Any], __: str | None = None
    ) -> None:
        """Hear a message of the socket; the greeting tells that it is connected."""
        if message.get("type") != "hello":
            return
        if self._greeted:
            observer().reconnected(platform=PLATFORM)
        self._greeted = True
        observer().connected(platform=PLATFORM, connections=1)

    def lost(self) -> None:
        """The socket is no longer connected."""
        observer().connected(platform=PLATFORM, connections=0)
