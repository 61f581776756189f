"""The contract of a storage engine, on one page.

An engine keeps sources and claims and returns candidates and statistics; it never ranks, so that every
engine gives the same answers. All methods may raise `DatabaseError`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.types import Claim, Document, Metadata, Review, Source, StoredClaim, TopicCount

if TYPE_CHECKING:
    from knowledge.storage.answers import PublicAnswers
    from knowledge.storage.audit import AuditLog
    from knowledge.storage.jobs import Jobs
    from knowledge.storage.records import Records
    from knowledge.storage.reviews import Reviews

Vectors: TypeAlias = NDArray[np.float32]
"""Shape (n, 384), one unit vector a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source with everything that understanding found in it, ready to be stored in one transaction."""

    file: str
    original: bytes
    document: Document
    topic: str | None
    fingerprint: tuple[int, ...]
    """MinHash of the text, by which a reprint with small changes is recognised."""
    claims: Sequence[Claim]
    topics: Sequence[tuple[str, ...]]
    """For each claim, the names of the topics it is about."""
    vectors: Vectors
    """One row a claim."""
    review: Review | None = None
    """`held`: none of its claims is in any answer until a moderator approves them."""
    job: int | None = None
    """The job that is done when this is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A candidate: a claim's key and its statistic, the higher the nearer (cosine, or BM25 as positive)."""

    key: int
    value: float


class WorkspaceStore(Protocol):
    """One workspace's sources and claims. It has no way to name another workspace.

    A claim that is withheld (dropped, of a retracted source, or of one that waits for approval) is in no candidate
    and no statistic; the methods that take `withheld` give it where it is asked for.
    """

    @property
    def records(self) -> "Records":
        """What the workspace remembers besides its sources."""

    @property
    def reviews(self) -> "Reviews":
        """What moderators make of the claims."""

    @property
    def audit(self) -> "AuditLog":
        """Who did what."""

    @property
    def answers(self) -> "PublicAnswers":
        """What public messages show."""

    @property
    def jobs(self) -> "Jobs":
        """What is still to be added."""

    def revision(self) -> int:
        """A number that moves with every change of sources, claims and topics."""

    def add(self, new: NewSource) -> Source:
        """Store a source, its claims and their vectors, all or nothing."""

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""

    def source(self, source_id: str) -> Source | None: ...
    def document(self, source_id: str) -> Document | None: ...
    def original(self, source_id: str) -> bytes | None:
        """The bytes as they were added."""

    def remove(self, source_id: str) -> bool:
        """Delete a source with its claims; False when there is none."""

    def edit(self, source_id: str, metadata: Metadata, *, topic: str | None) -> Source | None:
        """Replace a source's metadata and topic."""

    def find_sha256(self, sha256: str) -> Source | None: ...
    def resembling(self, fingerprint: Sequence[int], *, least: float) -> list[str]:
        """Ids of the sources that share at least such a part of a MinHash, in the order they were added."""

    def claims(self, *, source_id: str | None = None, withheld: bool = False) -> list[StoredClaim]:
        """All claims in reading order, of one source when it is named."""

    def quotes(self) -> Sequence[tuple[str, str]]:
        """Short id and words of the claims that stand alone and are no headline, in reading order."""

    def claim(self, claim_id: str, *, withheld: bool = False) -> StoredClaim | None: ...
    def claims_by_key(self, keys: Iterable[int]) -> dict[int, StoredClaim]: ...
    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine."""

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`."""

    def outdated(self) -> list[str]:
        """Ids of the sources whose vectors an earlier encoder made, in the order they were added."""

    def renew(self, source_id: str, vectors: Mapping[int, Vectors]) -> None:
        """Replace the vectors of a source's claims, by key, all or none; nothing happens when it is gone.

        Raises `ValueError` when the keys are not those of its claims.
        """

    def with_entities(self, entities: Sequence[str], *, limit: int) -> list[int]:
        """Keys of the claims that are about all the entities."""

    def topics(self) -> list[TopicCount]:
        """Topics of stored claims, the most frequent first."""

    def with_topic(self, topic: str, *, limit: int) -> list[int]:
        """Keys of the claims on a topic."""

    def speakers(self) -> list[tuple[str, int]]:
        """Names of the speakers with the number of their claims, the most frequent first."""

    def said_by(self, name: str) -> list[StoredClaim]: ...
    def claim_topics(self, keys: Sequence[int]) -> Mapping[int, tuple[str, ...]]: ...
    def count(self) -> int:
        """Number of claims that can be quoted."""

    def close(self) -> None: ...


class Guards(Protocol):
    """Who looks whether workspaces are sound, before they are first used or when asked."""

    def check(self, workspace_id: str, *, set_aside: bool = True) -> None:
        """Look whether a workspace is sound; one that is not is set aside, if wanted. Raises `DatabaseError`."""

    def examine(self, workspace_id: str) -> None:
        """Let a workspace be used though it is damaged, to find out how much, and leave it in its place."""

    def set_aside(self) -> list[str]:
        """The ids of the workspaces that are set aside until the operator decides."""


class Store(Protocol):
    """All workspaces of an installation."""

    @property
    def guards(self) -> Guards:
        """Who looks whether the workspaces are sound."""

    def workspace(self, workspace_id: str) -> WorkspaceStore:
        """Open or make a workspace. Raises `InputError` for an id that is not a plain name."""

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that hold something."""

    def holds(self, workspace_id: str) -> bool:
        """Whether there is such a workspace; False for an id that is not a plain name."""

    def unfinished(self) -> list[str]:
        """The ids of the workspaces to which something is still to be added, at which no process is at work.

        The look opens none of them for longer.
        """

    def delete(self, workspace_id: str) -> bool:
        """Delete a workspace with everything in it; False when there is none."""

    def close(self) -> None: ...
