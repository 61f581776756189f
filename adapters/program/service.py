"""`counterpoint run`: every platform whose tokens are set, in one event loop, on one library."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import threading
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from adapters.program import systemd, texts
from adapters.program.health import MARK, Health
from adapters.program.settings import GRACE
from adapters.program.soundness import keep_looking
from adapters.program.supervision import keep_serving
from bot import observing
from bot.door import Door
from bot.host import CannotStart, Host
from bot.shared_allowances import SharedAllowances
from bot.workers import Workers
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from adapters.program.platforms import Platform
    from adapters.program.settings import ProgramSettings
    from knowledge.library import Library

TELLING: Final = 3.0
"""Seconds of the time to stop that are kept for telling people whose question is not answered any more."""
LAST: Final = 1.0
"""Seconds for the threads to end after that; the platforms have waited for what they had in flight."""
BETWEEN_COLLECTIONS: Final = (50_000, 20, 20)
"""How much is made before the collector looks for garbage: thousands who ask at once make much that is none."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A platform that is to be served, with its settings."""

    platform: Platform
    settings: Any


def chosen(platforms: Sequence[Platform], environment: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Give the platforms that are set up.

    Raises:
        InputError: none is, or one is set up by half.
    """
    read = [Chosen(platform=one, settings=one.read(environment)) for one in platforms]
    found = tuple(one for one in read if one.settings is not None)
    if not found:
        raise InputError(texts.no_platform(platforms))
    return found


def run(settings: ProgramSettings, platforms: Sequence[Chosen]) -> None:
    """Answer until a signal says stop.

    Raises:
        CannotStart: no platform can be served, or the models are broken.
        DatabaseError: the data folder cannot be used.
    """
    from bot.operator.judging import judges
    from bot.operator.outside import outside
    from bot.operator.site import site_of
    from bot.operator.storage import database
    from knowledge.library import Library

    library = Library(
        settings.data,
        keys=settings.keys,
        judges=judges(settings.data, os.environ),
        outside=outside(os.environ),
        database=database(os.environ),
    )
    # A folder that cannot be written is said so now, and not at somebody's first question.
    library.installation.set_mark(MARK, datetime.now(UTC).isoformat(timespec="seconds"))
    turns = library.installation.turns
    allowances = SharedAllowances(turns) if turns else None
    door = Door(settings.capacity, allowances=allowances)
    workers = Workers(answering=settings.workers, held_up=lambda: door.rush.holds_up_work)
    site = site_of(os.environ, settings.data)
    try:
        host = Host(library=library, workers=workers, door=door, site=site, grace=settings.grace)
        asyncio.run(_until_stopped(platforms, host, library, settings))
    finally:
        if allowances:
            allowances.close()
        closed = closed_in_time(workers, seconds=LAST)
        if closed:
            library.close()
    if not closed:
        _leave()


async def _until_stopped(
    platforms: Sequence[Chosen], host: Host, library: Library, settings: ProgramSettings
) -> None:
    from adapters.program.models import warm

    stop = asyncio.Event()
    stop_on_signals(stop)
    async with _watched(library, host.workers, settings) as health:
        for one in platforms:
            health.expect(one.platform.name)
        await host.workers.answer(warm)
        keep_for_good()
        health.models = True
        systemd.tell(systemd.READY)
        looking = asyncio.create_task(keep_looking(library, host.workers))
        try:
            await serve_all(platforms, host, stop=stop, say=say, grace=settings.grace, health=health)
        finally:
            looking.cancel()


@asynccontextmanager
async def _watched(library: Library, workers: Workers, settings: ProgramSettings) -> AsyncIterator[Health]:
    """Count what happens, and tell it at the operator's port while the block runs, where there is one."""
    from adapters.program.logs import Counting
    from adapters.program.metrics import Metrics
    from adapters.program.operators import listening

    metrics = Metrics()
    metrics.watch(workers)
    health = Health(library=library, data=settings.data, metrics=metrics)
    counting = Counting(lambda level: metrics.log_records.labels(level).inc())
    observing.tell(metrics)
    logging.getLogger().addHandler(counting)
    watching = [asyncio.create_task(health.beat()), asyncio.create_task(health.count())]
    try:
        async with listening(settings.operator, health, metrics) if settings.operator else nullcontext():
            yield health
    finally:
        for task in watching:
            task.cancel()
        health.close()
        logging.getLogger().removeHandler(counting)
        observing.tell(observing.Observer())


def keep_for_good() -> None:
    """Spare the collector of garbage what stays until the end: models, libraries, everything that is loaded by now.

    It would look through all of it again and again, for a tenth of a second each time, while questions wait.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*BETWEEN_COLLECTIONS)


async def serve_all(
    platforms: Sequence[Chosen],
    host: Host,
    *,
    stop: asyncio.Event,
    say: Callable[[str], None],
    grace: float = GRACE,
    health: Health | None = None,
) -> None:
    """Serve all platforms until `stop`, then let them finish for `grace` seconds.

    Raises:
        CannotStart: none of them can be served; the message says why of each.
    """
    lost: list[str] = []

    async def serve(one: Chosen) -> None:
        try:
            await keep_serving(one.platform, one.settings, host, stop=stop, say=say, health=health)
        except CannotStart as error:
            lost.append(str(error))
            if len(lost) < len(platforms):
                logger.error("%s", texts.goes_on(str(error)))  # noqa: TRY400

    serving = [asyncio.create_task(serve(one), name=one.platform.name) for one in platforms]
    watching: set[asyncio.Task[Any]] = {
        asyncio.create_task(asyncio.wait(serving)),
        asyncio.create_task(stop.wait()),
    }
    await asyncio.wait(watching, return_when=asyncio.FIRST_COMPLETED)
    for task in watching:
        task.cancel()
    if stop.is_set():
        if health is not None:
            health.stopping = True
        systemd.tell(systemd.STOPPING)
        return await _finished(serving, host.workers, seconds=grace)
    for ended in serving:
        ended.result()
    raise CannotStart(" ".join(lost))


async def _finished(serving: Sequence[asyncio.Task[None]], workers: Workers, *, seconds: float) -> None:
    """Take nothing new, let what is in work finish, and in time tell those whose question will not."""
    logger.info(texts.STOPPING, seconds)
    workers.in_work.close()
    telling = min(TELLING, seconds / 2)
    _, late = await asyncio.wait(serving, timeout=seconds - telling)
    if late:
        if handed_back := workers.in_work.hand_back():
            logger.warning(texts.HANDED_BACK, handed_back)
        _, late = await asyncio.wait(late, timeout=telling)
    for task in late:
        logger.warning("%s: %s", task.get_name(), texts.CUT_OFF)
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Stop at the first signal; a second one of a kind does what it does to any program."""
    loop = asyncio.get_running_loop()

    def stop_by(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        # Where an event loop has no such handlers, Ctrl-C still interrupts it.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop_by, number)


def closed_in_time(workers: Workers, *, seconds: float) -> bool:
    """Let the threads finish what they work on, and tell whether they did in time."""
    closing = threading.Thread(target=workers.close, name="closing", daemon=True)
    closing.start()
    closing.join(seconds)
    return not closing.is_alive()


def _leave() -> None:
    """End without the threads that are still at work: what they store is stored whole or not at all."""
    logger.warning("%s", texts.CUT_OFF)
    logging.shutdown()
    os._exit(0)


def say(line: str) -> None:
    """Print a line at once. Whoever has closed our output does not stop the service."""
    with suppress(OSError):
        click.echo(line)
