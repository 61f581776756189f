"""What people do: commands, suggestions, presses and forms, as interactions that the gateway carries."""

import secrets
from typing import Any

from tests.doubles.discord.callbacks import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from tests.doubles.discord.commands import MESSAGE
from tests.doubles.discord.components import BUTTON, CHANNEL_SELECT, LINK, STRING_SELECT, TEXT_INPUT, walk
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.messages import Messages
from tests.doubles.discord.offers import NotPossible, Who, check_offered, find_command, slash_data
from tests.doubles.discord.payloads import member, shown_channel
from tests.doubles.discord.refusals import Payload
from tests.doubles.discord.world import MEMBER_PERMISSIONS, Interaction, Stored, World

LARGEST_FILE = 10 * 1024 * 1024


class People:
    """Makes interactions and messages of people, and sends them to the bot."""

    def __init__(self, world: World, gateway: Gateway, messages: Messages) -> None:
        self.world = world
        self.gateway = gateway
        self.messages = messages

    def _commands(self, who: Who) -> list[Payload]:
        return [*self.world.commands.get("", []), *self.world.commands.get(who.guild or "-", [])]

    def slash(self, who: Who, words: str, values: Payload, *, anyway: bool = False) -> Interaction:
        command, data, _ = slash_data(self._commands(who), words, values, attach=self._attach(who))
        check_offered(command, who, anyway=anyway)
        return self._interaction(who, COMMAND, data, name=words)

    def autocomplete(self, who: Who, words: str, option: str, values: Payload) -> Interaction:
        commands = self._commands(who)
        _, data, _ = slash_data(commands, words, values, attach=self._attach(who), focused=option)
        return self._interaction(who, AUTOCOMPLETE, data, name=words)

    def message_command(self, who: Who, name: str, target: Stored) -> Interaction:
        command = find_command(self._commands(who), name, MESSAGE)
        check_offered(command, who, anyway=False)
        number = target.payload["id"]
        data = {"id": command["id"], "name": name, "type": MESSAGE, "target_id": number}
        resolved = {"messages": {number: target.payload}}
        return self._interaction(who, COMMAND, {**data, "resolved": resolved}, name=name)

    def _attach(self, who: Who) -> Any:
        return lambda name, content: self.messages.attachment(who.channel, name, content)

    def press(self, who: Who, stored: Stored, wanted: str, nth: int) -> Interaction:
        buttons = [one for one in walk(stored.payload["components"]) if one["type"] == BUTTON]
        fitting = [one for one in buttons if wanted in {one.get("label"), one.get("custom_id")}]
        if len(fitting) <= nth:
            labels = [one.get("label") for one in buttons]
            raise NotPossible(f"no button {wanted!r} (number {nth}) to press, but {labels}")
        button = fitting[nth]
        self._check_usable(who, stored, button)
        if button["style"] == LINK:
            raise NotPossible(f"{wanted!r} is a link to {button['url']}, it sends nothing")
        return self._component(who, stored, button, {})

    def choose(self, who: Who, stored: Stored, values: list[str], custom_id: str | None) -> Interaction:
        selects = [one for one in walk(stored.payload["components"]) if one["type"] == STRING_SELECT]
        fitting = [one for one in selects if custom_id in {None, one["custom_id"]}]
        if not fitting:
            raise NotPossible(f"no list of options here (asked for {custom_id!r})")
        select = fitting[0]
        self._check_usable(who, stored, select)
        return self._component(who, stored, select, {"values": chosen(select, values)})

    def _check_usable(self, who: Who, stored: Stored, one: Payload) -> None:
        name = one.get("label") or one.get("custom_id")
        if stored.deleted or stored.only_for not in {None, who.user}:
            raise NotPossible(f"{name!r} is on a message that this person does not see")
        if one.get("disabled"):
            raise NotPossible(f"{name!r} is disabled")

    def _component(self, who: Who, stored: Stored, one: Payload, more: Payload) -> Interaction:
        data = {"custom_id": one["custom_id"], "component_type": one["type"], "id": one.get("id", 0), **more}
        name = str(one.get("label") or one["custom_id"])
        return self._interaction(who, COMPONENT, data, name=name, message=stored)

    def submit(self, who: Who, opened: Interaction, values: dict[str, Any]) -> Interaction:
        if opened.modal is None:
            raise NotPossible("no form was opened")
        rest = dict(values)
        parts = [_filled(part, rest) for part in opened.modal["components"] if part["type"] in {1, 18}]
        if rest:
            raise NotPossible(f"the form has no field {sorted(rest)}")
        source = opened.payload.get("message")
        message = self.world.messages[source["id"]] if source else None
        data = {"custom_id": opened.modal["custom_id"], "components": parts}
        if channels := self._chosen_channels(who, parts):
            data["resolved"] = {"channels": channels}
        name = str(opened.modal["title"])
        return self._interaction(who, MODAL_SUBMIT, data, name=name, message=message)

    def _chosen_channels(self, who: Who, parts: list[Payload]) -> Payload:
        """The channels chosen in a form, each with what this person may do there."""
        found: Payload = {}
        for one in (part.get("component") or {} for part in parts):
            for wanted in one.get("values") or () if one.get("type") == CHANNEL_SELECT else ():
                channel = self.world.channel(wanted)
                if channel.get("guild_id") != who.guild:
                    raise NotPossible(f"{channel['name']} is no channel of this server")
                may = self.world.permissions_in(wanted, who.user, who.permissions)
                found[wanted] = {**shown_channel(channel), "permissions": str(may)}
        return found

    def _interaction(
        self, who: Who, kind: int, data: Payload, *, name: str, message: Stored | None = None
    ) -> Interaction:
        owners = {"1": who.user} if who.by_user_install else {"0": who.guild or "0"}
        user = self.world.user(who.user)
        payload: Payload = {
            "id": self.world.ids(),
            "application_id": self.world.application,
            "type": kind,
            "data": data,
            "token": secrets.token_urlsafe(48),
            "version": 1,
            "locale": who.locale,
            "entitlements": [],
            "channel_id": who.channel,
            "channel": shown_channel(self.world.channel(who.channel)),
            "authorizing_integration_owners": owners,
            "context": who.context,
            "attachment_size_limit": LARGEST_FILE,
            "app_permissions": str(MEMBER_PERMISSIONS),
        }
        if who.guild is not None:
            guild = {"id": who.guild, "locale": "en-US", "features": []}
            payload.update(guild_id=who.guild, guild=guild, guild_locale="en-US")
            may = self.world.permissions_in(who.channel, who.user, who.permissions)
            payload["member"] = member(user, may)
        else:
            payload["user"] = user
        if message is not None:
            payload["message"] = message.payload
        away = who.by_user_install and not (who.guild and self.world.guild(who.guild).has_bot)
        now = self.world.clock.now()
        interaction = Interaction(payload=payload, owner=who.user, created=now, command=name, away=away)
        self.world.interactions[interaction.id] = interaction
        self.world.by_token[payload["token"]] = interaction
        return interaction

    async def send(self, interaction: Interaction, *, times: int = 1) -> None:
        """Deliver an interaction, as often as told.

        Raises:
            NotPossible: when the bot has no session that could get it.
        """
        guild = interaction.payload.get("guild_id")
        if guild and not self.world.guild(guild).has_bot and not interaction.away:
            raise NotPossible("the bot is not in this server")
        known = guild if guild and self.world.guild(guild).has_bot else None
        interaction.deliveries += times
        if not await self.gateway.dispatch(
            "INTERACTION_CREATE", interaction.payload, guild=known, times=times
        ):
            raise NotPossible("the bot has no session with the gateway")

    async def write(
        self, who: Who, text: str, *, reply_to: str | None = None, times: int = 1
    ) -> tuple[Stored, bool]:
        """A message of a person, and whether the bot was told of it."""
        channel = self.world.channel(who.channel)
        more: Payload = {}
        if reply_to is not None:
            reference = {"message_id": reply_to, "channel_id": channel["id"]}
            more = {"type": 19, "message_reference": reference}
            more["referenced_message"] = self.world.message(reply_to).payload
        stored = Stored(payload=self.messages.blank(channel, self.world.user(who.user), more))
        stored.payload["content"] = text
        if f"<@{self.world.application}>" in text:
            stored.payload["mentions"] = [self.world.bot]
        self.world.messages[stored.payload["id"]] = stored
        return stored, await self.messages.tell(stored, "MESSAGE_CREATE", times=times)


