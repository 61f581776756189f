"""Workspaces that removed the bot: their data is deleted after 30 days, unless they come back."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.host import Host, Library

KEPT: Final = timedelta(days=30)
A_DAY: Final = timedelta(days=1)
logger = logging.getLogger(__name__)


def delete_due(library: Library, is_gone: Callable[[str], bool], *, now: datetime) -> list[str]:
    """Delete the workspaces that left 30 days ago, of those that `is_gone` holds for; which ones these were.

    What cannot be deleted now, because it is being copied perhaps, is due again the next time, and holds up no other.
    """
    due = [name for name in library.installation.departed_before(now - KEPT) if is_gone(name)]
    return [name for name in due if _deleted(library, name)]


def _deleted(library: Library, name: str) -> bool:
    try:
        library.delete(name)
        library.installation.came_back(name)
    except CounterpointError as error:
        logger.warning("data of %s, which left, could not be deleted: %s", name, error)
        return False
    logger.info("deleted %s, which removed the bot %s days ago", name, KEPT.days)
    return True


async def keep_deleting(host: Host, is_gone: Callable[[str], bool]) -> None:
    """Delete what is due now and every day, until cancelled."""
    while True:
        try:
            await host.workers.answer(lambda: delete_due(host.library, is_gone, now=datetime.now(UTC)))
        except CounterpointError as error:
            logger.warning("data of workspaces that left could not be deleted: %s", error)
        except Exception:
            # tomorrow is another day, and the bot goes on
            logger.exception("data of workspaces that left could not be deleted")
        await asyncio.sleep(A_DAY.total_seconds())
