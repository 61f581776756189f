"""What tests may tell the service: one verb a request."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.doubles.discord.control import Control, numbers
from tests.doubles.discord.offers import NotPossible
from tests.doubles.discord.payloads import full_guild
from tests.doubles.discord.refusals import Payload, Refusal
from tests.doubles.discord.throttle import Fault, answer
from tests.doubles.discord.world import Guild, Interaction, Stored

Verb = Callable[[Control, Payload], Awaitable[Any]]


async def handle(control: Control, request: web.Request) -> web.Response:
    """Do what a request's path names."""
    verb = VERBS.get(request.match_info["verb"])
    if verb is None:
        return answer({"error": f"no such verb: {request.match_info['verb']}"}, status=404)
    try:
        return answer(await verb(control, await request.json()))
    except (NotPossible, Refusal) as no:
        return answer({"error": f"{no}{control.troubles()}"}, status=422)
    except KeyError as missing:
        return answer({"error": f"the service knows nothing called {missing}"}, status=422)


async def person(control: Control, body: Payload) -> Any:
    return control.world.add_user(body["name"])


async def guild(control: Control, body: Payload) -> Any:
    made = control.world.add_guild(body["name"], has_bot=body.get("has_bot", True))
    if made.has_bot and control.gateway.session_of(made.id):
        await control.gateway.dispatch("GUILD_CREATE", joined(control, made), guild=made.id)
    return {"id": made.id, "name": made.name, "channels": {one["name"]: one["id"] for one in made.channels}}


async def guild_gone(control: Control, body: Payload) -> Any:
    """The bot is removed from a server, or the server fails for a while."""
    one = control.world.guild(body["guild"])
    gone: Payload = {"id": one.id}
    if body.get("unavailable"):
        one.available, gone["unavailable"] = False, True
    else:
        one.has_bot = False
    return await control.gateway.dispatch("GUILD_DELETE", gone, guild=one.id)


async def guild_back(control: Control, body: Payload) -> Any:
    one = control.world.guild(body["guild"])
    told = full_guild(control.world, one) if one.has_bot else joined(control, one)
    one.available = one.has_bot = True
    return await control.gateway.dispatch("GUILD_CREATE", told, guild=one.id)


def joined(control: Control, one: Guild) -> Payload:
    """A server that the bot was not in: only those that it knows are said to be available again."""
    return {key: value for key, value in full_guild(control.world, one).items() if key != "unavailable"}


async def channel(control: Control, body: Payload) -> Any:
    one = control.world.guild(body["guild"])
    made = control.world.add_channel(one, body["name"])
    await control.gateway.dispatch("CHANNEL_CREATE", made, guild=one.id)
    return made["id"]


async def rights(control: Control, body: Payload) -> Any:
    """What the bot may do in a channel, or one person may not do there."""
    world, here = control.world, body["channel"]
    if body.get("user") is not None:
        change = world.closed.discard if body["write"] else world.closed.add
        change((here, body["user"]))
        return
    (world.silent.discard if body["write"] else world.silent.add)(here)
    (world.pinnable.add if body["pin"] else world.pinnable.discard)(here)


async def ready(control: Control, body: Payload) -> Any:
    def is_ready() -> bool:
        return control.gateway.ready and (not body.get("commands") or bool(control.world.commands.get("")))

    if not await control.world.changes.until(is_ready, body["within"]):
        seen = f"requests: {control.world.requests[-10:]}, gateway: {control.gateway.counts}"
        raise NotPossible(f"the bot is not ready after {body['within']} s ({seen})")
    return True


async def gone(control: Control, body: Payload) -> Any:
    """Wait until no shard is connected any more."""

    def is_gone() -> bool:
        return all(one.socket is None for one in control.gateway.sessions.values())

    if not await control.world.changes.until(is_gone, float(body["within"])):
        raise NotPossible("the bot is still connected")


