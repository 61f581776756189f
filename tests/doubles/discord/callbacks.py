"""The answers to interactions: first responses, their edits, and follow-ups."""

import time

from aiohttp import web

from tests.doubles.discord.bodies import Body, read_body
from tests.doubles.discord.forms import EPHEMERAL, LOADING, check_choices, check_modal
from tests.doubles.discord.messages import Messages
from tests.doubles.discord.refusals import (
    ALREADY_ACKNOWLEDGED,
    INVALID_FORM,
    INVALID_WEBHOOK_TOKEN,
    TOO_MANY_FOLLOW_UPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Payload,
    Refusal,
)
from tests.doubles.discord.world import Interaction, Stored, World

FIRST_RESPONSE, TOKEN_LIFE, MOST_FOLLOW_UPS_AWAY = 3.0, 900.0, 5
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: {MESSAGE, DEFERRED, MODAL},
    COMPONENT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}
SLASH_MESSAGE, REPLY, MENU_MESSAGE = 20, 19, 23


class Callbacks:
    """The part of the service that bots answer interactions through."""

    def __init__(self, world: World, messages: Messages) -> None:
        self.world = world
        self.messages = messages

    async def respond(self, request: web.Request) -> web.Response | Payload:
        """POST /interactions/{id}/{token}/callback."""
        arrived = time.perf_counter()
        body = await read_body(request)
        interaction = self.world.interactions.get(request.match_info["id"])
        if interaction is None or interaction.payload["token"] != request.match_info["token"]:
            raise Refusal(404, UNKNOWN_INTERACTION)
        if interaction.response is not None:
            raise Refusal(400, ALREADY_ACKNOWLEDGED)
        if self.world.clock.now() - interaction.created > FIRST_RESPONSE:
            raise Refusal(404, UNKNOWN_INTERACTION)
        kind = body.data.get("type")
        if kind not in self._allowed(interaction):
            errors = {"type": {"_errors": [{"code": "BASE_TYPE_CHOICES", "message": f"not {kind}"}]}}
            raise Refusal(400, (INVALID_FORM, "Invalid Form Body"), errors)
        interaction.response = int(kind)
        try:
            await self._first(interaction, int(kind), body.inner())
        except Refusal:
            interaction.response = None
            raise
        interaction.acknowledged = arrived
        interaction.first_responses += 1
        self.world.changes.announce()
        if request.query.get("with_response") in {"1", "true"}:
            return self._resource(interaction)
        return web.Response(status=204)

    def _allowed(self, interaction: Interaction) -> set[int]:
        allowed = ALLOWED[interaction.payload["type"]]
        return allowed if "message" in interaction.payload else allowed - {DEFERRED_UPDATE, UPDATE}

    async def _first(self, interaction: Interaction, kind: int, body: Body) -> None:
        if kind == CHOICES:
            check_choices(body.data)
            interaction.choices = body.data.get("choices") or []
            interaction.answer()
        elif kind == MODAL:
            check_modal(body.data)
            interaction.modal = body.data
            interaction.answer()
        elif kind == DEFERRED_UPDATE:
            interaction.original = self._source(interaction)
        elif kind == UPDATE:
            interaction.original = self._source(interaction)
            await self.messages.change(interaction.original, body, before=("data",))
            interaction.answer()
        else:
            before = ("data",)
            interaction.original = await self._post(
                interaction, body, loading=kind == DEFERRED, before=before
            )
            if kind == MESSAGE:
                interaction.answer()

    def _source(self, interaction: Interaction) -> Stored:
        return self.world.message(interaction.payload["message"]["id"])

    async def _post(
        self, interaction: Interaction, body: Body, *, loading: bool, before: tuple[str, ...] = ()
    ) -> Stored:
        channel = self.world.channel(interaction.payload["channel_id"])
        only_for = interaction.owner if int(body.data.get("flags") or 0) & EPHEMERAL else None
        more = self._origin(interaction)
        if not loading:
            stored = await self.messages.post(body, channel, only_for=only_for, more=more, before=before)
        else:
            stored = Stored(
                payload=self.messages.blank(channel, self.world.bot, more),
                only_for=only_for,
            )
            stored.payload["flags"] = LOADING | (EPHEMERAL if only_for else 0)
            await self.messages.keep(stored, channel)
        stored.interaction = interaction.id
        return stored

    def _origin(self, interaction: Interaction) -> Payload:
        payload = interaction.payload
        kind = payload["type"]
        data = payload["data"]
        shape = (MENU_MESSAGE if data.get("type", 1) == 3 else SLASH_MESSAGE) if kind == COMMAND else 0
        about = {
            "id": payload["id"],
            "type": kind,
            "user": self.world.user(interaction.owner),
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
        }
        if kind == COMPONENT:
            about["interacted_message_id"] = payload["message"]["id"]
        app = self.world.application
        more = {"type": shape, "application_id": app, "webhook_id": app}
        return {**more, "interaction_metadata": about} if kind != MODAL_SUBMIT else more

    def _resource(self, interaction: Interaction) -> Payload:
        told: Payload = {"id": interaction.id, "type": interaction.payload["type"]}
        resource: Payload = {"type": interaction.response}
        if interaction.response in {MESSAGE, DEFERRED, UPDATE} and interaction.original is not None:
            message = interaction.original.payload
            resource["message"] = message
            told["response_message_id"] = message["id"]
            told["response_message_loading"] = interaction.response == DEFERRED
            told["response_message_ephemeral"] = interaction.original.only_for is not None
        return {"interaction": told, "resource": resource}

    def _by_token(self, request: web.Request) -> Interaction:
        interaction = self.world.by_token.get(request.match_info["token"])
        if interaction is None or request.match_info["app"] != self.world.application:
            raise Refusal(404, UNKNOWN_WEBHOOK)
        if self.world.clock.now() - interaction.created > TOKEN_LIFE:
            raise Refusal(401, INVALID_WEBHOOK_TOKEN)
        if interaction.response is None:
            raise Refusal(404, UNKNOWN_WEBHOOK)
        return interaction

    def _message(self, request: web.Request, interaction: Interaction) -> Stored:
        wanted = request.match_info["message"]
        if wanted == "@original":
            if interaction.original is None or interaction.original.deleted:
                raise Refusal(404, UNKNOWN_MESSAGE)
            return interaction.original
        stored = self.world.message(wanted)
        own = [interaction.original, *interaction.follow_ups]
        if not any(one is stored for one in own):
            raise Refusal(404, UNKNOWN_MESSAGE)
        return stored

    async def follow_up(self, request: web.Request) -> web.Response | Payload:
        """POST /webhooks/{app}/{token}."""
        interaction = self._by_token(request)
        body = await read_body(request)
        original = interaction.original
        if original is not None and original.payload["flags"] & LOADING and not original.deleted:
            # The platform's old habit: the first follow-up after a deferral fills the placeholder.
            return await self._edit(interaction, original, body)
        if interaction.away and len(interaction.follow_ups) >= MOST_FOLLOW_UPS_AWAY:
            raise Refusal(400, TOO_MANY_FOLLOW_UPS)
        stored = await self._post(interaction, body, loading=False)
        interaction.follow_ups.append(stored)
        interaction.answer()
        self.world.changes.announce()
        return stored.payload

    async def read(self, request: web.Request) -> Payload:
        """GET /webhooks/{app}/{token}/messages/{message}."""
        return self._message(request, self._by_token(request)).payload

    async def edit(self, request: web.Request) -> Payload:
        """PATCH /webhooks/{app}/{token}/messages/{message}."""
        interaction = self._by_token(request)
        body = await read_body(request)
        return await self._edit(interaction, self._message(request, interaction), body)

    async def _edit(self, interaction: Interaction, stored: Stored, body: Body) -> Payload:
        was = stored.payload["flags"]
        stored.payload["flags"] = was & ~LOADING
        try:
            await self.messages.change(stored, body)
        except Refusal:
            stored.payload["flags"] = was
            raise
        interaction.edits += 1
        interaction.answer()
        self.world.changes.announce()
        return stored.payload

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE /webhooks/{app}/{token}/messages/{message}."""
        interaction = self._by_token(request)
        await self.messages.delete(self._message(request, interaction))
        if interaction.response == DEFERRED_UPDATE:
            interaction.answer()
        return web.Response(status=204)
