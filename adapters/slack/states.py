"""The states of installations that have begun. Each carries its own proof, so none is kept until it comes back."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

if TYPE_CHECKING:
    from bot.host import Host

SECONDS: Final = 600
_STATE: Final = re.compile(r"([0-9]{1,12})\.[A-Za-z0-9_-]{32}\.[0-9a-f]{64}", re.ASCII)

logger = logging.getLogger(__name__)


class States(AsyncOAuthStateStore):
    """Makes states and takes them back: each is good once, for some minutes."""

    def __init__(self, host: Host, *, secret: str, now: Callable[[], float] = time.time) -> None:
        """`secret`: the app's client secret; the key of the signatures is made from it."""
        self._host = host
        self._key = hmac.new(secret.encode(), b"counterpoint installation state", hashlib.sha256).digest()
        self._now = now

    @property
    def logger(self) -> logging.Logger:
        """Where the store writes what it does."""
        return logger

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002 - slack-sdk's contract
        """Make a state. Which browser it is for, slack-bolt's cookie says."""
        return self._signed(f"{int(self._now())}.{secrets.token_urlsafe(24)}")

    async def async_consume(self, state: str) -> bool:
        """Whether a state is good; it is good once, also over several processes."""
        found = _STATE.fullmatch(state)
        if found is None or not hmac.compare_digest(self._signed(state.rpartition(".")[0]), state):
            return False
        if not 0 <= self._now() - int(found[1]) <= SECONDS:
            return False
        installation = self._host.library.installation
        return await self._host.workers.quickly(lambda: installation.first_time(f"slack:state:{state}"))

    def _signed(self, begun: str) -> str:
        return f"{begun}.{hmac.new(self._key, begun.encode(), hashlib.sha256).hexdigest()}"
