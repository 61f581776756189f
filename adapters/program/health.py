"""Whether the program is ready to answer, and what is missing where it is not."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from adapters.program import systemd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adapters.program.metrics import Metrics
    from knowledge.library import Library

MARK: Final = "run started"
"""A mark of the installation's database that is read to see whether it opens."""
LOOK_SECONDS: Final = 5.0
"""Within these the store has to open."""
CENSUS_EVERY: Final = 60.0
"""Seconds between two looks at the data folder."""
BEAT: Final = 1.0
"""Seconds between two looks at how late the event loop is."""
logger = logging.getLogger(__name__)


class Health:
    """What is known of the program's parts while it runs."""

    def __init__(self, *, library: Library, data: Path, metrics: Metrics) -> None:
        self._library = library
        self._data = data
        self._metrics = metrics
        self._platforms: dict[str, bool] = {}
        # a thread of its own: what waits for a question's thread says nothing about the store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self.models = False
        self.stopping = False

    def expect(self, platform: str) -> None:
        """A platform is to be served, and is not yet."""
        self._tell(platform, ready=False)

    def up(self, platform: str) -> None:
        """A platform is being served."""
        self._tell(platform, ready=True)

    def down(self, platform: str) -> None:
        """A platform is served no more, for now or for good."""
        self._tell(platform, ready=False)

    async def state(self) -> dict[str, Any]:
        """Everything that has to be there, and what of it is missing."""
        platforms = {
            name: ready and self._metrics.connections.get(name) != 0
            for name, ready in self._platforms.items()
        }
        store = await self._opens()
        parts = {"models": self.models, "store": store, **platforms, "taking questions": not self.stopping}
        missing = [name for name, there in parts.items() if not there]
        self._metrics.ready.set(not missing)
        return {
            "ready": not missing,
            "missing": missing,
            "store": "opens" if store else "does not open",
            "models": "loaded" if self.models else "not loaded",
            "platforms": {name: "connected" if up else "not connected" for name, up in platforms.items()},
            "stopping": self.stopping,
        }

    async def beat(self) -> None:
        """Measure how late the event loop is, and tell that it moves, until cancelled."""
        while True:
            due = time.monotonic() + BEAT
            await asyncio.sleep(BEAT)
            self._metrics.lag.set(max(0.0, time.monotonic() - due))
            systemd.tell(systemd.ALIVE)

    async def count(self) -> None:
        """Look at the data folder again and again, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                await loop.run_in_executor(self._thread, self._census)
            except Exception as error:  # noqa: BLE001 - what cannot be counted now may be in a minute
                logger.warning("the data folder could not be looked at: %s", type(error).__name__)
            await asyncio.sleep(CENSUS_EVERY)

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self, platform: str, *, ready: bool) -> None:
        self._platforms[platform.lower()] = ready
        self._metrics.platform_ready.labels(platform.lower()).set(ready)

    async def _opens(self) -> bool:
        look = asyncio.get_running_loop().run_in_executor(self._thread, self._library.installation.mark, MARK)
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await look
        except Exception as error:  # noqa: BLE001 - whatever keeps it from opening, it does not open
            logger.warning("the store does not open: %s", type(error).__name__)
            return False
        return True

    def _census(self) -> None:
        library, metrics = self._library, self._metrics
        metrics.workspaces.set(len(library.workspaces()))
        metrics.set_aside.set(len(library.guards.set_aside()))
        metrics.unfinished.set(len(library.unfinished()))
        metrics.store_bytes.set(sum(_sizes(self._data)))
        metrics.free_bytes.set(shutil.disk_usage(self._data).free)
        metrics.looked_at.set(time.time())


def _sizes(folder: Path) -> Iterator[int]:
    """The size of each file; one that goes away meanwhile counts nothing."""
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                yield os.stat(os.path.join(place, name), follow_symlinks=False).st_size  # noqa: PTH116, PTH118
            except OSError:
                continue
