"""Looks at every workspace once the service runs: for damage, and for sources that were still to be added.

The operator hears of damage before a member does, and what was taken before a restart is gone on with.

A workspace is looked at before its first use in any case; here the others get their turn, one after the other, and
nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from adapters.program import texts
from bot.host import Busy, Restarting
from bot.observing import observer
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from bot.workers import Workers
    from knowledge.library import Library

EVERY: Final = 60.0
"""Seconds between two looks for what a process that is gone had begun."""

logger = logging.getLogger(__name__)


async def keep_looking(library: Library, workers: Workers) -> None:
    """Look at all workspaces once, and then for what other processes had begun to add and are gone, until cancelled."""
    await look_at_all(library, workers)
    while True:
        await asyncio.sleep(EVERY)
        await go_on_for_others(library, workers)


async def go_on_for_others(library: Library, workers: Workers) -> None:
    """Add what was begun and nobody is at work on any more."""

    def unfinished() -> list[str]:
        return [name for name in library.workspaces() if library.unfinished(name)]

    try:
        for name in await workers.answer(unfinished):
            await workers.add(name, partial(_go_on, library, name))
    except (Restarting, Busy):
        return
    except CounterpointError as error:
        logger.error("%s", error)  # noqa: TRY400
    except Exception:
        logger.exception("what other processes left could not be looked at")


async def look_at_all(library: Library, workers: Workers) -> None:
    """Look at all workspaces; the log names those that are set aside, now or since earlier."""
    try:
        names = await workers.quickly(lambda: {*library.workspaces(), *library.guards.set_aside()})
    except CounterpointError as error:
        logger.error("%s", error)  # noqa: TRY400
        return
    for name in sorted(names):
        try:
            # the lane of what takes long, which no question waits for
            await workers.add(name, partial(_look_at, library, name))
        except Restarting:
            return
        except CounterpointError as error:
            logger.error("%s", error)  # noqa: TRY400
        except Exception:
            logger.exception("workspace %s could not be looked at", name)


def _look_at(library: Library, name: str) -> None:
    library.guards.check(name)
    if library.unfinished(name):
        _go_on(library, name)


def _go_on(library: Library, name: str) -> None:
    done = library.workspace(name).go_on()
    if done.added or done.skipped:
        observer().added(sources=len(done.added), skipped=len(done.skipped))
        logger.info("%s: %s", name, texts.went_on(len(done.added), len(done.skipped)))
