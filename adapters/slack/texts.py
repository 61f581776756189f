"""What operators and people read that only Slack has; everything else people read is the bot's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages import say

MANIFEST = "deploy/slack-manifest.yaml"
GUIDE = "docs/setup-slack.md"
NOT_INSTALLED = "Counterpoint is not installed in this workspace any more; ask an admin to install it again."

ONLY_APP = (
    "SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not; "
    "set the Bot User OAuth Token of the app's page “OAuth & Permissions”, which starts with xoxb-."
)
NO_WAY_IN = (
    "SLACK_BOT_TOKEN is set, but not how Slack reaches this program; set SLACK_APP_TOKEN for Socket Mode, "
    "or SLACK_SIGNING_SECRET for HTTP."
)
ONLY_SIGNED = (
    "SLACK_SIGNING_SECRET is set but no token is; set SLACK_BOT_TOKEN for one workspace, "
    "or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many."
)
HALF_OAUTH = "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together; set both, or neither."
UNSIGNED_OAUTH = (
    "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are set, but installing in many workspaces needs HTTP; "
    "set SLACK_SIGNING_SECRET, and leave SLACK_APP_TOKEN out."
)
NOT_A_BOT = (
    "SLACK_BOT_TOKEN is no bot token, which starts with xoxb-; "
    "copy it from the app's page “OAuth & Permissions”."
)
NOT_AN_APP = (
    "SLACK_APP_TOKEN is no app-level token, which starts with xapp-; "
    "make one under “Basic Information” with the scope connections:write."
)
BAD_ADDRESS = "SLACK_API_URL must start with http:// or https://, such as https://slack.com/api/."
BAD_PORT = "SLACK_HTTP_PORT must be a whole number from 1 to 65535."


def connected(team: str) -> str:
    """Socket Mode is up."""
    return f"Slack: in {team}, over Socket Mode"


def listening(place: str, team: str | None) -> str:
    """The HTTP server is up."""
    return f"Slack: in {team}, listening on {place}" if team else f"Slack: installable, listening on {place}"


def refused(name: str, error: str) -> str:
    """Slack does not take a token."""
    return f"Slack refused {name} ({error}); copy it anew from the app's pages, as {GUIDE} says."


def unreachable(address: str) -> str:
    """Slack does not answer."""
    return f"Slack cannot be reached at {address}; check the connection, and SLACK_API_URL where it is set."


def unwell(error: str) -> str:
    """Slack answers that it cannot answer."""
    return f"Slack cannot answer now ({error}); nothing is wrong here, only wait."


def failed(reference: str) -> str:
    """A page that could not be shown."""
    return f"Something went wrong here; try again, and tell whoever runs Counterpoint the number {reference}."


def cannot_listen(place: str) -> str:
    """The port is taken or not allowed."""
    return f"Slack's requests cannot be listened for on {place}; set SLACK_HTTP_HOST and SLACK_HTTP_PORT to a free one."


def lacking(scopes: Sequence[str], reasons: Sequence[str]) -> str:
    """Scopes are missing, with what each is for."""
    listed = "; ".join(f"{scope} ({reason})" for scope, reason in zip(scopes, reasons, strict=True))
    return f"The bot lacks {listed}. Put {MANIFEST} into the app's page “App Manifest” and install it again."


def own_words() -> str:
    """The field beside a list of claims."""
    return say("Or in your own words")


def one_needed() -> str:
    """A field that was left empty."""
    return say("Choose one, or write it yourself.")


def too_large(name: str, most: int) -> str:
    """A file that was handed over is too large to fetch."""
    return say("{name} is larger than {most} MB; add its text in parts, or a link to it.").format(
        name=name, most=most // 1_000_000
    )


def not_fetched(name: str) -> str:
    """A file that was handed over could not be fetched."""
    return say("{name} could not be fetched from Slack; try again, or paste its text.").format(name=name)


def close() -> str:
    """The button that closes a window."""
    return say("Close")


def no_answer_title() -> str:
    """The title of a window that shows an answer."""
    return "Counterpoint"
