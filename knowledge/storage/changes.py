"""What changes a workspace: each function runs inside one transaction that the caller has opened."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from knowledge.errors import AlreadyThere, InputError
from knowledge.storage import job_rows, rows
from knowledge.storage.connections import Transaction
from knowledge.storage.sql import answers as sql_answers
from knowledge.storage.store import NewSource, Vectors
from knowledge.storage.vectors import ENCODER, packed
from knowledge.types import Metadata

_SHORT = 6


def add(db: Transaction, new: NewSource) -> int:
    """Insert a source with all that belongs to it and return its key.

    Raises `InputError` when the same bytes are there already, `AlreadyThere` when another process has done its job or
    said why not, `ValueError` when the claims, their topics
    and their vectors do not correspond.
    """
    if not len(new.claims) == len(new.topics) == len(new.vectors):
        raise ValueError(
            f"{len(new.claims)} claims come with {len(new.topics)} lists of topics "
            f"and {len(new.vectors)} vectors"
        )
    source = _add_source(db, new)
    db.insert_all("documents", [{"source": source, **rows.document_row(new.document)}])
    db.insert_all("originals", [{"source": source, "deflated": rows.deflated(new.original)}])
    db.insert_all("fingerprints", [{"source": source, "minhash": rows.minhash_blob(new.fingerprint)}])
    if new.claims:
        _add_claims(db, source, new)
    if new.job is not None and not job_rows.done(db, new.job):
        raise AlreadyThere(
            f"{new.file} was seen to by another process meanwhile; look at the sources before adding it again."
        )
    changed(db)
    return source


def remove(db: Transaction, source: int) -> None:
    """Delete a source with all that belongs to it, so that nothing of it stays in the file."""
    db.index.remove(db, source)
    row = next(
        db.query(
            "SELECT id, title, file, text FROM sources JOIN documents ON source = key WHERE key = ?",
            (source,),
        )
    )
    sql_answers.forget_source(
        db, row["id"], text=row["text"], names=(row["title"], row["file"], *_named_here_alone(db, source))
    )
    db.execute("DELETE FROM sources WHERE key = ?", (source,))
    db.index.removed(db)
    changed(db)


def _named_here_alone(db: Transaction, source: int) -> list[str]:
    """Whom no other source names; a name of one word is as well a common one."""
    names = db.execute(
        "SELECT DISTINCT speaker FROM claims WHERE source = ? AND speaker LIKE '% %'", (source,)
    )
    # one after the other along the index of speakers, since all at once read every claim of the workspace
    elsewhere = "SELECT 1 FROM claims WHERE speaker = ? AND source <> ? LIMIT 1"
    return [name for (name,) in names.fetchall() if db.execute(elsewhere, (name, source)).fetchone() is None]


def edit(db: Transaction, before: Mapping[str, Any], metadata: Metadata, topic: str | None) -> None:
    """Replace a source's metadata and topic, and with them what its claims took from there.

    The author's own claims follow the author's name and role, and with a new name so does what the text cites
    the author for. No claim stays on the source's old topic, and all are on the new one. Ids stay as they are.
    """
    source, author, role = before["key"], rows.plain(metadata.author), rows.plain(metadata.author_role)
    _update_source(db, source, {**rows.metadata_row(metadata), "topic": rows.plain(topic)})
    _name_author(db, source, author, role, "manner = 'author'", "detected_manner = 'author'")
    # whom the text names stays named when nobody is put in the author's place
    if author and author != before["author"]:
        _name_author(db, source, author, role, "speaker = ?", "detected = ?", before["author"])
    _move_to_topic(db, source, old=before["topic"], new=rows.plain(topic))
    sql_answers.mark(db, before["id"])
    changed(db)


def settle(db: Transaction, source: int) -> None:
    """Let follow what is withheld of a source from what moderators said of it and of its claims.

    What is withheld leaves the index of words, so that neither a search nor its statistics know of it.
    """
    row = next(db.query("SELECT id, review, retracted FROM sources WHERE key = ?", (source,)))
    closed = row["review"] == "held" or row["retracted"] is not None
    db.index.settle(db, source, closed=closed)
    db.execute("UPDATE claims SET withheld = (dropped OR ?) WHERE source = ?", (closed, source))
    db.execute(
        "UPDATE sources SET claims = (SELECT count(*) FROM claims WHERE source = ? AND NOT withheld) WHERE key = ?",
        (source, source),
    )
    sql_answers.mark(db, row["id"])
    changed(db)


def renew(db: Transaction, source_id: str, vectors: Mapping[int, Vectors]) -> None:
    """Replace the vectors of a source's claims with those of the encoder that runs now.

    Raises `ValueError` when they are not one a claim.
    """
    keys = [
        key
        for (key,) in db.execute(
            "SELECT claims.key FROM claims JOIN sources ON sources.key = source WHERE sources.id = ? "
            "ORDER BY claims.key",
            (source_id,),
        )
    ]
    if not keys:
        return
    if sorted(vectors) != keys:
        raise ValueError(f"{len(vectors)} vectors do not belong to the {len(keys)} claims of {source_id}")
    db.execute(
        "UPDATE vectors SET float16 = ?, encoder = ? WHERE source = (SELECT source FROM claims WHERE key = ?)",
        (packed(np.stack([vectors[key] for key in keys])), ENCODER, keys[0]),
    )
    db.execute("UPDATE meta SET value = value + 1 WHERE name = 'renewals'")
    source = db.execute("SELECT source FROM claims WHERE key = ?", (keys[0],)).fetchone()[0]
    db.index.renew(db, source)
    changed(db)


def _add_source(db: Transaction, new: NewSource) -> int:
    sha256 = hashlib.sha256(new.original).hexdigest()
    same = db.execute("SELECT id FROM sources WHERE sha256 = ?", (sha256,)).fetchone()
    if same:
        raise InputError(
            f"{new.file} is there already, as source {same[0]}; remove that first to add it anew."
        )
    row = {
        "id": _free_id(db, sha256),
        "sha256": sha256,
        "file": rows.plain(new.file),
        "kind": new.document.kind,
        **rows.metadata_row(new.document.metadata),
        "topic": rows.plain(new.topic),
        "added": rows.written(datetime.now(UTC)),
        "claims": 0 if new.review == "held" else len(new.claims),
        "review": new.review,
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    made = db.execute(f"INSERT INTO sources ({names}) VALUES ({marks}) RETURNING key", tuple(row.values()))  # noqa: S608
    return int(made.fetchone()[0])


def _update_source(db: Transaction, source: int, row: Mapping[str, Any]) -> None:
    changes = ", ".join(f"{name} = ?" for name in row)
    db.execute(f"UPDATE sources SET {changes} WHERE key = ?", (*row.values(), source))  # noqa: S608


def _free_id(db: Transaction, sha256: str) -> str:
    """Take as much of the hash as no other source's id begins with: six digits, rarely more."""
    taken = "SELECT 1 FROM sources WHERE id = ?"
    lengths = range(_SHORT, len(sha256) + 1)
    return next(sha256[:n] for n in lengths if not db.execute(taken, (sha256[:n],)).fetchone())


