"""Looks at every workspace once the service runs: for damage, and for sources that were still to be added.

The operator hears of damage before a member does, and what was taken before a restart is gone on with.

A workspace is looked at before its first use in any case; here the others get their turn, one after the other, and
nobody waits for it.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from adapters.program import texts
from bot.host import Restarting
from bot.observing import observer
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from bot.workers import Workers
    from knowledge.library import Library

logger = logging.getLogger(__name__)


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
        done = library.workspace(name).go_on()
        observer().added(sources=len(done.added), skipped=len(done.skipped))
        logger.info("%s: %s", name, texts.went_on(len(done.added), len(done.skipped)))
