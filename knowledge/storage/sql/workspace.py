"""One workspace's sources and claims, in the SQL that both engines speak."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeVar

from knowledge.storage import changes, rows, statistics
from knowledge.storage.any_of import AnyOf, numbers
from knowledge.storage.connections import Connections
from knowledge.storage.loading import revision_of
from knowledge.storage.presence import Presence
from knowledge.storage.prints import Prints
from knowledge.storage.remembered import Remembered
from knowledge.storage.sql.answers import SQLAnswers
from knowledge.storage.sql.audit import SQLAudit
from knowledge.storage.sql.jobs import SQLJobs
from knowledge.storage.sql.records import SQLRecords
from knowledge.storage.sql.reviews import SQLReviews
from knowledge.storage.store import Hit, NewSource, Vectors
from knowledge.storage.vectors import ENCODER
from knowledge.types import Document, Metadata, Source, StoredClaim, TopicCount

T = TypeVar("T")

_SOURCE: Final = "SELECT * FROM sources WHERE id = ?"
_CLAIMS: Final = "SELECT * FROM claims LEFT JOIN corrections ON corrected = claims.key"


class Search(Protocol):
    """How an engine finds claims; see the methods of the same names in `WorkspaceStore`."""

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25."""

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector, by cosine."""

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims."""

    def let_go(self) -> None:
        """Forget what was loaded."""


