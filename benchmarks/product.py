"""Counterpoint itself as it is measured: through what its users call, and nothing beside it.

Two ways in: `installed` asks the program's command line, which reads files and answers as JSON; `library_of`
stores texts as one source's claims each, as adding a file would, and asks the core. Whatever changes in how the
core is asked changes here.
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from benchmarks.report import CannotMeasureError
from knowledge.encoder import Encoder
from knowledge.library import Library, Workspace
from knowledge.retrieval.answers import LONGEST_CLAIM
from knowledge.retrieval.candidates import candidates
from knowledge.storage.store import NewSource, Vectors
from knowledge.types import Block, Claim, Document, Metadata, Span, Speaker
from knowledge.understanding.entities import entities

NAME: Final = "Counterpoint"
COMMAND: Final = Path(sys.executable).with_name("counterpoint")
CLAIMS_A_SOURCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text that was given as an answer: its place among those stored, and how sure the answer is."""

    place: int
    score: float


class Stored:
    """Texts stored as claims, and the core's answers over them."""

    def __init__(self, workspace: Workspace, vectors: Vectors) -> None:
        self.workspace = workspace
        self._vectors = vectors
        self._places = {stored.id: place for place, stored in enumerate(workspace.store.claims())}

    def counter(self, query: str, limit: int) -> list[Found]:
        """Ask what argues against a text; one that is too long to be asked is cut after its last whole word."""
        answer = self.workspace.counter(asked(query), limit=limit)
        return [Found(place=self._places[one.stored.id], score=one.score) for one in answer.answers]

    def nearest(self, query: str, limit: int) -> list[int]:
        """Return the places of the texts nearest to where the encoder expects answers, without stance or words."""
        encoder = Encoder.load()
        nearness = self._vectors @ encoder.toward_answers(encoder.encode([query]))[0]
        return [int(place) for place in np.argsort(-nearness, kind="stable")[:limit]]

    def candidates(self, query: str, limit: int) -> list[int]:
        """Return the places of the texts that the core would judge, nearest first, before it judges them."""
        encoder = Encoder.load()
        vector = encoder.encode([query])[0]
        store, sought = self.workspace.store, encoder.toward_answers(vector)
        found = candidates(store, query, vector, limit=limit, sought=sought)
        stored = store.claims_by_key([one.key for one in found])
        return [self._places[stored[one.key].id] for one in found]


def asked(query: str) -> str:
    """Return as much of a text as can be asked about: all of it, or its beginning up to a whole word."""
    bare = " ".join(query.split())
    return bare if len(bare) <= LONGEST_CLAIM else bare[: LONGEST_CLAIM + 1].rpartition(" ")[0]


@contextmanager
def library_of(texts: Sequence[str]) -> Iterator[Stored]:
    """Store texts as claims in a library that is deleted afterwards."""
    vectors = Encoder.load().encode(list(texts))
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        try:
            workspace = library.workspace("measured")
            for start in range(0, len(texts), CLAIMS_A_SOURCE):
                end = start + CLAIMS_A_SOURCE
                workspace.store.add(_source(start, texts[start:end], vectors[start:end]))
            yield Stored(workspace, vectors)
        finally:
            library.close()


def _source(number: int, texts: Sequence[str], vectors: Vectors) -> NewSource:
    text = "\n\n".join(texts)
    starts = [sum(len(one) + 2 for one in texts[:place]) for place in range(len(texts))]
    spans = [Span(start=start, end=start + len(one)) for start, one in zip(starts, texts, strict=True)]
    return NewSource(
        file=f"measured-{number}.txt",
        original=text.encode(),
        document=Document(
            kind="text",
            text=text,
            blocks=tuple(Block(span=span, kind="paragraph") for span in spans),
            metadata=Metadata(title=f"Measured {number}"),
        ),
        topic=None,
        fingerprint=tuple(range(number, number + 128)),
        claims=[_claim(one, span) for one, span in zip(texts, spans, strict=True)],
        topics=[()] * len(texts),
        vectors=vectors,
    )


def _claim(text: str, span: Span) -> Claim:
    return Claim(
        span=span,
        quote=text,
        speaker=Speaker(),
        manner="author",
        evidence="reasoning",
        score=0.5,
        entities=entities(text),
    )


@contextmanager
def installed(files: Sequence[Path]) -> Iterator["Program"]:
    """Add files to a fresh data folder through the command line; the folder is deleted afterwards."""
    with TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.add(files)
        yield program


class Program:
    """An installation behind its command line."""

    def __init__(self, data: Path) -> None:
        self._run = [str(COMMAND), "--data", str(data)]

    def add(self, files: Sequence[Path]) -> None:
        """Add files. Raises `CannotMeasureError`."""
        self._output(["ingest", *map(str, files), "--json"])

    def ask(self, lines: Sequence[str]) -> list[dict[str, Any]]:
        """Return the answers to chat commands, one a line. Raises `CannotMeasureError`."""
        printed = self._output(["chat", "--json"], "\n".join(lines) + "\n")
        found = [json.loads(line) for line in printed.splitlines() if line.strip()]
        if len(found) != len(lines):
            raise CannotMeasureError(f"{len(lines)} commands were asked and {len(found)} answered.")
        return found

    def _output(self, words: Sequence[str], typed: str | None = None) -> str:
        command = [*self._run, *words]
        done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
        if done.returncode:
            complaint = done.stderr.strip().splitlines() or ["no word why"]
            raise CannotMeasureError(f"`{shlex.join(command)}` failed: {complaint[-1]}")
        return done.stdout
