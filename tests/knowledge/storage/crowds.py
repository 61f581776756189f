"""A large workspace for the tests of lists of vectors: claims that stand in crowds, as those of real texts do."""

from pathlib import Path

import numpy as np

from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.storage.store import Vectors
from tests.knowledge.storage.invented import new_source, unit_vectors

SOURCES, CLAIMS = 30, 100
LARGE = 1000


def crowded(number: int, *, seed: int) -> Vectors:
    """Vectors that stand in crowds, as those of texts on some subjects do."""
    centres = unit_vectors(60, seed=1)[np.random.default_rng(seed).integers(0, 60, number)]
    made = centres + 0.7 * unit_vectors(number, seed=seed)
    vectors: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return vectors


VECTORS = crowded(SOURCES * CLAIMS, seed=2)


def add(workspace: SQLiteWorkspace, name: str, vectors: Vectors) -> str:
    quotes = [f"Claim {name} {number} holds." for number in range(len(vectors))]
    return workspace.add(new_source(*quotes, file=name, vectors=vectors)).id


def file_of(data: Path) -> Path:
    return data / "workspaces" / "large.db-index"


def listed(workspace: SQLiteWorkspace) -> None:
    """Ask once, so that lists are made, and wait for them."""
    workspace.nearest(VECTORS[0], limit=1)
    workspace._lists.wait()
    workspace.nearest(VECTORS[0], limit=1)


def through_lists(workspace: SQLiteWorkspace) -> bool:
    return workspace._lists._now is not None


def found(workspace: SQLiteWorkspace, vector: Vectors, limit: int = 20) -> list[tuple[int, float]]:
    return [(hit.key, round(hit.value, 4)) for hit in workspace.nearest(vector, limit=limit)]


def exactly(data: Path, vector: Vectors, limit: int = 20) -> list[tuple[int, float]]:
    store = SQLiteStore(data)
    hits = found(store.workspace("large"), vector, limit)
    store.close()
    return hits
