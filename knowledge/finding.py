"""Finds what people name: a source by its id, the start of it or its file, a quote by its short id."""

from typing import Final

from knowledge.errors import NotFound
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Source, StoredClaim
from knowledge.understanding.words import content_words

LOOKED_THROUGH: Final = 20_000
"""Below so many claims all of them are compared with what somebody types; from there on the index of words is asked."""
MOST_WORDS: Final = 16


def source(store: WorkspaceStore, typed: str) -> Source:
    """Find a source by its id, the start of its id, or its file name. Raises `NotFound`."""
    sources = store.sources()
    by_id = [s for s in sources if s.id == typed.lower()]
    named = by_id or [s for s in sources if s.file == typed]
    found = named or [s for s in sources if typed and s.id.startswith(typed.lower())]
    if not found:
        raise no_source(typed)
    if len(found) > 1:
        ids = ", ".join(s.id for s in found[:5])
        what, how = ("name", "the id") if named else ("start", "the whole id")
        raise NotFound(f'"{typed}" is the {what} of several sources ({ids}); give {how}.')
    return found[0]


def quote(store: WorkspaceStore, typed: str, *, withheld: bool = False) -> StoredClaim:
    """Find a claim by its short id, such as RC-014; one in no answer only where it is asked for.

    Raises:
        NotFound: there is none, or the moderators keep it out of answers, and then it says so.
    """
    found = store.claim(typed.strip().upper(), withheld=True)
    if found is None:
        raise no_quote(typed)
    if found.withheld is not None and not withheld:
        raise _kept_out(found)
    return found


def quotes_holding(store: WorkspaceStore, typed: str, *, limit: int) -> list[tuple[str, str]] | None:
    """Short id and words of the claims that hold most of what was typed; None in a workspace of few claims."""
    if store.count() < LOOKED_THROUGH:
        return None
    hits = store.with_words(content_words(typed)[:MOST_WORDS], limit=2 * limit)
    found = store.claims_by_key([hit.key for hit in hits])
    listed = [found[hit.key] for hit in hits if hit.key in found]
    alone = [one for one in listed if not (one.claim.headline or one.claim.needs_before)]
    return [(one.id, one.claim.quote) for one in alone[:limit]]


def no_source(typed: str) -> NotFound:
    """There is no such source."""
    return NotFound(f'There is no source "{typed}"; the command sources lists the ids.')


def no_quote(typed: str) -> NotFound:
    """There is no such quote."""
    return NotFound(f'There is no quote "{typed}"; ids look like RC-014 and stand beside every quote.')


def _kept_out(stored: StoredClaim) -> NotFound:
    name = stored.id
    if stored.withheld == "dropped":
        return NotFound(f"The quote {name} was dropped by the moderators, so it is in no answer any more.")
    if stored.withheld == "held":
        return NotFound(f"The quote {name} waits for the moderators' approval, so it is in no answer yet.")
    return NotFound(f"The source of the quote {name} was retracted, so it is in no answer any more.")
