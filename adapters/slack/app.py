"""slack-bolt's app, with a handler for everything that Slack sends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings

from adapters.slack import naming, texts, windows
from adapters.slack.callers import from_somewhere
from adapters.slack.clients import logger, web_client
from adapters.slack.commands import Commands
from adapters.slack.connections import PLATFORM
from adapters.slack.departures import Departures
from adapters.slack.home import Home
from adapters.slack.presses import Presses
from adapters.slack.scopes import BOT, OPTIONAL
from adapters.slack.submissions import Submissions
from adapters.slack.talk import Talk
from bot import questions

if TYPE_CHECKING:
    from slack_bolt.authorization.async_authorize import AsyncAuthorize
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse

    from adapters.slack.desk import Desk
    from adapters.slack.installations import Installations
    from adapters.slack.settings import Settings
    from adapters.slack.states import States


class App(AsyncApp):
    """slack-bolt's app; whatever comes in is a question, over a socket and over HTTP."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Give what acknowledges a request; the answer is worked on after that."""
        with questions.asked(PLATFORM) as question:
            response = await super().async_dispatch(req)
            question.acknowledged()
            return response


def make_app(
    desk: Desk,
    settings: Settings,
    *,
    authorize: AsyncAuthorize,
    installations: Installations | None = None,
    states: States | None = None,
) -> AsyncApp:
    """An app that answers everything it hears at this desk."""
    app = App(
        name="counterpoint",
        logger=logger,
        client=web_client(None, api=settings.api, session=desk.session),
        signing_secret=settings.signing_secret or "",
        # Its own hint knows plain functions only; it takes these as they are.
        authorize=cast(Any, authorize),
        oauth_settings=_oauth(settings, installations, states),
        user_facing_authorize_error_message=texts.NOT_INSTALLED,
    )
    # Without a key for tokens there are none to discard, as with Socket Mode.
    listen(app, desk, installations if settings.installable else None)
    return app


def listen(app: AsyncApp, desk: Desk, installations: Installations | None) -> None:
    """Register the handlers."""
    commands, talk, home = Commands(desk), Talk(desk), Home(desk)
    presses, submissions = Presses(desk, home), Submissions(desk)
    departures = Departures(desk, installations)
    app.middleware(from_somewhere)
    app.command(re.compile(r"^/"))(commands.slash)
    app.message_shortcut(naming.FIND_COUNTERS)(commands.shortcut)
    app.global_shortcut(naming.ASK)(commands.ask)
    app.action(re.compile(r"^cp:[bfm]:"))(presses.pressed)
    app.action(re.compile(r""))(presses.ignored)
    app.options(re.compile(rf"^{windows.SUGGESTS}"))(submissions.suggested)
    app.view_submission(windows.FORM)(submissions.sent)
    app.view_submission(re.compile(r""))(submissions.closed)
    app.view_closed(re.compile(r""))(submissions.closed)
    app.event("app_mention")(talk.mentioned)
    app.event("message")(talk.direct)
    app.event("app_home_opened")(home.opened)
    app.event("app_uninstalled")(departures.uninstalled)
    app.event("tokens_revoked")(departures.revoked)
    app.event(re.compile(r""))(talk.heard)


def _oauth(
    settings: Settings, installations: Installations | None, states: States | None
) -> AsyncOAuthSettings | None:
    """How the app is installed. Given whenever its variables are set, else slack-bolt makes files of its own."""
    if settings.client_id is None or installations is None or states is None:
        return None
    return AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scopes=[*BOT, *OPTIONAL],
        user_scopes=[],
        installation_store=installations,
        installation_store_bot_only=True,
        state_store=states,
        logger=logger,
    )
