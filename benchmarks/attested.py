"""Grades what the library says of its sources: speakers, roles, metadata, page furniture, faithful quotes.

The rules are those of the scorer that stands beside the gold.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final, TypeAlias

from knowledge.reading import squeeze

Row: TypeAlias = dict[str, Any]
FIELDS: Final = ("title", "author", "date")
ALIKE: Final = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """One value a gold statement or field, 1 where it is right; and two counts that must be zero."""

    speakers: list[float] = field(default_factory=list)
    roles: list[float] = field(default_factory=list)
    """Of the statements whose speaker is right and has a role."""
    metadata: list[float] = field(default_factory=list)
    junk: int = 0
    """Stored claims that hold page furniture."""
    unfaithful: int = 0
    """Quotes whose words do not stand in the file."""


def grade_claims(
    gold: Row, claims: Sequence[Row], sources: Sequence[Row], quotes: Iterable[Row], files: dict[str, str]
) -> Attested:
    """Grade the stored claims and sources; `quotes` are all that were shown, `files` the squeezed texts."""
    speakers, roles = _speakers(gold["attributions"], claims)
    furniture = [words.strip().lower() for words in gold["never_quoted"]]
    return Attested(
        speakers=speakers,
        roles=roles,
        metadata=_metadata(gold["sources"], {one["file"]: one for one in sources}),
        junk=sum(any(words in claim["quote"].lower() for words in furniture) for claim in claims),
        unfaithful=sum(_is_unfaithful(quote, files) for quote in (*quotes, *claims)),
    )


def _speakers(statements: Sequence[Row], claims: Sequence[Row]) -> tuple[list[float], list[float]]:
    speakers, roles = [], []
    for said in statements:
        words = squeeze(said["contains"])
        found = [
            claim["speaker"] or {}
            for claim in claims
            if claim["source"]["file"] == said["source"] and words in squeeze(claim["quote"])
        ]
        right = any(same_name(said["speaker"], speaker.get("name")) for speaker in found)
        speakers.append(float(right))
        if right and said["role"]:
            role = said["role"].lower()
            roles.append(float(any(role in (speaker.get("role") or "").lower() for speaker in found)))
    return speakers, roles


def _metadata(wanted: Sequence[Row], sources: dict[str, Row]) -> list[float]:
    return [
        float(_is_right(name, one[name], sources.get(one["source"], {}).get(name)))
        for one in wanted
        for name in FIELDS
        if name in one
    ]


def _is_right(name: str, wanted: str | None, given: str | None) -> bool:
    if wanted is None or not given:
        return wanted is None and not given
    same: Callable[[str, str], bool] = same_name if name != "date" else lambda one, other: one == other[:10]
    return same(wanted, given)


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names are of the same person or thing, as one holds the other or nearly is it."""
    if not one or not other:
        return one == other
    one, other = one.lower(), other.lower()
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > ALIKE


def _is_unfaithful(quote: Row, files: dict[str, str]) -> bool:
    file = quote["source"]["file"]
    return file in files and squeeze(quote["quote"]) not in files[file]
