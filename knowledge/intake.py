"""What moderators make of sources after they were added: claims dropped, speakers corrected, sources retracted."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import finding
from knowledge.errors import InputError
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Manner, Source, Speaker, StoredClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A source whose claims are shown for approval, all of them, in reading order."""

    source: Source
    claims: tuple[StoredClaim, ...]
    steps: int
    """How many steps of the review can be taken back."""

    @property
    def dropped(self) -> int:
        """How many of the claims are dropped."""
        return sum(stored.withheld == "dropped" for stored in self.claims)


class Intake:
    """The review of one workspace's sources. Sources are named by their ids, claims by their short ids."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def waiting(self) -> list[Source]:
        """The sources whose review is still to be done, in the order they were added."""
        return [source for source in self._store.sources() if source.review in ("held", "open")]

    def review(self, source_id: str) -> Reviewed:
        """A source with all its claims, also those that are in no answer. Raises `NotFound`."""
        source = self._store.source(source_id)
        if source is None:
            raise finding.no_source(source_id)
        claims = self._store.claims(source_id=source.id, withheld=True)
        steps = self._store.reviews.steps(source.id)
        return Reviewed(source=source, claims=tuple(claims), steps=steps)

    def claim(self, claim_id: str) -> StoredClaim:
        """A claim, also one that is in no answer. Raises `NotFound`."""
        return finding.quote(self._store, claim_id, withheld=True)

    def drop(self, claim_id: str) -> StoredClaim:
        """Keep a claim out of every answer; it can be restored. Raises `NotFound`."""
        return self._drop(claim_id, dropped=True)

    def restore(self, claim_id: str) -> StoredClaim:
        """Let a claim that was dropped into answers again. Raises `NotFound`."""
        return self._drop(claim_id, dropped=False)

    def correct(self, claim_id: str, *, name: str, role: str | None, everywhere: bool) -> list[StoredClaim]:
        """Name another speaker of a claim, or of all claims that this speaker has in the source.

        Gives the claims that were corrected. Raises `NotFound`, and `InputError` for a name without a letter.
        """
        if not any(map(str.isalpha, name)):
            raise InputError("A speaker needs a name; leave the form to keep the one that stands there.")
        stored = self.claim(claim_id)
        speaker = Speaker(name=" ".join(name.split()), role=" ".join((role or "").split()) or None)
        meant = self._of_the_same(stored) if everywhere else [stored]
        manners = {one.key: _manner(one, speaker) for one in meant}
        self._store.reviews.correct(stored.source.id, manners, speaker)
        return [self.claim(one.id) for one in meant]

    def approve(self, source_id: str) -> Source:
        """Let a source's claims be quoted, but for those that were dropped. Raises `NotFound`."""
        source = self.review(source_id).source
        if source.review != "approved":
            self._store.reviews.approve(source.id)
        return self.review(source_id).source

    def undo(self, source_id: str) -> bool:
        """Take the last step of a source's review back; False when there is none. Raises `NotFound`."""
        return self._store.reviews.undo(self.review(source_id).source.id)

    def retract(self, source_id: str, *, reason: str | None = None) -> Source:
        """Let no claim of a source be quoted any more; the source stays for the record. Raises `NotFound`."""
        self._store.reviews.retract(source_id, reason=" ".join((reason or "").split()) or None)
        return self.review(source_id).source

    def reinstate(self, source_id: str) -> Source:
        """Take a retraction back. Raises `NotFound`."""
        self._store.reviews.reinstate(source_id)
        return self.review(source_id).source

    def _drop(self, claim_id: str, *, dropped: bool) -> StoredClaim:
        stored = self.claim(claim_id)
        if (stored.withheld == "dropped") is not dropped:
            self._store.reviews.drop(stored.source.id, [stored.key], dropped=dropped)
        return self.claim(claim_id)

    def _of_the_same(self, stored: StoredClaim) -> Sequence[StoredClaim]:
        claims = self._store.claims(source_id=stored.source.id, withheld=True)
        return [one for one in claims if one.claim.speaker.name == stored.claim.speaker.name]


def _manner(stored: StoredClaim, speaker: Speaker) -> Manner:
    """How the words stand there, told of the new speaker: the author writes, anybody else is reported at least."""
    if speaker.name == stored.source.metadata.author:
        return "author"
    return "indirect" if stored.claim.manner == "author" else stored.claim.manner
