"""Carries out what living answers need, in the background: at once after a change, and what was left at the start.

What is to be mended stands in the database until it is done, so that it survives a restart. A change that was made
outside of this process, such as on the command line, is found within minutes.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar
from weakref import WeakValueDictionary

from bot import living
from bot.observing import observer
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from bot.host import Host
    from bot.living import Outcome, Repair
    from bot.workspace import Workspace

T = TypeVar("T")
Edit: TypeAlias = Callable[[str, "Repair"], Awaitable["Outcome"]]
"""Changes a message of a workspace on its platform."""
LOOK_EVERY: Final = 300.0
"""Seconds between two looks at all workspaces."""
MENDED: Final = "answers mended"
PROGRAM: Final = "counterpoint"
"""Who the audit log says it was."""
logger = logging.getLogger(__name__)


class Mending:
    """The messages of one platform that are to be mended, those of a workspace one after the other."""

    def __init__(self, host: Host, is_ours: Callable[[str], bool], edit: Edit) -> None:
        """`is_ours`: whether a workspace is one of this platform."""
        self._host = host
        self._is_ours = is_ours
        self._edit = edit
        self._begun: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def wake(self, workspace_id: str) -> None:
        """Look at a workspace soon, because something was changed there."""
        task = asyncio.ensure_future(self.mend(workspace_id))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def run(self) -> None:
        """Mend what there is, until cancelled."""
        while True:
            await self._look_at_all()
            await asyncio.sleep(LOOK_EVERY)

    async def mend(self, workspace_id: str) -> None:
        """Mend the messages of one workspace; what fails is left for the next look."""
        turn = self._turns.setdefault(workspace_id, asyncio.Lock())
        try:
            async with turn:
                await self._mend(workspace_id)
        except CounterpointError as error:
            logger.warning("answers in %s could not be mended: %s", workspace_id, error)
        except Exception:
            # the edge of a task that nobody waits for
            logger.exception("answers in %s could not be mended", workspace_id)

    async def _look_at_all(self) -> None:
        try:
            names = await self._host.workers.quickly(self._host.library.workspaces)
        except CounterpointError as error:
            logger.warning("answers could not be mended: %s", error)
            return
        for name in names:
            if self._is_ours(name):
                await self.mend(name)

    async def _mend(self, workspace_id: str) -> None:
        outcomes: Counter[Outcome] = Counter()
        while found := await self._quickly(workspace_id, living.repairs):
            for repair in found:
                outcome: Outcome = "mended"
                if not repair.needless:
                    outcome = await self._edit(workspace_id, repair)
                    outcomes[outcome] += 1
                await self._settle(workspace_id, repair, outcome)
            if outcomes["later"]:
                # what is left would fail for the same reason, and come first again
                break
        for outcome, messages in outcomes.items():
            observer().mended(outcome=outcome, messages=messages)
        if outcomes["mended"] or outcomes["unreachable"]:
            subject = f"mended: {outcomes['mended']}, unreachable: {outcomes['unreachable']}"
            await self._quickly(
                workspace_id, lambda one: one.audit.add(person=PROGRAM, action=MENDED, subject=subject)
            )

    async def _settle(self, workspace_id: str, repair: Repair, outcome: Outcome) -> None:
        await self._quickly(workspace_id, lambda one: living.settle(one, repair, outcome))

    async def _quickly(self, workspace_id: str, run: Callable[[Workspace], T]) -> T:
        return await self._host.workers.quickly(lambda: run(self._host.library.workspace(workspace_id)))
