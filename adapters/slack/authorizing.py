"""With whose token a request is answered: the one workspace's, or that of the workspace it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncBoltContext

    from adapters.slack.renewing import Renewals


class OneWorkspace(AsyncAuthorize):
    """For a token that was set: Slack was asked once, when the program began."""

    def __init__(self, result: AuthorizeResult) -> None:
        self._result = result

    async def __call__(self, *, user_id: str | None = None, **_: Any) -> AuthorizeResult:
        """The token, for whoever asks."""
        return AuthorizeResult(**{**_arguments(self._result), "user_id": user_id})


class ManyWorkspaces(AsyncAuthorize):
    """For tokens of installations, looked up without asking Slack."""

    def __init__(self, renewals: Renewals) -> None:
        self._renewals = renewals

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        **_: Any,
    ) -> AuthorizeResult | None:
        """The token of a workspace; None where the app is not installed."""
        found = await self._renewals.find(enterprise_id, team_id)
        if found is None:
            return None
        context["installer"] = found.user_id
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
            bot_token=found.bot_token,
            user_id=user_id,
        )


def _arguments(result: AuthorizeResult) -> dict[str, Any]:
    return {
        "enterprise_id": result.enterprise_id,
        "team_id": result.team_id,
        "bot_id": result.bot_id,
        "bot_user_id": result.bot_user_id,
        "bot_token": result.bot_token,
    }
