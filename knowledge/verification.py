"""Re-checks stored quotes against the bytes that were added."""

from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFile
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Fault, Source, StoredClaim, Verified

if TYPE_CHECKING:
    from knowledge.reading.apart import Reader


def verify(store: WorkspaceStore, *, reader: "Reader") -> Verified:
    """Check that every quote stands where it says, and that its words are in the bytes as added."""
    faults: list[Fault] = []
    sources = store.sources()
    quotes = 0
    for source in sources:
        claims = store.claims(source_id=source.id, withheld=True)
        quotes += len(claims)
        faults += _faults_of(store, source, claims, reader=reader)
    return Verified(quotes=quotes, sources=len(sources), faults=tuple(faults))


def _faults_of(
    store: WorkspaceStore, source: Source, claims: list[StoredClaim], *, reader: "Reader"
) -> list[Fault]:
    from hashlib import sha256

    from knowledge.reading import squeeze

    document, original = store.document(source.id), store.original(source.id)
    if document is None or original is None or sha256(original).hexdigest() != source.sha256:
        reason = "The bytes of the source are missing or changed; remove it and add it again."
        return [Fault(claim_id=stored.id, file=source.file, reason=reason) for stored in claims]
    try:
        letters = squeeze(reader.original_text(original, name=source.file))
    except UnreadableFile as error:
        return [Fault(claim_id=stored.id, file=source.file, reason=str(error)) for stored in claims]
    faults = []
    for stored in claims:
        claim = stored.claim
        if document.text[claim.span.start : claim.span.end] != claim.quote:
            reason = (
                "The quote is not what stands at its place in the text; remove the source and add it again."
            )
        elif squeeze(claim.quote) not in letters:
            reason = "The quote is not in the file as added; remove the source and add it again."
        else:
            continue
        faults.append(Fault(claim_id=stored.id, file=source.file, reason=reason))
    return faults
