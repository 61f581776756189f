"""Who asks: whether they moderate, what they read, what people call them. Remembered for some minutes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from knowledge.recent import Recent

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.request import Audience

MINUTES: Final = 5
TRUSTED: Final = 60
"""Minutes for which somebody moderates whom Slack called so, while it does not say anything."""
MOST: Final = 10_000
RIGHTS: Final = ("is_admin", "is_owner", "is_primary_owner")
LACKS: Final = ("is_stranger", "is_restricted", "is_ultra_restricted", "is_bot", "deleted")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace."""

    id: str
    audience: Audience = "member"
    full: bool = False
    """Whether they belong to the workspace in full: no guest, nobody who shares a channel with it."""
    locale: str = "en"
    name: str | None = None


class People:
    """What Slack says about people, asked once in a while for each."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._known: Recent[tuple[str, str], Person] = Recent(most=MOST, now=now)
        self._asked: dict[tuple[str, str], asyncio.Task[Person]] = {}

    async def find(
        self, client: AsyncWebClient, team: str, user: str, *, installer: str | None = None
    ) -> Person:
        """A person; whoever installed the app moderates, too. Where Slack does not say, a member."""
        key = (team, user)
        person = self._known.get(key, within=MINUTES * 60) or await self._fresh(client, key)
        return replace(person, audience="moderator") if user == installer else person

    def locale(self, team: str, user: str) -> str:
        """What somebody reads, as far as Slack has said so before."""
        person = self._known.get((team, user))
        return person.locale if person else "en"

    def _trusted(self, key: tuple[str, str]) -> Person | None:
        """What still holds of what Slack said some time ago, if it says nothing now."""
        person = self._known.get(key)
        late = self._known.get(key, within=TRUSTED * 60) is None
        return replace(person, audience="member") if person and late else person

    async def _fresh(self, client: AsyncWebClient, key: tuple[str, str]) -> Person:
        """Ask Slack, once however many wait for it."""
        task = self._asked.get(key)
        if task is None:
            task = asyncio.ensure_future(self._ask(client, key))
            self._asked[key] = task
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(task)

    async def _ask(self, client: AsyncWebClient, key: tuple[str, str]) -> Person:
        try:
            answer = await client.users_info(user=key[1], include_locale=True)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            logger.warning("users.info failed: %s", type(error).__name__)
            return self._trusted(key) or Person(id=key[1])
        person = person_of(answer.get("user") or {"id": key[1]}, key[0])
        self._known.keep(key, person)
        return person


def person_of(user: dict[str, Any], team: str) -> Person:
    """A person as users.info describes one to a workspace."""
    profile = user.get("profile") or {}
    full = is_of(user, team)
    moderates = full and any(user.get(right) for right in RIGHTS)
    return Person(
        id=str(user.get("id", "")),
        audience="moderator" if moderates else "member",
        full=full,
        locale=str(user.get("locale") or "en"),
        name=profile.get("display_name") or profile.get("real_name") or user.get("real_name") or None,
    )


def is_of(user: dict[str, Any], team: str) -> bool:
    """Whether somebody belongs to a workspace in full: no guest, no program, nobody who shares a channel with it."""
    if any(user.get(lack) for lack in LACKS):
        return False
    # In an organisation, people have a workspace they come from and others they work in.
    organisation = user.get("enterprise_user") or {}
    own = (user.get("team_id"), organisation.get("enterprise_id"), *(organisation.get("teams") or ()))
    return team in own
