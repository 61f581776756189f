"""User groups: who is in the one that a workspace lets moderate. Remembered for some minutes, like people are."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.sending import reason
from bot.moderation.moderators import is_among
from knowledge.recent import Recent

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

Chosen: TypeAlias = Callable[[str], Awaitable[str | None]]
"""The group that a workspace has chosen, by the id of the team; None where it has chosen none."""
MINUTES: Final = 5
TRUSTED: Final = 60
"""Minutes for which those moderate whom Slack named last, while it does not say anything."""
MOST: Final = 1_000

logger = logging.getLogger(__name__)


class Groups:
    """The people of the groups that workspaces have chosen."""

    def __init__(self, chosen: Chosen, *, now: Callable[[], float] = time.monotonic) -> None:
        self._chosen = chosen
        self._holding: Recent[str, frozenset[str]] = Recent(most=MOST, now=now)
        """By team, who is taken to be in the group."""
        self._said: Recent[str, frozenset[str]] = Recent(most=MOST, now=now)
        """By team, who is in it as Slack said last."""

    async def holds(self, client: AsyncWebClient, team: str, user: str) -> bool:
        """Whether somebody is in the group that the workspace has chosen."""
        people = self._holding.get(team, within=MINUTES * 60)
        if people is None:
            fresh = await self._ask(client, team)
            if fresh is not None:
                self._said.keep(team, fresh)
            people = self._said.get(team, within=TRUSTED * 60) or frozenset()
            self._holding.keep(team, people)
        return user in people

    def forget(self, team: str) -> None:
        """Ask anew, because the workspace has perhaps chosen another."""
        self._holding.forget(team)
        self._said.forget(team)

    async def _ask(self, client: AsyncWebClient, team: str) -> frozenset[str] | None:
        """Who is in it now; nobody where none is chosen or there is no such group, None where Slack does not say."""
        group = await self._chosen(team)
        if group is None:
            return frozenset()
        try:
            answer = await client.usergroups_list(include_users=True)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            logger.warning("the user group that moderates in %s is not known: %s", team, reason(error))
            return None
        found: list[dict[str, Any]] = answer.get("usergroups") or []
        return frozenset(
            str(person)
            for one in found
            if is_among(group, [str(one.get("id")), str(one.get("handle")), str(one.get("name"))])
            for person in one.get("users") or ()
        )
