"""Workspaces that remove the app: their tokens go at once, their data after thirty days."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from adapters.slack.desk import workspace_id
from adapters.slack.installations import key

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.desk import Desk
    from adapters.slack.installations import Installations

PREFIX: Final = "slack-"

logger = logging.getLogger(__name__)


class Departures:
    """Handlers of the events that tell of it, which come in any order, twice, or one without the other."""

    def __init__(self, desk: Desk, installations: Installations | None) -> None:
        self._desk = desk
        self._installations = installations

    async def uninstalled(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge the removal, then forget the tokens."""
        await ack()
        self._desk.begin(self._depart(context.enterprise_id, context.team_id, body))

    async def revoked(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge a revocation; only that of the bot's token means that the app is gone."""
        await ack()
        if ((body.get("event") or {}).get("tokens") or {}).get("bot"):
            self._desk.begin(self._depart(context.enterprise_id, context.team_id, body))

    async def _depart(self, enterprise_id: str | None, team_id: str | None, body: dict[str, Any]) -> None:
        name = key(enterprise_id, team_id)
        if not name or await self._is_old_news(enterprise_id, team_id, body):
            return
        if self._installations is not None:
            await self._installations.discard(name)
        installation = self._desk.host.library.installation
        await self._desk.host.workers.quickly(lambda: installation.depart(workspace_id(name)))
        logger.info("removed from workspace %s", name)

    async def _is_old_news(
        self, enterprise_id: str | None, team_id: str | None, body: dict[str, Any]
    ) -> bool:
        """Whether the event tells of an installation before the one that there is, and only came late."""
        if self._installations is None:
            return False
        found = await self._installations.find(enterprise_id, team_id)
        return found is not None and float(body.get("event_time") or "inf") < int(found.installed_at)


def is_gone(workspace: str) -> bool:
    """Whether a workspace that departed is one of Slack."""
    return workspace.startswith(PREFIX)
