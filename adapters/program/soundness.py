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
    from collections.abc import Callable, Collection

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


async def look_at_all(library: Library, workers: Workers) -> None:
    """Go on with what was begun, and look at all workspaces; the log names those that are set aside, also earlier."""
    await go_on_for_others(library, workers)
    await _each(lambda: {*library.workspaces(), *library.guards.set_aside()}, library.guards.check, workers)


async def go_on_for_others(library: Library, workers: Workers) -> None:
    """Add what was begun and nobody is at work on any more."""
    await _each(library.unfinished, partial(_go_on, library), workers)


async def _each(which: Callable[[], Collection[str]], do: Callable[[str], None], workers: Workers) -> None:
    """Do something with workspaces, one after the other; what fails with one is in the log."""
    try:
        # in none of the workers' threads, for which people wait
        names = await asyncio.to_thread(which)
    except CounterpointError as error:
        logger.error("%s", error)  # noqa: TRY400
        return
    except Exception:
        logger.exception("the workspaces could not be looked at")
        return
    for name in sorted(names):
        try:
            # the lane of what takes long, which no question waits for
            await workers.add(name, partial(do, name))
        except (Restarting, Busy):
            return
        except CounterpointError as error:
            logger.error("%s", error)  # noqa: TRY400
        except Exception:
            logger.exception("workspace %s could not be looked at", name)


def _go_on(library: Library, name: str) -> None:
    done = library.workspace(name).go_on()
    if done.added or done.skipped:
        observer().added(sources=len(done.added), skipped=len(done.skipped))
        logger.info("%s: %s", name, texts.went_on(len(done.added), len(done.skipped)))