def begin(control: Control, body: Payload) -> Interaction:
    """The interaction that a test describes."""
    who, people = control.who(body["who"]), control.people
    kind = body["kind"]
    if kind == "slash":
        return people.slash(who, body["words"], body["values"], anyway=bool(body.get("anyway")))
    if kind == "autocomplete":
        return people.autocomplete(who, body["words"], body["option"], body["values"])
    if kind == "menu":
        return people.message_command(who, body["words"], control.world.message(body["message"]))
    if kind == "submit":
        return people.submit(who, control.interaction(body), body["values"])
    stored = control.world.message(body["message"])
    if kind == "press":
        return people.press(who, stored, body["wanted"], int(body.get("nth", 0)))
    return people.choose(who, stored, body["values"], body.get("custom_id"))


async def interact(control: Control, body: Payload) -> Any:
    """Do something, and wait for what comes of it."""
    interaction = begin(control, body)
    await control.people.send(interaction, times=int(body.get("times", 1)))
    if body.get("wait", True):
        return await outcome(control, {**body, "interaction": interaction.id})
    return control.outcome(interaction)


async def outcome(control: Control, body: Payload) -> Any:
    one, within = control.interaction(body), float(body.get("within", 10))
    if not await control.world.changes.until(lambda: one.answered is not None, within):
        acknowledged = "it was acknowledged" if one.response else "it was not even acknowledged"
        raise NotPossible(f"no answer to {one.command!r} within {within} s; {acknowledged}")
    return control.outcome(one)


async def report(control: Control, body: Payload) -> Any:
    """What came of an interaction so far, without waiting for more."""
    return control.outcome(control.interaction(body))


async def replies(control: Control, body: Payload) -> Any:
    """The bot's messages so far that it marked as answers to a message."""
    return [
        control.shown(one)
        for one in control.world.messages.values()
        if str(one.payload.get("nonce", "")).startswith(body["message"])
        and one.payload["author"]["id"] == control.world.application
        and not one.deleted
    ]


async def acknowledged(control: Control, body: Payload) -> Any:
    one, within = control.interaction(body), float(body["within"])
    if not await control.world.changes.until(lambda: one.acknowledged is not None, within):
        raise NotPossible(f"{one.command!r} was not acknowledged within {within} s")


async def followed_up(control: Control, body: Payload) -> Any:
    """Wait until an interaction has so many follow-ups."""
    one, count, within = control.interaction(body), int(body["count"]), float(body["within"])
    if not await control.world.changes.until(lambda: len(one.follow_ups) >= count, within):
        raise NotPossible(f"{len(one.follow_ups)} follow-ups within {within} s, not {count}")


async def burst(control: Control, body: Payload) -> Any:
    """Many interactions at once; their numbers once all are answered, and a moment for doubled answers."""
    begun = [begin(control, one) for one in body["asks"]]
    for one in begun:
        one.sent = time.perf_counter()
        await control.people.send(one, times=int(body.get("times", 1)))
    await control.world.changes.until(lambda: all(one.answered for one in begun), float(body["within"]))
    await asyncio.sleep(float(body.get("settle", 0.3)))
    return [numbers(one) for one in begun]


async def write(control: Control, body: Payload) -> Any:
    """A person writes a message; waits for the bot's answer when told to."""
    who = control.who(body["who"])
    text = body["text"]
    if body.get("mention"):
        text = f"<@{control.world.application}> {text}"
    stored, told = await control.people.write(
        who, text, reply_to=body.get("reply_to"), times=int(body.get("times", 1))
    )
    number = stored.payload["id"]
    if not body.get("wait"):
        return {"id": number, "message": None}
    if not told:
        raise NotPossible("the bot asked for no intent that would tell it of this message")

    def answers() -> list[Stored]:
        seen = control.world.seen(who.channel, who.user)
        from_bot = [one for one in seen if one.payload["author"]["id"] == control.world.application]
        mine = [
            one for one in from_bot if one.payload.get("message_reference", {}).get("message_id") == number
        ]
        return mine or [one for one in from_bot if int(one.payload["id"]) > int(number)]

    within = float(body.get("within", 10))
    if not await control.world.changes.until(lambda: bool(answers()), within):
        raise NotPossible(f"no answer to the message {text!r} within {within} s")
    return {"id": number, "message": control.shown(answers()[0])}


