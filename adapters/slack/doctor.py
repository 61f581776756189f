"""What `counterpoint doctor` finds out about Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError

from adapters.slack import limits, naming, texts
from adapters.slack.clients import TIMEOUT, web_client
from adapters.slack.manifest import manifest
from adapters.slack.scopes import BOT
from adapters.slack.sending import reason
from bot.commands import in_chat
from bot.host import Finding

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.settings import Settings


async def findings(settings: Settings) -> list[Finding]:
    """Tokens, scopes, the way in, the manifest; each with what to do next."""
    found: list[Finding] = []
    async with ClientSession(timeout=ClientTimeout(total=TIMEOUT)) as session:
        client = web_client(settings.bot_token, api=settings.api, session=session)
        if settings.bot_token is not None:
            found += await _bot(client, settings)
        if settings.app_token is not None:
            found.append(await _socket(client, settings))
    if not settings.over_socket:
        found.append(_http(settings))
    return [*found, _manifest()]


async def _bot(client: AsyncWebClient, settings: Settings) -> list[Finding]:
    name = "Slack bot token"
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        sentence = texts.refused("SLACK_BOT_TOKEN", reason(error))
        return [Finding(name=name, good=False, sentence=sentence)]
    except (ClientError, TimeoutError, OSError):
        return [Finding(name=name, good=False, sentence=texts.unreachable(settings.api))]
    sentence = f"It is the token of {answer.get('user')} in {answer.get('team')}."
    return [Finding(name=name, good=True, sentence=sentence), _scopes(answer.headers)]


def _scopes(headers: Any) -> Finding:
    """Whether the bot has the rights that it needs; Slack names them beside every answer."""
    named = {str(name).lower(): str(value) for name, value in dict(headers).items()}.get("x-oauth-scopes")
    if named is None:
        return Finding(
            name="Slack scopes", good=True, sentence="Slack does not say which scopes the bot has."
        )
    has = {scope.strip() for scope in named.split(",")}
    lacking = [scope for scope in BOT if scope not in has]
    if lacking:
        sentence = texts.lacking(lacking, [BOT[scope] for scope in lacking])
        return Finding(name="Slack scopes", good=False, sentence=sentence)
    return Finding(name="Slack scopes", good=True, sentence="The bot has every scope that it needs.")


async def _socket(client: AsyncWebClient, settings: Settings) -> Finding:
    name = "Slack app token"
    try:
        await client.apps_connections_open(app_token=str(settings.app_token))
    except SlackApiError as error:
        return Finding(name=name, good=False, sentence=texts.refused("SLACK_APP_TOKEN", reason(error)))
    except (ClientError, TimeoutError, OSError):
        return Finding(name=name, good=False, sentence=texts.unreachable(settings.api))
    return Finding(name=name, good=True, sentence="Socket Mode connections can be opened.")


def _http(settings: Settings) -> Finding:
    place = f"http://{settings.host}:{settings.port}/slack/events"
    sentence = (
        f"Requests are listened for on {place}; Slack must reach it over HTTPS, through a proxy of yours."
    )
    return Finding(name="Slack requests", good=True, sentence=sentence)


def _manifest() -> Finding:
    """Whether Slack can take the manifest; whether it has it, only the app's own pages say."""
    commands = manifest(in_chat())["features"]["slash_commands"]
    long = [one["command"] for one in commands if len(one["command"]) > limits.COMMAND_NAME]
    if long or len(commands) > limits.COMMANDS:
        sentence = (
            f"There are too many commands for Slack, or too long ones; use {naming.ANY} for the others."
        )
        return Finding(name="Slack manifest", good=False, sentence=sentence)
    sentence = (
        f"{len(commands)} commands; where one is missing in Slack, "
        f"put {texts.MANIFEST} into the app's page “App Manifest”."
    )
    return Finding(name="Slack manifest", good=True, sentence=sentence)
