"""The threads that do the bot's work, so that a platform's event loop never waits.

Answers have one lane, and what must be there at once (suggestions, forms, settings) has another, so that
nobody's typing waits for somebody else's question.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Workers:
    """Two lanes of threads. One object serves every platform of a process."""

    def __init__(self, *, answering: int | None = None, quick: int = 2) -> None:
        """`answering`: how many questions are worked on at once; by default as many as there are cores."""
        threads = answering or max(2, os.cpu_count() or 2)
        self._answers = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._quick = ThreadPoolExecutor(quick, thread_name_prefix="quick")

    async def answer(self, work: Callable[[], T]) -> T:
        """Do what may take a while: answering, adding sources."""
        return await asyncio.get_running_loop().run_in_executor(self._answers, work)

    async def quickly(self, work: Callable[[], T]) -> T:
        """Do what somebody waits for while typing."""
        return await asyncio.get_running_loop().run_in_executor(self._quick, work)

    def close(self) -> None:
        """Finish what was begun, and drop what was not."""
        self._answers.shutdown(wait=True, cancel_futures=True)
        self._quick.shutdown(wait=True, cancel_futures=True)
