"""Small libraries to harm: how they are filled, and how one sees that they are whole."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.faults.contract import must
from knowledge.storage.sqlite.migrations import WORKSPACE
from knowledge.storage.sqlite.opening import for_checking
from knowledge.storage.sqlite.soundness import fault_in
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import NewSource, Vectors, WorkspaceStore
from knowledge.types import Block, Claim, Document, Metadata, Span, Speaker

NAME: Final = "harmed"
CLAIMS: Final = 40
"""How many claims each source has."""


def database(data: Path, name: str = NAME) -> Path:
    """Where a workspace's file stands."""
    return data / "workspaces" / f"{name}.db"


def invented(number: int, *, by: str = "Ada Kern", claims: int = CLAIMS) -> NewSource:
    """Make a source whose claims say which they are."""
    quotes = [f"The ferry of {by} makes trip {number}.{n} whatever the weather is." for n in range(claims)]
    text = "\n\n".join(quotes)
    spans = _spans(quotes)
    return NewSource(
        file=f"{by}-{number}.txt",
        original=text.encode(),
        document=Document(
            kind="text",
            text=text,
            blocks=tuple(Block(span=span, kind="paragraph") for span in spans),
            metadata=Metadata(title=f"Trip {number}", author=by),
        ),
        topic="skerry-ferry",
        fingerprint=tuple(range(number, number + 64)),
        claims=[_claim(span, quote, by) for span, quote in zip(spans, quotes, strict=True)],
        topics=[("skerry-ferry",)] * claims,
        vectors=_vectors(claims, seed=number),
    )


def filled(data: Path, *, sources: int = 6, names: Sequence[str] = (NAME,)) -> None:
    """Make workspaces with some sources, and close them."""
    store = SQLiteStore(data)
    for name in names:
        for number in range(sources):
            store.workspace(name).add(invented(number, by=name))
    store.close()


def check_whole(data: Path, acknowledged: Sequence[str], *, name: str = NAME) -> int:
    """See that every acknowledged source is there, none by half, and the file sound; how many sources there are."""
    store = SQLiteStore(data)
    try:
        workspace = store.workspace(name)
        sources = workspace.sources()
        lost = set(acknowledged) - {source.id for source in sources}
        must(not lost, f"{len(lost)} of {len(acknowledged)} acknowledged sources are lost")
        for source in sources:
            check_source(workspace, source.id)
    finally:
        store.close()
    check_sound(database(data, name))
    return len(sources)


def check_sound(path: Path) -> None:
    """See that a closed database is sound from the first page to the last digest."""
    db, writable = for_checking(path, patience=10, name=path.name, schema=WORKSPACE)
    try:
        fault = fault_in(db, WORKSPACE, writable=writable)
        must(fault is None, f"{path.name} is not sound: {fault}")
    finally:
        db.close()


def version_of(path: Path) -> int:
    """The number of the last migration that a database has been through."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def check_source(workspace: WorkspaceStore, source_id: str) -> None:
    """See that a source is whole: its text, its claims, and their vectors."""
    claims, document = workspace.claims(source_id=source_id), workspace.document(source_id)
    must(len(claims) == CLAIMS and document is not None, f"{source_id} is there by half")
    for stored in claims:
        span, text = stored.claim.span, document.text if document else ""
        must(text[span.start : span.end] == stored.claim.quote, f"{stored.id} does not stand in its source")
    must(bool(workspace.vectors([stored.key for stored in claims]).any(axis=1).all()), "a vector is missing")


def _spans(quotes: Sequence[str]) -> list[Span]:
    spans, at = [], 0
    for quote in quotes:
        spans.append(Span(start=at, end=at + len(quote)))
        at += len(quote) + 2
    return spans


def _claim(span: Span, quote: str, by: str) -> Claim:
    return Claim(
        span=span,
        quote=quote,
        speaker=Speaker(name=by),
        manner="author",
        evidence="reasoning",
        score=0.7,
        entities=frozenset({"skerry"}),
    )


def _vectors(number: int, *, seed: int) -> Vectors:
    made = np.random.default_rng(seed).standard_normal((number, 384)).astype(np.float32)
    vectors: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return vectors
