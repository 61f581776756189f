"""What is kept out of training: a part of the questions to fit the ranking on, and debates that measure us elsewhere."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from pairs import rows

SHINGLE: Final = 6
"""Words in a row that two texts share before one counts as holding the other."""

MEASURED: Final = ("perspectrum", "debatepedia", "iam-stance", "argkp")


def for_fitting(query_id: str) -> bool:
    """Whether a training query of ArguAna or MultiOpEd is left to the fit of the ranking: about 15% are."""
    return hashlib.sha256(query_id.encode()).digest()[0] < 38


def debate_of(argument_id: str) -> str:
    """The debate that an argument of ArguAna belongs to."""
    return re.sub(r"-(pro|con)\d\d[ab]$", "", argument_id)


def clean_arguments(data: Path) -> list[dict[str, Any]]:
    """Arguments of ArguAna's training debates that no development set and no fitting query holds.

    Perspectrum was gathered from the same debating site: 143 of its 1,271 development perspectives are the
    first sentence of a training argument, so these debates are left out whole.
    """
    found = list(rows(data / "arguana.train.corpus.jsonl"))
    held = {
        document
        for row in rows(data / "arguana.train.queries.jsonl")
        if for_fitting(row["_id"])
        for document in (row["_id"], row["counter"])
    }
    measured = set(_measured_shingles(data))
    seen = {debate_of(row["_id"]) for row in found if measured & set(shingles(row["text"][:500]))}
    return [row for row in found if row["_id"] not in held and debate_of(row["_id"]) not in seen]


def _measured_shingles(data: Path) -> Iterator[str]:
    for name in MEASURED:
        for row in rows(data / f"{name}.jsonl", "dev"):
            yield from shingles(row["text"])


def shingles(text: str) -> Iterable[str]:
    """Runs of six words, in lower case; a shorter text is one run if it has at least four words."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    if 4 <= len(words) < SHINGLE:
        return [" ".join(words)]
    return [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
