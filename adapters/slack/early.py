"""What comes in a rush is acknowledged before the framework sees it, and handed to the framework afterwards.

Whoever finds no room hears so in the acknowledgement itself where Slack shows it, else by one small request.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from aiohttp import ClientError

from adapters.slack.blocks import FORM
from adapters.slack.desk import workspace_id
from adapters.slack.places import PLACE, Place
from bot.fair_queue import Who
from bot.host import Busy
from bot.in_flight import FLIGHT
from bot.later import Later

if TYPE_CHECKING:
    from adapters.slack.desk import Desk
    from bot.in_flight import Flight

Json = dict[str, Any]
Dispatch = Callable[[], Awaitable[object]]
Keep = Callable[[Mapping[str, Any]], "Flight | None"]
TELLING: Final = 5.0
"""Seconds for telling somebody that there is no room."""
TALK: Final = frozenset({"app_mention", "message"})

logger = logging.getLogger(__name__)


class Early:
    """Takes payloads as Slack sends them."""

    def __init__(self, desk: Desk, keep: Keep = lambda _: None) -> None:
        """`keep` begins to keep a payload until it is answered, where anything is kept."""
        self._desk = desk
        self._keep = keep
        self._door = desk.host.door
        self._later = Later(desk.host.door.rush)
        self._running: set[asyncio.Task[None]] = set()

    def hears(self) -> bool:
        """Note that something came; whether there is a rush."""
        return self._door.rush.heard()

    @property
    def in_a_rush(self) -> bool:
        """Whether there is a rush, without noting that something came."""
        return self._door.rush.goes_on

    def no_room(self, payload: Mapping[str, Any]) -> Json | None:
        """What to acknowledge a command with for which there is no room; None for all else."""
        who = asker_of(payload) if "command" in payload else None
        busy = self._door.full(who) if who else None
        if who is None or busy is None:
            return None
        self.hears()
        return self._told(who, busy)

    async def take(self, payload: Mapping[str, Any], dispatch: Dispatch) -> Json | None:
        """What to acknowledge a payload with; None where that is the framework's to say."""
        who = asker_of(payload) if can_wait(payload) else None
        if who is None:
            return None
        if busy := await self._door.turned_away(who):
            return self._turned_away(payload, who, busy, dispatch)
        flight = self._keep(payload)
        if flight and not await flight.is_ours():
            self._door.leave(who)
            return {}
        self._later.add(lambda: self._start(self._dispatch(Place(who), dispatch, flight)))
        return {}

    def _turned_away(self, payload: Mapping[str, Any], who: Who, busy: Busy, dispatch: Dispatch) -> Json:
        told = self._told(who, busy)
        if "command" in payload:
            return told
        hook = payload.get("response_url")
        if self._door.tells(who):
            if hook:
                self._start(self._tell(str(hook), {**told, "replace_original": False}))
            else:
                # the framework knows the token to tell them with, and will find the door closed, too
                self._later.add(lambda: self._start(self._unheeded(dispatch)))
        return {}

    def _told(self, who: Who, busy: Busy) -> Json:
        team = who.workspace.removeprefix(workspace_id(""))
        sentence = busy.sentence_in(self._desk.people.locale(team, who.person))
        return {"response_type": "ephemeral", "text": sentence}

    async def _dispatch(self, place: Place, dispatch: Dispatch, flight: Flight | None) -> None:
        PLACE.set(place)
        FLIGHT.set(flight)
        try:
            if flight:
                flight.hold()
            await self._unheeded(dispatch)
        finally:
            if place.give_up():
                self._door.leave(place.who)
            if flight:
                flight.let_go_soon()

    async def _unheeded(self, dispatch: Dispatch) -> None:
        """Hand something to the framework, whose acknowledgement comes too late to matter."""
        try:
            await dispatch()
        except Exception:
            logger.exception("something that was acknowledged could not be begun")

    async def _tell(self, hook: str, told: Json) -> None:
        if self._desk.session is None:
            return
        try:
            async with asyncio.timeout(TELLING), self._desk.session.post(hook, json=told):
                pass
        except (ClientError, TimeoutError, OSError) as error:
            logger.info("somebody could not be told that there is no room: %s", type(error).__name__)

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def can_wait(payload: Mapping[str, Any]) -> bool:
    """Whether an acknowledgement that says nothing is right, and the answer needs no trigger that soon expires."""
    kind = payload.get("type")
    if kind == "block_actions":
        return not any(str(one.get("action_id", "")).startswith(FORM) for one in payload.get("actions") or ())
    if kind == "event_callback":
        event = payload.get("event") or {}
        return event.get("type") in TALK and not event.get("bot_id")
    return "command" in payload or kind == "message_action"


def asker_of(payload: Mapping[str, Any]) -> Who | None:
    """Whose a payload is; None where it does not say."""
    talk = payload.get("event") or {}
    team = _id(payload, "team") or _id(payload, "enterprise")
    user = talk.get("user") or _id(payload, "user")
    return Who(workspace_id(team), str(user)) if team and user else None


def _id(payload: Mapping[str, Any], of: str) -> str:
    """An id that stands alone, as with commands and events, or in an object, as with what is pressed."""
    return str(payload.get(f"{of}_id") or (payload.get(of) or {}).get("id") or "")