async def message(control: Control, body: Payload) -> Any:
    """A message as it stands now, if this person sees it."""
    stored = control.world.messages[body["message"]]
    if stored.only_for not in {None, body["viewer"]}:
        raise NotPossible("this person does not see that message")
    return control.shown(stored)


async def delete(control: Control, body: Payload) -> Any:
    """Delete a message, as those who moderate a server may."""
    await control.people.messages.delete(control.world.messages[body["message"]])


async def changed(control: Control, body: Payload) -> Any:
    """The message, once it was edited more often than the test has seen, or is gone."""
    stored = control.world.messages[body["message"]]
    await control.world.changes.until(
        lambda: stored.deleted or stored.edits > body["edits"], float(body["within"])
    )
    return await message(control, body)


async def messages(control: Control, body: Payload) -> Any:
    return [control.shown(one) for one in control.world.seen(body["channel"], body["viewer"])]


async def fault(control: Control, body: Payload) -> Any:
    control.throttle.faults.append(Fault(**body))


async def no_faults(control: Control, _body: Payload) -> Any:
    control.throttle.faults.clear()


async def clock(control: Control, body: Payload) -> Any:
    control.world.clock.ahead += float(body["seconds"])


async def disturb(control: Control, body: Payload) -> Any:
    return await control.gateway.disturb(body["how"], code=int(body.get("code", 4000)))


async def hold_resumes(control: Control, body: Payload) -> Any:
    """Keep resuming shards waiting, so that events pile up; or let them in."""
    if body["hold"]:
        control.gateway.resumes_held = asyncio.Event()
    elif control.gateway.resumes_held is not None:
        control.gateway.resumes_held.set()
        control.gateway.resumes_held = None


async def repeat(control: Control, body: Payload) -> Any:
    return await control.gateway.repeat(body["kind"], int(body.get("times", 1)))


async def gateway_reaches(control: Control, body: Payload) -> Any:
    """Wait until a count of the gateway is at least this."""
    counts = control.gateway.counts
    name, least = body["count"], int(body["least"])
    if not await control.world.changes.until(lambda: counts[name] >= least, float(body["within"])):
        raise NotPossible(f"the gateway's {name} stay at {counts[name]}, not {least}")


async def refused(control: Control, body: Payload) -> Any:
    """Wait until a request was refused with this code."""
    code, refusals = body["code"], control.world.refusals

    def is_refused() -> bool:
        return any(one["code"] == code for one in refusals)

    if not await control.world.changes.until(is_refused, float(body["within"])):
        raise NotPossible(f"nothing was refused with {code}")


async def statistics(control: Control, _body: Payload) -> Any:
    world = control.world
    return {
        "complaints": world.complaints,
        "refusals": world.refusals,
        "syncs": world.syncs,
        "gateway": control.gateway.counts,
        "closes": control.gateway.closes,
        "limited": control.throttle.limited,
        "invalid_requests": control.throttle.invalid,
        "pings": {one.payload["id"]: one.pings for one in world.messages.values() if one.pings},
        "interactions": [numbers(one) for one in world.interactions.values()],
        "requests": world.requests,
        "commands": world.commands.get("", []),
    }


async def forgive(control: Control, _body: Payload) -> Any:
    """Forget complaints and refusals that a test provoked."""
    control.world.complaints.clear()
    control.world.refusals.clear()


VERBS: dict[str, Verb] = {
    one.__name__: one
    for one in (
        *(person, guild, guild_gone, guild_back, channel, ready, interact, outcome, burst, write, message),
        *(changed, messages, fault, no_faults, clock, disturb, hold_resumes, repeat, gateway_reaches),
        *(delete, rights, statistics, forgive, refused, followed_up, gone, acknowledged),
        *(report, replies),
    )
}
