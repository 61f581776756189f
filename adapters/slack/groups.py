"""User groups: who is in the one that a workspace lets moderate. Remembered for some minutes, like people are."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.sending import reason
from bot.moderation.moderators import is_among

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
        self._now = now
        self._known: OrderedDict[str, tuple[float, float, frozenset[str]]] = OrderedDict()
        """By team: when Slack was asked last, when it last answered, and who is in the group."""

    async def holds(self, client: AsyncWebClient, team: str, user: str) -> bool:
        """Whether somebody is in the group that the workspace has chosen."""
        asked, answered, people = self._known.get(team, (float("-inf"), float("-inf"), frozenset()))
        now = self._now()
        if now - asked > MINUTES * 60:
            fresh = await self._ask(client, team)
            kept = people if now - answered <= TRUSTED * 60 else frozenset[str]()
            answered, people = (now, fresh) if fresh is not None else (answered, kept)
            self._known[team] = (now, answered, people)
            self._known.move_to_end(team)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return user in people

    def forget(self, team: str) -> None:
        """Ask anew, because the workspace has perhaps chosen another."""
        self._known.pop(team, None)

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
