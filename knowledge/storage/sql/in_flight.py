"""Questions while they are answered, in the SQL that both engines speak.

The delivery and its content are written together: whoever delivers the same again hears that it is known, and whoever
finds its process gone can answer it.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from knowledge.errors import DatabaseError
from knowledge.storage.in_flight import LIFE, Left, Stage, Step
from knowledge.storage.installation import DELIVERY_DAYS
from knowledge.storage.rows import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.storage.connections import Connections, Transaction
    from knowledge.storage.presence import Presence
    from knowledge.storage.sealing import Sealer

_SEEN: Final = "INSERT INTO deliveries (delivery, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
_BEGIN: Final = "INSERT INTO in_flight (delivery, owner, at, in_doubt, sealed) VALUES (?, ?, ?, 0, ?)"
_DELIVER: Final = "UPDATE in_flight SET in_doubt = 1 WHERE delivery = ? AND owner = ?"
# one that was taken for gone while it only had lost its connection ends nothing that another has taken over
_END: Final = "DELETE FROM in_flight WHERE delivery = ? AND owner = ?"
_UNSEE: Final = "DELETE FROM deliveries WHERE delivery = ?"
# two that look at once wait for each other here, and the second finds the rows with another owner
_TAKE_OVER: Final = """
    UPDATE in_flight SET owner = ? WHERE owner = ? AND substr(delivery, 1, ?) = ?
    RETURNING at, delivery, sealed, in_doubt"""

logger = logging.getLogger(__name__)


class SQLInFlight:
    """The questions of one installation. Any number of threads may use them at once."""

    def __init__(self, connections: Connections, sealer: Sealer, presence: Presence) -> None:
        """`presence`: which processes still run."""
        self._connections = connections
        self._sealer = sealer
        self._presence = presence

    def take(self, steps: Sequence[Step]) -> list[bool]:
        """Note stages, all or none; see the contract for what is told of each."""
        owner = self._presence.name()
        sealed = [self._sealer.seal(step.content) if step.stage is Stage.BEGUN else b"" for step in steps]
        now = datetime.now(UTC)
        with self._connections.writing() as db:
            if any(sealed):
                old = _written(now - timedelta(days=DELIVERY_DAYS))
                db.execute("DELETE FROM deliveries WHERE at < ?", (old,))
            # in the same order everywhere, so that no two processes wait for each other
            order = sorted(range(len(steps)), key=lambda at: plain(steps[at].delivery))
            found = {at: _taken(db, steps[at], sealed[at], owner=owner, at=_written(now)) for at in order}
        return [found[at] for at in range(len(steps))]

    def left(self, platform: str) -> list[Left]:
        """Take over what processes had begun of a platform that are gone; what is too old is given up."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT owner, min(at) FROM in_flight GROUP BY owner").fetchall()
        gone = [owner for owner, _ in rows if not self._presence.is_there(owner)]
        before = _written(datetime.now(UTC) - LIFE)
        if not gone and all(at >= before for _, at in rows):
            return []
        me, prefix = self._presence.name(), f"{platform}:"
        with self._connections.writing() as db:
            given_up = db.execute("DELETE FROM in_flight WHERE at < ?", (before,)).rowcount
            found = [
                row
                for owner in gone
                for row in db.execute(_TAKE_OVER, (me, owner, len(prefix), prefix)).fetchall()
            ]
        if given_up > 0:
            logger.warning("%s questions were never answered; they are too old, and given up", given_up)
        # whoever asked first has waited longest
        return [
            one for _, *row in sorted(found, key=itemgetter(0)) if (one := self._opened(*row)) is not None
        ]

    def _opened(self, delivery: str, sealed: bytes, in_doubt: int) -> Left | None:
        try:
            return Left(delivery=delivery, content=self._sealer.unseal(sealed), in_doubt=bool(in_doubt))
        except DatabaseError as error:
            logger.error("a question that a process left cannot be answered: %s", error)  # noqa: TRY400
            return None


def _taken(db: Transaction, step: Step, sealed: bytes, *, owner: str, at: str) -> bool:
    delivery = plain(step.delivery)
    if step.stage is Stage.DELIVERING:
        return db.execute(_DELIVER, (delivery, owner)).rowcount == 1
    if step.stage is not Stage.BEGUN:
        ours = db.execute(_END, (delivery, owner)).rowcount == 1
        if ours and step.stage is Stage.TAKEN_BACK:
            db.execute(_UNSEE, (delivery,))
        return ours
    if db.execute(_SEEN, (delivery, at)).rowcount != 1:
        return False
    db.execute(_BEGIN, (delivery, owner, at, sealed))
    return True


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
