"""Under which licences the packages stand, and whether the program may be given away with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

ALLOWED: Final = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "HPND", "ISC", "0BSD", "Zlib", "Unlicense", "CC0-1.0"),
        *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0", "Python-2.0", "CNRI-Python"),
        # asks for the changed files of the package alone, and none is changed
        *("MPL-1.1", "MPL-2.0"),
    }
)
READ: Final = {
    "axe-playwright-python": "MIT",
    "protobuf": "BSD-3-Clause",
    "resvg-py": "MIT",
}
"""What packages that do not name it in a word stand under, as their licence's text says."""
EXCEPTED: Final = {
    # libraries that are unchanged and imported at run time, so that anybody may put another version in their place
    "frozendict": "LGPL-3.0-only",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "psycopg-pool": "LGPL-3.0-only",
}
WORDS: Final = (
    (re.compile(r"apache", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"\b(?:mit|expat)\b", re.IGNORECASE), "MIT"),
    (re.compile(r"\b(?:2-clause|simplified)", re.IGNORECASE), "BSD-2-Clause"),
    (re.compile(r"bsd", re.IGNORECASE), "BSD-3-Clause"),
    (re.compile(r"mozilla|\bmpl", re.IGNORECASE), "MPL-2.0"),
    (re.compile(r"python software foundation|^psf|python license", re.IGNORECASE), "PSF-2.0"),
    (re.compile(r"public domain|unlicense", re.IGNORECASE), "Unlicense"),
    (re.compile(r"\bisc\b", re.IGNORECASE), "ISC"),
)
"""How packages write it that know no other way."""
SHORT: Final = 80
"""A longer text is the licence itself, not its name."""


def refused(found: Iterable[Distribution]) -> Iterator[str]:
    """A sentence for each package whose licence is not allowed, or not known."""
    for one in found:
        name = canonicalize_name(one.metadata["Name"])
        expression = licence_of(one)
        if expression is None:
            yield f"{name} does not say under which licence it stands"
        elif not allows(expression) and EXCEPTED.get(name) != expression:
            yield f"{name} stands under {expression}, which is not among the licences that are allowed"


def licence_of(one: Distribution) -> str | None:
    """The licence of a package, as an expression of SPDX's; None where it is not known."""
    if said := _said(one, "License-Expression"):
        return said
    if known := READ.get(canonicalize_name(one.metadata["Name"])):
        return known
    named = [
        line.rpartition("::")[2] for line in one.metadata.get_all("Classifier") or () if "License ::" in line
    ]
    written = _said(one, "License")
    # a package that names several may mean any of them, or all: all have to be allowed
    words = [*named, *([written] if 0 < len(written) <= SHORT else [])]
    ids = [_id(word.strip()) for word in words]
    return " AND ".join(sorted({one for one in ids if one})) or None


def allows(expression: str) -> bool:
    """Whether an expression can be met by allowed licences alone: of those divided by OR one is enough."""
    inner = expression.strip()
    while match := re.search(r"\(([^()]*)\)", inner):
        inner = inner.replace(match[0], "MIT" if allows(match[1]) else "refused")
    return any(
        all(part.strip().partition(" WITH ")[0] in ALLOWED for part in choice.split(" AND "))
        for choice in inner.split(" OR ")
    )


def _said(one: Distribution, field: str) -> str:
    return one.metadata[field] if field in one.metadata else ""  # noqa: SIM401 - it has no get in its type


def _id(word: str) -> str | None:
    if word in ALLOWED:
        return word
    if re.search(r"GPL|General Public", word):
        return "GPL"
    return next((spdx for shape, spdx in WORDS if shape.search(word)), None)
