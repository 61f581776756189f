"""Socket Mode: each envelope is acknowledged, in a rush before the framework sees it."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.slack.kept import acknowledged

if TYPE_CHECKING:
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from adapters.slack.early import Early
    from bot.in_flight import Flights


class Handler(AsyncSocketModeHandler):
    """Answers envelopes."""

    early: Early
    flights: Flights | None

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Acknowledge an envelope, and have it answered."""
        dispatch = partial(run_async_bolt_app, self.app, req)
        if self.early.hears():
            said = await self.early.take(req.payload, dispatch)
            if said is not None:
                response = SocketModeResponse(envelope_id=req.envelope_id, payload=said or None)
                await client.send_socket_mode_response(response)
                return
        began = time.time()
        answered = await acknowledged(self.flights, req.payload, dispatch, _nothing)
        await send_async_response(client, req, answered, began)


def _nothing() -> BoltResponse:
    return BoltResponse(status=200)
