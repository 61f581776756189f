"""The workspaces that installed the app, with their tokens, sealed in the installation's database."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from adapters.slack.desk import workspace_id

if TYPE_CHECKING:
    from bot.host import Host

KIND: Final = "slack-installation"

logger = logging.getLogger(__name__)


class Installations(AsyncInstallationStore):
    """slack-bolt's store of installations; each workspace has one, of its bot alone."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def logger(self) -> logging.Logger:
        """Where the store writes what it does."""
        return logger

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation; a workspace that comes back keeps its data."""
        name = key(installation.enterprise_id, installation.team_id)
        packed = json.dumps(_packed(installation))
        library = self._host.library

        def save() -> None:
            library.installation.seal(KIND, name, packed)
            library.installation.came_back(workspace_id(name))

        await self._host.workers.quickly(save)

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace."""
        found = await self.find(enterprise_id, None if is_enterprise_install else team_id)
        return found.to_bot() if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,  # noqa: ARG002 - a workspace has one installation
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation of a workspace."""
        return await self.find(enterprise_id, None if is_enterprise_install else team_id)

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation | None:
        """The installation of a workspace, or of its whole organisation."""
        installation = self._host.library.installation
        names = dict.fromkeys((key(enterprise_id, team_id), key(enterprise_id, None)))

        def look() -> str | None:
            return next((text for name in names if name and (text := installation.unseal(KIND, name))), None)

        packed = await self._host.workers.quickly(look)
        if packed is None:
            return None
        found = json.loads(packed)
        return Installation(user_id=found.get("user_id") or "", **_known(found))

    async def names(self) -> list[str]:
        """Under which names there are installations, as `key` makes them."""
        installation = self._host.library.installation
        return await self._host.workers.quickly(lambda: installation.sealed(KIND))

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Discard the tokens of a workspace."""
        await self.discard(key(enterprise_id, team_id))

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Discard the tokens of a workspace; one person's revocation discards nothing of the bot's."""
        if user_id is None:
            await self.discard(key(enterprise_id, team_id))

    async def discard(self, name: str) -> None:
        """Discard the tokens that are kept under a name."""
        installation = self._host.library.installation
        await self._host.workers.quickly(lambda: installation.discard(KIND, name))


def key(enterprise_id: str | None, team_id: str | None) -> str:
    """Under which name an installation is kept: the workspace, or the organisation where there is none."""
    return team_id or enterprise_id or ""


def _packed(installation: Installation) -> dict[str, Any]:
    """What is kept of an installation: of the person only who it was."""
    found = installation.to_dict()
    kept = {name: found.get(name) for name in (*KEPT, "user_id")}
    return {name: _seconds(name, value) for name, value in kept.items() if value is not None}


def _known(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in KEPT if found.get(name) is not None}


def _seconds(name: str, value: Any) -> Any:
    """A moment as slack-sdk takes it back: whole seconds for the end of a token, a float for the beginning."""
    if not isinstance(value, datetime):
        return value
    return int(value.timestamp()) if name.endswith("expires_at") else value.timestamp()


KEPT: Final = (
    "app_id",
    "enterprise_id",
    "enterprise_name",
    "enterprise_url",
    "team_id",
    "team_name",
    "bot_token",
    "bot_id",
    "bot_user_id",
    "bot_scopes",
    "bot_refresh_token",
    "bot_token_expires_at",
    "is_enterprise_install",
    "token_type",
    "installed_at",
)
