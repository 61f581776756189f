"""How far the work is, shown in the placeholder at most once a second."""

import asyncio
from collections.abc import Awaitable, Callable

from bot import chat_texts

PAUSE = 1.0


class Progress:
    """Told by a worker thread, shown by the event loop."""

    def __init__(self, show: Callable[[str], Awaitable[None]]) -> None:
        """`show` replaces the placeholder's text. To be made in the event loop."""
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._latest: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._over = asyncio.Event()

    def __call__(self, file: str, done: int, total: int) -> None:
        """Note how far it is. Called in the worker thread, where the asker's language is spoken."""
        self._loop.call_soon_threadsafe(self._note, chat_texts.progress(file, done, total))

    async def finish(self) -> None:
        """Show nothing more; what is on its way arrives first, so that the answer stands last."""
        self._over.set()
        if self._task:
            await self._task

    def _note(self, text: str) -> None:
        if self._over.is_set():
            return
        self._latest = text
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._run())

    async def _run(self) -> None:
        while self._latest is not None and not self._over.is_set():
            text, self._latest = self._latest, None
            await self._show(text)
            try:
                await asyncio.wait_for(self._over.wait(), PAUSE)
            except TimeoutError:
                continue
