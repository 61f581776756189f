"""The platforms as the program sees them: what each reads, how it is served, what it says of itself.

A platform's library is imported when the platform is read or served, so that `--help` loads none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from bot.host import Finding, Host


class Serve(Protocol):
    """Answers on a platform until `stop` is set, and calls `ready` whenever it is connected anew."""

    def __call__(
        self, settings: Any, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]
    ) -> Coroutine[Any, Any, None]:
        """Serve. Raises `CannotStart` where a token is wrong or a right is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A chat platform, or the pages. What `read` gives is handed to `serve` and `findings`, and looked into nowhere else."""

    name: str
    needs: str
    """The variables without which it is not served."""
    guide: str
    """The paper that says how to set it up."""
    read: Callable[[Mapping[str, str]], Any]
    """Its settings; None where none is set. Raises `InputError` where half of them are."""
    serve: Serve
    findings: Callable[[Any], Awaitable[list[Finding]]]
    """What `counterpoint doctor` finds out from the service itself."""
    seals: Callable[[Any], bool]
    """Whether it stores tokens of others with these settings, and so needs a key to seal them."""


def known() -> tuple[Platform, ...]:
    """Every platform that Counterpoint can answer on."""
    return (
        Platform(
            name="Discord",
            needs="DISCORD_TOKEN",
            guide="docs/setup-discord.md",
            read=_read_discord,
            serve=_serve_discord,
            findings=_discord_findings,
            seals=lambda _: False,
        ),
        Platform(
            name="Slack",
            needs="SLACK_BOT_TOKEN and SLACK_APP_TOKEN",
            guide="docs/setup-slack.md",
            read=_read_slack,
            serve=_serve_slack,
            findings=_slack_findings,
            seals=lambda settings: bool(settings.installable),
        ),
        Platform(
            name="Pages",
            needs="COUNTERPOINT_WEB_URL",
            guide="docs/web.md",
            read=_read_web,
            serve=_serve_web,
            findings=_web_findings,
            seals=lambda _: False,
        ),
    )


def _read_discord(environment: Mapping[str, str]) -> Any:
    from adapters.discord.settings import Settings

    return Settings.read(environment)


async def _serve_discord(
    settings: Any, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    from adapters.discord.service import serve

    await serve(settings, host, stop=stop, ready=ready)


async def _discord_findings(settings: Any) -> list[Finding]:
    from adapters.discord.doctor import findings

    return await findings(settings)


def _read_slack(environment: Mapping[str, str]) -> Any:
    from adapters.slack.settings import Settings

    return Settings.read(environment)


async def _serve_slack(
    settings: Any, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    from adapters.slack.service import serve

    await serve(settings, host, stop=stop, ready=ready)


async def _slack_findings(settings: Any) -> list[Finding]:
    from adapters.slack.doctor import findings

    return await findings(settings)


def _read_web(environment: Mapping[str, str]) -> Any:
    from bot.operator.site import SiteSettings

    return SiteSettings.read(environment)


async def _serve_web(settings: Any, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    from adapters.web.service import serve

    await serve(settings, host, stop=stop, ready=ready)


async def _web_findings(settings: Any) -> list[Finding]:
    from adapters.web.doctor import findings

    return await findings(settings)
