"""What the operator sets for Slack, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from adapters.slack import texts
from bot.operator.secrets import secret
from knowledge.errors import InputError

API: Final = "https://slack.com/api/"
HOST: Final = "127.0.0.1"
PORT: Final = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How Slack is reached, and by what it reaches this program."""

    bot_token: str | None = field(default=None, repr=False)
    """For one workspace; with OAuth each workspace has its own."""
    app_token: str | None = field(default=None, repr=False)
    """For Socket Mode."""
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    api: str = API
    host: str = HOST
    port: int = PORT

    @property
    def over_socket(self) -> bool:
        """Whether Slack's requests come over a socket, and not over HTTP."""
        return self.app_token is not None

    @property
    def installable(self) -> bool:
        """Whether many workspaces can install the app, each with a token of its own."""
        return self.client_id is not None and not self.over_socket

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings | None:
        """Read the settings; None where nothing of Slack is set.

        Raises:
            InputError: half of them are set, or one is not what it should be.
        """
        found = cls(
            bot_token=secret(environment, "SLACK_BOT_TOKEN"),
            app_token=secret(environment, "SLACK_APP_TOKEN"),
            signing_secret=secret(environment, "SLACK_SIGNING_SECRET"),
            client_id=secret(environment, "SLACK_CLIENT_ID"),
            client_secret=secret(environment, "SLACK_CLIENT_SECRET"),
            api=_address(environment.get("SLACK_API_URL", "").strip() or API),
            host=environment.get("SLACK_HTTP_HOST", "").strip() or HOST,
            port=_port(environment.get("SLACK_HTTP_PORT", "").strip() or str(PORT)),
        )
        given = (found.bot_token, found.app_token, found.signing_secret, found.client_id, found.client_secret)
        if not any(given):
            return None
        if complaint := _complaint(found):
            raise InputError(complaint)
        return found


def _complaint(found: Settings) -> str | None:
    """What is missing or wrong, in one sentence."""
    if (found.client_id is None) != (found.client_secret is None):
        return texts.HALF_OAUTH
    if found.bot_token is not None and not found.bot_token.startswith("xox"):
        return texts.NOT_A_BOT
    if found.app_token is not None:
        return _complaint_of_socket(found)
    return _complaint_of_http(found)


def _complaint_of_socket(found: Settings) -> str | None:
    if not str(found.app_token).startswith("xapp-"):
        return texts.NOT_AN_APP
    if found.bot_token is None:
        return texts.UNSIGNED_OAUTH if found.client_id else texts.ONLY_APP
    return None


def _complaint_of_http(found: Settings) -> str | None:
    if found.signing_secret is None:
        return texts.UNSIGNED_OAUTH if found.client_id else texts.NO_WAY_IN
    if found.bot_token is None and found.client_id is None:
        return texts.ONLY_SIGNED
    return None


def _address(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise InputError(texts.BAD_ADDRESS)
    return given if given.endswith("/") else f"{given}/"


def _port(given: str) -> int:
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 65_535:
        return int(given)
    raise InputError(texts.BAD_PORT)
