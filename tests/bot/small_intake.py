"""A review and a log of who did what for the small library, kept in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from knowledge.intake import Reviewed
from knowledge.storage.audit import FIRST, Entry, digest
from knowledge.types import Source, Speaker, StoredClaim

AT = "2026-01-07T10:00:00+00:00"


class _Shelf(Protocol):
    kept: list[Source]

    def source(self, id: str, /) -> Source: ...  # noqa: A002
    def quote(self, claim_id: str, /) -> StoredClaim: ...
    def claims(self, source_id: str | None = None, /, *, withheld: bool = False) -> list[StoredClaim]: ...


class SmallIntake:
    """Remembers what was dropped and corrected of the small library's claims, and takes it back."""

    def __init__(self, workspace: _Shelf) -> None:
        self._workspace = workspace
        self._made: dict[str, StoredClaim] = {}
        self._undo: list[Callable[[], None]] = []

    def waiting(self) -> list[Source]:
        return [source for source in self._workspace.kept if source.review in ("held", "open")]

    def review(self, source_id: str, /) -> Reviewed:
        claims = tuple(self.claim(one.id) for one in self._workspace.claims())
        return Reviewed(source=self._workspace.source(source_id), claims=claims, steps=len(self._undo))

    def claim(self, claim_id: str, /) -> StoredClaim:
        stored = self._workspace.quote(claim_id)
        return self._made.get(stored.id, stored)

    def drop(self, claim_id: str, /) -> StoredClaim:
        return self._make(replace(self.claim(claim_id), withheld="dropped"))

    def restore(self, claim_id: str, /) -> StoredClaim:
        return self._make(replace(self.claim(claim_id), withheld=None))

    def correct(
        self,
        claim_id: str,
        /,
        *,
        name: str,
        role: str | None,
        everywhere: bool,  # noqa: ARG002
    ) -> list[StoredClaim]:
        stored = self.claim(claim_id)
        named = replace(stored.claim, speaker=Speaker(name=name, role=role or None))
        return [self._make(replace(stored, claim=named, detected=stored.claim.speaker))]

    def approve(self, source_id: str, /) -> Source:
        return self._mark(replace(self._workspace.source(source_id), review="approved"))

    def undo(self, source_id: str, /) -> bool:  # noqa: ARG002
        if self._undo:
            self._undo.pop()()
            return True
        return False

    def retract(self, source_id: str, /, *, reason: str | None = None) -> Source:
        return self._mark(replace(self._workspace.source(source_id), retracted=AT, reason=reason))

    def reinstate(self, source_id: str, /) -> Source:
        return self._mark(replace(self._workspace.source(source_id), retracted=None, reason=None))

    def _make(self, made: StoredClaim) -> StoredClaim:
        before = self.claim(made.id)
        self._undo.append(lambda: self._made.update({made.id: before}))
        self._made[made.id] = made
        return made

    def _mark(self, source: Source) -> Source:
        before = self._workspace.source(source.id)
        self._workspace.kept[self._workspace.kept.index(before)] = source
        return source


class SmallAudit:
    """The log, as a database would keep it; everybody goes by their own name."""

    def __init__(self) -> None:
        self.noted: list[Entry] = []

    def add(self, *, person: str, action: str, subject: str) -> Entry:
        before = self.noted[-1].hash if self.noted else FIRST
        number, at = len(self.noted) + 1, datetime.now(UTC).isoformat(timespec="seconds")
        made = Entry(
            number=number,
            at=at,
            who=person,
            person=person,
            action=action,
            subject=subject,
            hash=digest(before, number, at, person, action, subject),
        )
        self.noted.append(made)
        return made

    def entries(self) -> list[Entry]:
        return list(self.noted)

    def latest(self, *, person: str, action: str, subject: str) -> str | None:
        same = [
            one.at for one in self.noted if (one.person, one.action, one.subject) == (person, action, subject)
        ]
        return same[-1] if same else None
