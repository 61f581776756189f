"""Data folders with many invented quotes, made once and kept under `build/`, which git ignores."""

import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.progress import track

from benchmarks import quotes as quotes_module
from benchmarks.quotes import Made, quotes
from knowledge.encoder import Encoder
from knowledge.library import Library
from knowledge.storage.sqlite import migrations
from knowledge.storage.store import NewSource, Vectors
from knowledge.storage.vectors import ENCODER
from knowledge.types import Block, Claim, Document, Metadata, Span, Speaker
from knowledge.understanding.entities import entities
from knowledge.understanding.topics import claim_topics

WORKSPACE: Final = "bench"
CLAIMS_A_SOURCE: Final = 1000
_MADE_OF: Final = (Path(quotes_module.__file__), Path(migrations.__file__), Path(__file__))


def filled(folder: Path, size: int) -> Path:
    """Return a data folder whose workspace holds `size` quotes, made now if it is not there yet."""
    data = folder / f"{size}-{_stamp()}"
    ready = data / "ready"
    if not ready.exists():
        for old in folder.glob(f"{size}-*"):
            shutil.rmtree(old)
        _fill(data, size, vectors_of_phrases(folder))
        ready.touch()
    return data


def vectors_of_phrases(folder: Path) -> dict[str, Vectors]:
    """Encode every phrase that quotes are put together from; kept, since it takes a while."""
    phrases = sorted({part for made in quotes(20_000) for part in made.parts})
    kept = folder / f"phrases-{_stamp()}.npy"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        batches = range(0, len(phrases), 64)
        steps = track(batches, description="encoding phrases", console=None, disable=not sys.stderr.isatty())
        encoder = Encoder.load()
        np.save(kept, np.concatenate([encoder.encode(phrases[at : at + 64]) for at in steps]))
    return dict(zip(phrases, np.load(kept), strict=True))


def _fill(data: Path, size: int, phrases: dict[str, Vectors]) -> None:
    library = Library(data)
    store = library.workspace(WORKSPACE).store
    made = quotes(size)
    starts = range(0, size, CLAIMS_A_SOURCE)
    for at in track(starts, description=f"storing {size} quotes", disable=not sys.stderr.isatty()):
        store.add(_source(at, made[at : at + CLAIMS_A_SOURCE], phrases))
    library.close()


def _source(number: int, made: Sequence[Made], phrases: dict[str, Vectors]) -> NewSource:
    text = " ".join(one.text for one in made)
    sums = np.stack([np.sum([phrases[part] for part in one.parts], axis=0) for one in made])
    claims = list(_claims(made))
    block = Block(span=Span(start=0, end=len(text)), kind="paragraph")
    return NewSource(
        file=f"invented-{number}.txt",
        original=text.encode(),
        document=Document(
            kind="text", text=text, blocks=(block,), metadata=Metadata(title=f"Invented {number}")
        ),
        topic=None,
        fingerprint=tuple(range(number, number + 128)),
        claims=claims,
        topics=[
            (one.topic, *claim_topics(claim.entities, source_topic=None))
            for one, claim in zip(made, claims, strict=True)
        ],
        vectors=(sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32),
    )


def _claims(made: Sequence[Made]) -> Iterator[Claim]:
    at = 0
    for number, one in enumerate(made):
        yield Claim(
            span=Span(start=at, end=at + len(one.text)),
            quote=one.text,
            speaker=Speaker(name=f"Speaker {number % 40}"),
            manner="author",
            evidence="reasoning",
            score=0.5 + (number % 50) / 100,
            entities=entities(one.text),
            before=made[number - 1].text if number else "",
            after=made[number + 1].text if number + 1 < len(made) else "",
        )
        at += len(one.text) + 1


def _stamp() -> str:
    """A few digits that change with whatever the folder is made of, the encoder among it."""
    digest = hashlib.sha256(str(ENCODER).encode())
    for file in _MADE_OF:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