class SQLWorkspace:
    """One workspace. Any number of threads may use it at once."""

    def __init__(self, connections: Connections, search: Search, presence: Presence) -> None:
        self._connections = connections
        self._search = search
        self._remembered = Remembered()
        self._prints = Prints()
        self.records = SQLRecords(connections)
        self.reviews = SQLReviews(connections)
        self.audit = SQLAudit(connections)
        self.answers = SQLAnswers(connections)
        self.jobs = SQLJobs(connections, presence)

    def revision(self) -> int:
        """A number that moves with every change of sources, claims and topics."""
        with self._connections.reading() as db:
            return revision_of(db)

    def add(self, new: NewSource) -> Source:
        """Store a source, its claims and their vectors, all or nothing.

        Raises `InputError` when the same bytes are there already.
        """
        with self._connections.writing() as db:
            key = changes.add(db, new)
            return rows.source_from(next(db.query("SELECT * FROM sources WHERE key = ?", (key,))))

    def remove(self, source_id: str) -> bool:
        """Delete a source with its claims, leaving no byte of it behind; False when there is none."""
        with self._connections.writing() as db:
            row = next(db.query(_SOURCE, (rows.source_id(source_id),)), None)
            if row is None:
                return False
            changes.remove(db, row["key"])
        self._connections.write_anew()
        return True

    def edit(self, source_id: str, metadata: Metadata, *, topic: str | None) -> Source | None:
        """Replace a source's metadata and topic; see `changes.edit` for what its claims take over."""
        with self._connections.writing() as db:
            row = next(db.query(_SOURCE, (rows.source_id(source_id),)), None)
            if row is None:
                return None
            changes.edit(db, row, metadata, topic)
            return rows.source_from(next(db.query("SELECT * FROM sources WHERE key = ?", (row["key"],))))

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        return self._read(rows.source_from, "SELECT * FROM sources ORDER BY key")

    def source(self, source_id: str) -> Source | None:
        """One source by its id."""
        return self._first(rows.source_from, _SOURCE, rows.source_id(source_id))

    def find_sha256(self, sha256: str) -> Source | None:
        """Find the source that was made of bytes with this hash."""
        return self._first(rows.source_from, "SELECT * FROM sources WHERE sha256 = ?", sha256)

    def document(self, source_id: str) -> Document | None:
        """A source's text with its blocks and metadata."""
        sql = "SELECT * FROM documents JOIN sources ON key = source WHERE id = ?"
        return self._first(rows.document_from, sql, rows.source_id(source_id))

    def original(self, source_id: str) -> bytes | None:
        """The bytes as they were added."""
        sql = "SELECT deflated FROM originals JOIN sources ON key = source WHERE id = ?"
        return self._first(rows.original_from, sql, rows.source_id(source_id))

    def resembling(self, fingerprint: Sequence[int], *, least: float) -> list[str]:
        """Ids of the sources that share at least such a part of a MinHash, in the order they were added."""
        with self._connections.reading() as db:
            return self._prints.resembling(db, fingerprint, least=least)

    def claims(self, *, source_id: str | None = None, withheld: bool = False) -> list[StoredClaim]:
        """All claims in reading order, of one source when it is named."""
        if source_id is None:
            return self._claims("TRUE", withheld=withheld)
        of_source = "source = (SELECT key FROM sources WHERE id = ?)"
        return self._claims(of_source, rows.source_id(source_id), withheld=withheld)

    def quotes(self) -> Sequence[tuple[str, str]]:
        """Short id and words of the claims that stand alone and are no headline, in reading order."""
        sql = (
            "SELECT id, quote FROM claims WHERE NOT headline AND NOT needs_before AND NOT withheld "
            "ORDER BY source, start, key"
        )
        with self._connections.reading() as db:
            return self._remembered.once(revision_of(db), "quotes", lambda: tuple(db.execute(sql)))

    def claim(self, claim_id: str, *, withheld: bool = False) -> StoredClaim | None:
        """One claim by its short id, in capitals or not."""
        return next(iter(self._claims("id = ?", rows.claim_id(claim_id), withheld=withheld)), None)

    def claims_by_key(self, keys: Iterable[int]) -> dict[int, StoredClaim]:
        """Claims by the engine's numbers; one that is gone is left out."""
        found = self._claims("claims.key IN (SELECT value FROM json_each(?))", numbers(keys))
        return {stored.key: stored for stored in found}

    def said_by(self, name: str) -> list[StoredClaim]:
        """Claims of the speaker of exactly that name, in reading order."""
        return self._claims("speaker = ?", name)

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""
        return self._search.with_words(words, limit=limit)

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine."""
        return self._search.nearest(vector, limit=limit)

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`; zeros for a claim that is gone."""
        return self._search.vectors(keys)

    def outdated(self) -> list[str]:
        """Ids of the sources whose vectors an earlier encoder made, in the order they were added."""
        sql = "SELECT id FROM vectors JOIN sources ON key = source WHERE encoder <> ? ORDER BY key"
        return self._read(lambda row: str(row["id"]), sql, ENCODER)

    def renew(self, source_id: str, vectors: Mapping[int, Vectors]) -> None:
        """Replace the vectors of a source's claims, by key, all or none; nothing happens when it is gone.

        Raises `ValueError` when the keys are not those of its claims.
        """
        with self._connections.writing() as db:
            changes.renew(db, rows.source_id(source_id), vectors)

    def with_entities(self, entities: Sequence[str], *, limit: int) -> list[int]:
        """Keys of the claims that are about all the entities, the most arguable first."""
        wanted = sorted(set(map(rows.plain, entities)))
        return self._read(
            rows.key_from,
            "SELECT key FROM claim_entities WHERE entity IN (SELECT value FROM json_each(?)) "
            "AND key NOT IN (SELECT key FROM claims WHERE withheld) "
            "GROUP BY key HAVING count(*) = ? ORDER BY max(score) DESC, key LIMIT ?",
            AnyOf(tuple(wanted)),
            len(wanted),
            max(0, limit),
        )

    def topics(self) -> list[TopicCount]:
        """Topics of stored claims, the most frequent first."""
        with self._connections.reading() as db:
            return list(self._remembered.once(revision_of(db), "topics", partial(statistics.topics, db)))

    def with_topic(self, topic: str, *, limit: int) -> list[int]:
        """Keys of the claims on a topic, the most arguable first."""
        sql = (
            "SELECT key FROM claim_topics WHERE topic = ? AND key NOT IN (SELECT key FROM claims WHERE withheld) "
            "ORDER BY score DESC, key LIMIT ?"
        )
        return self._read(rows.key_from, sql, topic, max(0, limit))

    def speakers(self) -> list[tuple[str, int]]:
        """Names of the speakers with the number of their claims, the most frequent first."""
        with self._connections.reading() as db:
            return list(self._remembered.once(revision_of(db), "speakers", partial(statistics.speakers, db)))

    def claim_topics(self, keys: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """The topics of each of the claims; none for a claim that is gone."""
        sql = "SELECT key, topic FROM claim_topics WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, topic"
        found: dict[int, tuple[str, ...]] = dict.fromkeys(map(int, keys), ())
        for key, topic in self._read(lambda row: (row["key"], row["topic"]), sql, numbers(found)):
            found[key] += (topic,)
        return found

    def count(self) -> int:
        """Number of claims that can be quoted."""
        with self._connections.reading() as db:
            return int(self._remembered.once(revision_of(db), "count", partial(statistics.count, db)))

    def close(self) -> None:
        """Close what this workspace has open, and forget what was loaded of it."""
        self._connections.close()
        self.let_go()

    def let_go(self) -> None:
        """Forget what was loaded of the workspace."""
        self._search.let_go()
        self._remembered = Remembered()
        self._prints = Prints()

    def _read(self, convert: Callable[[rows.Row], T], sql: str, *parameters: str | int | AnyOf) -> list[T]:
        with self._connections.reading() as db:
            return list(map(convert, db.query(sql, list(map(rows.plain, parameters)))))

    def _first(self, convert: Callable[[rows.Row], T], sql: str, *parameters: str | int | AnyOf) -> T | None:
        return next(iter(self._read(convert, sql, *parameters)), None)

    def _claims(self, which: str, *parameters: str | AnyOf, withheld: bool = False) -> list[StoredClaim]:
        """Claims in reading order, those that are withheld only where they are asked for."""
        given = "" if withheld else "AND NOT withheld "
        sql = f"{_CLAIMS} WHERE {which} {given}ORDER BY source, start, claims.key"
        with self._connections.reading() as db:
            found = list(db.query(sql, list(map(rows.plain, parameters))))
            sources = numbers(sorted({row["source"] for row in found}))
            by_key = {
                row["key"]: rows.source_from(row)
                for row in db.query(
                    "SELECT * FROM sources WHERE key IN (SELECT value FROM json_each(?))", (sources,)
                )
            }
            return [rows.claim_from(row, by_key[row["source"]]) for row in found]