def _add_claims(db: Transaction, source: int, new: NewSource) -> None:
    prefix = rows.prefix_of(new.topic, new.document.metadata.title)
    number = _reserve(db, prefix, len(new.claims))
    first, held = db.next_key(len(new.claims)), new.review == "held"
    claims = (
        {
            "key": key,
            "id": f"{prefix}-{number + key - first:03}",
            "source": source,
            **rows.claim_row(claim),
            "withheld": held,
        }
        for key, claim in enumerate(new.claims, start=first)
    )
    db.insert_all("claims", claims)
    db.insert_all("claim_topics", _topics(new, first))
    db.insert_all("claim_entities", _entities(new, first))
    blob = packed(new.vectors)
    vectors = {"source": source, "first_key": first, "float16": blob, "encoder": ENCODER}
    db.insert_all("vectors", [vectors])
    db.index.add(db, source)


def _topics(new: NewSource, first: int) -> Iterator[dict[str, Any]]:
    for key, (claim, topics) in enumerate(zip(new.claims, new.topics, strict=True), start=first):
        for topic in dict.fromkeys(map(rows.plain, topics)):
            yield {"topic": topic, "score": float(claim.score), "key": key}


def _entities(new: NewSource, first: int) -> Iterator[dict[str, Any]]:
    for key, claim in enumerate(new.claims, start=first):
        for entity in sorted(set(map(rows.plain, claim.entities))):
            yield {"entity": entity, "score": float(claim.score), "key": key}


def _reserve(db: Transaction, prefix: str, number: int) -> int:
    """Take the next running numbers of a prefix and return the first; no number is ever given twice."""
    (last,) = db.execute(
        "INSERT INTO counters (prefix, last) VALUES (?, ?) "
        "ON CONFLICT (prefix) DO UPDATE SET last = counters.last + excluded.last RETURNING last",
        (prefix, number),
    ).fetchone()
    return int(last) - number + 1


def _name_author(
    db: Transaction, source: int, author: str | None, role: str | None, which: str, detected: str, *of: str
) -> None:
    """Name an author's claims after the author; whom a moderator named stays, and so is told what was detected."""
    db.execute(
        f"UPDATE claims SET speaker = ?, role = ? WHERE source = ? AND {which} "  # noqa: S608
        "AND key NOT IN (SELECT corrected FROM corrections)",
        (author, role, source, *of),
    )
    db.execute(
        f"UPDATE corrections SET detected = ?, detected_role = ? WHERE {detected} "  # noqa: S608
        "AND corrected IN (SELECT key FROM claims WHERE source = ?)",
        (author, role, *of, source),
    )


def _move_to_topic(db: Transaction, source: int, *, old: str | None, new: str | None) -> None:
    if old and old != new:
        db.execute(
            "DELETE FROM claim_topics WHERE topic = ? AND key IN (SELECT key FROM claims WHERE source = ?)",
            (old, source),
        )
    if new:
        db.execute(
            "INSERT INTO claim_topics (topic, score, key) "
            "SELECT ?, score, key FROM claims WHERE source = ? ON CONFLICT DO NOTHING",
            (new, source),
        )


def changed(db: Transaction) -> None:
    """Count the change: whatever was remembered of the database until now is out of date."""
    db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