def chosen(select: Payload, wanted: list[str]) -> list[str]:
    """The values of options named by label or value.

    Raises:
        NotPossible: when there is no such option, or too many or few are chosen.
    """
    values = []
    for one in wanted:
        fitting = [opt["value"] for opt in select["options"] if one in {opt["label"], opt["value"]}]
        if not fitting:
            raise NotPossible(f"no option {one!r}, but {[opt['label'] for opt in select['options']]}")
        values.append(fitting[0])
    if not select.get("min_values", 1) <= len(values) <= select.get("max_values", 1):
        raise NotPossible(f"{len(values)} options cannot be chosen here")
    return values


def _filled(part: Payload, values: dict[str, Any]) -> Payload:
    one = part["component"] if part["type"] == 18 else part["components"][0]
    label = part.get("label") or one.get("label")
    key = next((key for key in (one["custom_id"], label) if key in values), None)
    given = values.pop(key) if key is not None else None
    filled = {"type": one["type"], "custom_id": one["custom_id"], "id": one.get("id", 0)}
    if one["type"] == TEXT_INPUT:
        filled["value"] = _typed(one, label, one.get("value") or "" if given is None else given)
    elif one["type"] in {21, 23}:
        filled["value"] = given
    else:
        before = [str(default["id"]) for default in one.get("default_values") or ()]
        listed = [given] if isinstance(given, str) else list(given or before)
        filled["values"] = chosen(one, listed) if one["type"] == STRING_SELECT and listed else listed
    if part["type"] == 18:
        return {"type": 18, "id": part.get("id", 0), "component": filled}
    return {"type": 1, "id": part.get("id", 0), "components": [filled]}


def _typed(one: Payload, label: object, text: str) -> str:
    least, most = one.get("min_length") or 0, one.get("max_length") or 4_000
    if one.get("required", True) and not text:
        raise NotPossible(f"the field {label!r} is required")
    if text and not least <= len(text) <= most:
        raise NotPossible(f"the field {label!r} takes {least} to {most} characters, not {len(text)}")
    return text
