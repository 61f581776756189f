"""What comes in a rush is acknowledged before it is even unpacked; it is unpacked and answered afterwards.

Who finds no room hears so in the acknowledgement itself, which costs one request and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from adapters.discord import codes, origins
from adapters.discord.connections import PLATFORM
from adapters.discord.lines import Lines
from bot.fair_queue import Who
from bot.host import Busy, Host
from bot.in_flight import FLIGHT, Flight
from bot.later import Later
from bot.observing import observer

Keep: TypeAlias = Callable[[Mapping[str, Any]], Flight | None]
COMMAND, COMPONENT, SUGGESTIONS, FORM_SENT = 2, 3, 4, 5
"""Kinds of interactions."""
SAYING, PLACEHOLDER, NOTHING_YET = 4, 5, 6
"""Kinds of acknowledgements: a message, a placeholder, and leaving the message with the button as it is."""
PRIVATE: Final = 1 << 6
TAKEN: Final = range(200, 300)
"""HTTP's statuses of what Discord took."""
PAUSES: Final = (0.2, 0.5)
"""Seconds before another try to say that there is no room."""
LIFE: Final = 15 * 60.0
"""Seconds after which an interaction cannot be answered any more."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of an interaction that was let in before it was unpacked."""

    who: Who
    at: float
    acknowledged: bool
    """Whether Discord took the acknowledgement; where it did not, it is tried again in the usual way."""
    private: bool | None
    """Whether a private placeholder stands there; None where a button was pressed."""
    let_in: bool = True
    """Whether there is a place for whoever asks."""
    roles: frozenset[str] = frozenset()
    """Roles that whoever asks is known to have, besides those that this process knows of."""


class Early:
    """Takes interactions as Discord sends them."""

    def __init__(
        self, host: Host, lines: Lines, unpack: Callable[[Any], object], keep: Keep = lambda _: None
    ) -> None:
        """`unpack` is what the library does with an interaction; `keep` begins to keep it until it is answered."""
        self._door = host.door
        self._lines = lines
        self._unpack = unpack
        self._keep = keep
        self._later = Later(host.door.rush)
        self._given: OrderedDict[int, Given] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()

    def take(self, data: Mapping[str, Any], *, is_new: Callable[[int], bool]) -> None:
        """Acknowledge an interaction if there is a rush, else leave it to the library."""
        if int(data["id"]) in self._given:
            # it came a second time, and waits already
            return
        if data["type"] == SUGGESTIONS:
            self._unpack(data)
        elif not self._door.rush.heard() or _needs_a_form(data):
            self._hand_on(data, self._keep(data))
        elif is_new(int(data["id"])):
            self._acknowledge(data)

    def take_again(self, data: Mapping[str, Any], given: Given, flight: Flight) -> None:
        """Leave an interaction to the library that another process had acknowledged."""
        self._given[int(data["id"])] = given
        self._hand_on(data, flight)

    def given(self, interaction: int) -> Given | None:
        """What was done about an interaction early, if anything was."""
        return self._given.get(interaction)

    def leave(self, interaction: int) -> None:
        """Note that an interaction has been answered."""
        given = self._given.pop(interaction, None)
        if given is not None and given.let_in:
            self._door.leave(given.who)

    def close(self) -> None:
        """Close the connections."""
        self._lines.close()

    def _acknowledge(self, data: Mapping[str, Any]) -> None:
        """Say at once that there is no room; whoever may find some is looked at in a task of their own."""
        who = origins.who_of(data)
        if busy := self._door.full(who):
            self._turn_away(data, busy)
            return
        task = asyncio.get_running_loop().create_task(self._let_in(data, who, time.monotonic()))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _let_in(self, data: Mapping[str, Any], who: Who, came: float) -> None:
        if busy := await self._door.turned_away(who):
            self._turn_away(data, busy)
            return
        flight = self._keep(data)
        if flight and not await flight.is_ours():
            self._door.leave(who)
            return
        kind = NOTHING_YET if data["type"] == COMPONENT else PLACEHOLDER
        self._lines.post(_path(data), _BODIES[kind], partial(self._acknowledged, data, who, came, flight))

    def _acknowledged(
        self, data: Mapping[str, Any], who: Who, came: float, flight: Flight | None, status: int
    ) -> None:
        now = time.monotonic()
        if taken := status in TAKEN:
            observer().acknowledged(platform=PLATFORM, seconds=now - came)
        private = None if data["type"] == COMPONENT else True
        self._given[int(data["id"])] = Given(who=who, at=now, acknowledged=taken, private=private)
        self._forget_old()
        self._later.add(lambda: self._hand_on(data, flight))

    def _hand_on(self, data: Mapping[str, Any], flight: Flight | None) -> None:
        """Leave an interaction to the library, and what is kept of it to whoever answers it."""
        if flight is None:
            self._unpack(data)
            return
        flight.hold()
        before = FLIGHT.set(flight)
        try:
            self._unpack(data)
        finally:
            FLIGHT.reset(before)
            flight.let_go_soon()

    def _turn_away(self, data: Mapping[str, Any], busy: Busy) -> None:
        self._say(_path(data), saying(busy.sentence_in(str(data.get("locale") or "en"))), PAUSES)

    def _say(self, path: str, body: bytes, pauses: Sequence[float]) -> None:
        """Say something in the acknowledgement, and again after these seconds where Discord does not take it."""

        def done(status: int) -> None:
            if status in TAKEN:
                return
            if pauses:
                loop = asyncio.get_running_loop()
                loop.call_later(pauses[0], self._say, path, body, pauses[1:])
            else:
                logger.info("somebody could not be told that there is no room")

        self._lines.post(path, body, done)

    def _forget_old(self) -> None:
        """Let go of what the library made nothing of."""
        name, oldest = next(iter(self._given.items()))
        if time.monotonic() - oldest.at > LIFE:
            self.leave(name)


def _needs_a_form(data: Mapping[str, Any]) -> bool:
    """Whether the first answer may have to be a form, or there is none to give."""
    if data["type"] != COMPONENT:
        return False
    read = codes.read(str(data["data"].get("custom_id", "")))
    return read is None or read[1]


def _path(data: Mapping[str, Any]) -> str:
    return f"/interactions/{data['id']}/{data['token']}/callback"


def _body(kind: int, **data: object) -> bytes:
    told = {"type": kind, "data": {"flags": PRIVATE, **data}}
    return json.dumps(told, separators=(",", ":")).encode()


_BODIES: Final = {PLACEHOLDER: _body(PLACEHOLDER), NOTHING_YET: b'{"type":6}'}


@lru_cache(maxsize=256)
def saying(sentence: str) -> bytes:
    """The acknowledgement that says something, to one person alone."""
    return _body(SAYING, content=sentence, allowed_mentions={"parse": []})
