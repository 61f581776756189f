"""Brings a workspace's vectors up to date after the program came with another encoder."""

import logging
import time
from typing import Final

from knowledge.storage.store import WorkspaceStore

EVERY: Final = 10.0
"""Seconds between two lines of progress in the operator's log."""

logger = logging.getLogger(__name__)


def renew(store: WorkspaceStore) -> None:
    """Encode again what an earlier encoder placed: the claims of each source, and what was asked in votes.

    Each source is one transaction. Killed midway, the rest is done the next time; done by two processes at once, it
    comes out the same. Raises `DatabaseError`.
    """
    from knowledge.encoder import Encoder

    sources, asked = store.outdated(), store.records.outdated()
    if not sources and not asked:
        return
    encoder = Encoder.load()
    logger.info("The encoder is a new one: encoding the claims of %d sources again.", len(sources))
    told = time.monotonic()
    for done, source_id in enumerate(sources):
        if time.monotonic() - told > EVERY:
            logger.info("%d of %d sources are encoded again.", done, len(sources))
            told = time.monotonic()
        claims = store.claims(source_id=source_id, withheld=True)
        vectors = encoder.encode([stored.claim.quote for stored in claims])
        store.renew(source_id, {stored.key: row for stored, row in zip(claims, vectors, strict=True)})
    for claim, vector in zip(asked, encoder.encode(asked), strict=True):
        store.records.renew(claim, vector)
    logger.info("All %d sources are encoded again.", len(sources))
