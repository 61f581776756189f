"""Keeps tokens alive that end after some hours: ahead of their end, and behind the answers."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackTokenRotationError

from adapters.slack.installations import key
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from slack_sdk.oauth.installation_store import Installation
    from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

    from adapters.slack.installations import Installations

AHEAD: Final = 120 * 60
"""Seconds before its end that a token is renewed; slack-sdk renews none earlier."""
ROUND: Final = 30 * 60
"""Seconds between two looks at all tokens, so that none ends where nobody asks anything for hours."""
PATIENCE: Final = 1.5
"""Seconds that a request waits for a token in place of one that has ended; Slack waits three for its acknowledgement."""
FAREWELL: Final = 10.0
"""Seconds for renewals under way when the program ends: what is not kept is lost, and the token with it."""

logger = logging.getLogger(__name__)


class Renewals:
    """Finds installations with tokens that live. A token can be renewed once, so one asks for each workspace."""

    def __init__(
        self,
        installations: Installations,
        rotator: AsyncTokenRotator,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._installations = installations
        self._rotator = rotator
        self._now = now
        self._begun: dict[str, asyncio.Task[None]] = {}

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation | None:
        """The installation of a workspace; None where there is none."""
        found = await self._installations.find(enterprise_id, team_id)
        if found is None or self._left(found) > AHEAD:
            return found
        renewing = self._renewing(key(found.enterprise_id, found.team_id))
        if self._left(found) > 0:
            return found
        await asyncio.wait({renewing}, timeout=PATIENCE)
        return await self._installations.find(enterprise_id, team_id)

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Look at all tokens once in a while, until the block ends; what was begun is then finished."""
        looking = asyncio.ensure_future(self._keep_looking())
        try:
            yield
        finally:
            looking.cancel()
            if self._begun:
                await asyncio.wait(set(self._begun.values()), timeout=FAREWELL)

    async def look(self) -> None:
        """Renew each token that ends soon, one after the other."""
        try:
            for name in await self._installations.names():
                await asyncio.wait({self._renewing(name)})
        except CounterpointError as error:
            logger.warning("tokens could not be looked at: %s", error)

    async def _keep_looking(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(ROUND)

    def _left(self, found: Installation) -> float:
        ends = found.bot_token_expires_at
        return float("inf") if ends is None else ends - self._now()

    def _renewing(self, name: str) -> asyncio.Task[None]:
        task = self._begun.get(name)
        if task is None:
            task = asyncio.ensure_future(self._renew(name))
            self._begun[name] = task
            task.add_done_callback(lambda _: self._begun.pop(name, None))
        return task

    async def _renew(self, name: str) -> None:
        try:
            found = await self._installations.find(None, name)
            if found is None:
                return
            fresh = await self._rotator.perform_token_rotation(installation=found)
            # Who removed the app meanwhile is not to have it back.
            if fresh is not None and await self._installations.find(None, name) is not None:
                await self._installations.async_save(fresh)
        except (SlackTokenRotationError, ClientError, TimeoutError, OSError, CounterpointError) as error:
            logger.warning("the token of workspace %s was not renewed: %s", name, type(error).__name__)
        except Exception as error:
            # Nobody waits for a task of its own to the end, so that nobody would hear of it.
            logger.exception("the token of workspace %s was not renewed: %s", name, type(error).__name__)
