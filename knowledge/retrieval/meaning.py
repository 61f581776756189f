"""What somebody means by the words of `/clash` and `/map`: a topic, a quote, or a claim."""

from collections.abc import Callable

from knowledge.retrieval.answers import checked
from knowledge.storage.store import WorkspaceStore
from knowledge.types import StoredClaim
from knowledge.understanding.topics import Topic


def meant(
    store: WorkspaceStore, query: str, *, named: Callable[[str], Topic | None]
) -> Topic | StoredClaim | str:
    """A quote by its id, a topic of the library or a country, which `named` finds, or else a claim in its words.

    Raises `InputError` for an empty or endless query.
    """
    bare = checked(query)
    quoted = None if " " in bare else store.claim(bare.upper())
    if quoted:
        return quoted
    topic = named(bare)
    return topic if topic and topic.stands_for_something else bare
