"""What tests tell the service to do, and ask it: one verb a request."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.doubles.discord.forms import LOADING
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.offers import ELSEWHERE, IN_SERVER, WITH_BOT, Who
from tests.doubles.discord.people import People
from tests.doubles.discord.refusals import Payload
from tests.doubles.discord.throttle import Throttle
from tests.doubles.discord.world import Interaction, Stored, World

Verb = Callable[["Control", Payload], Awaitable[Any]]


class Control:
    """The service's strings."""

    def __init__(self, world: World, gateway: Gateway, people: People, throttle: Throttle) -> None:
        self.world = world
        self.gateway = gateway
        self.people = people
        self.throttle = throttle

    def troubles(self) -> str:
        lines = [f"\n  complaint: {one}" for one in self.world.complaints[-10:]]
        lines += [f"\n  refused: {one['request']} {one['text']}" for one in self.world.refusals[-10:]]
        return "".join(dict.fromkeys(lines))

    def who(self, body: Payload) -> Who:
        guild, user = body.get("guild"), str(body["user"])
        channel = body.get("channel") or self.world.direct_channel(user)["id"]
        elsewhere = ELSEWHERE if body.get("elsewhere") else WITH_BOT
        return Who(
            user=user,
            permissions=int(body.get("permissions", 0)),
            guild=guild,
            channel=channel,
            by_user_install=bool(body.get("by_user_install")),
            locale=body.get("locale", "en-US"),
            context=IN_SERVER if guild else elsewhere,
        )

    def interaction(self, body: Payload) -> Interaction:
        return self.world.interactions[body["interaction"]]

    def shown(self, stored: Stored | None) -> Payload | None:
        if stored is None:
            return None
        private, loading = stored.only_for is not None, bool(stored.payload["flags"] & LOADING)
        return {
            "payload": stored.payload,
            "private": private,
            "loading": loading,
            "pings": stored.pings,
            "deleted": stored.deleted,
            "edits": stored.edits,
            "interaction": stored.interaction,
        }

    def outcome(self, one: Interaction) -> Payload:
        """What came of an interaction."""
        own = one.original if _own_answer(one) else None
        message = own or (one.follow_ups[0] if one.follow_ups else None)
        return {
            "interaction": one.id,
            "message": self.shown(message),
            "modal": one.modal,
            "choices": one.choices,
            "follow_ups": [self.shown(each) for each in one.follow_ups],
            "numbers": numbers(one),
        }


def _own_answer(one: Interaction) -> bool:
    """Whether the message that the interaction's own response names carries its answer."""
    original = one.original
    if original is None or original.deleted or original.payload["flags"] & LOADING:
        return False
    return one.response in {4, 5, 7} or one.edits > 0


def numbers(one: Interaction) -> Payload:
    answers = (
        int(_own_answer(one)) + len(one.follow_ups) + int(one.modal is not None or one.choices is not None)
    )
    return {
        "id": one.id,
        "name": one.command,
        "kind": one.payload["type"],
        "response": one.response,
        "acknowledged_ms": None if one.acknowledged is None else (one.acknowledged - one.sent) * 1000,
        "answered_ms": None if one.answered is None else (one.answered - one.sent) * 1000,
        "first_responses": one.first_responses,
        "follow_ups": len(one.follow_ups),
        "edits": one.edits,
        "answers": answers,
        "deliveries": one.deliveries,
    }
