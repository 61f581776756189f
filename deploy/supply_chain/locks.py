"""What is pinned, and whether what is installed is that and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import distributions
from typing import TYPE_CHECKING, Final

from packaging.markers import Marker
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.metadata import Distribution, PackagePath
    from pathlib import Path

PINNED: Final = re.compile(r"^([\w.-]+)==([^\s;\\]+)\s*(?:;\s*([^\\\n]+?))?\s*\\$", re.MULTILINE)
HASHED: Final = re.compile(r"^ {4}--hash=sha256:[0-9a-f]{64}(?: \\)?$", re.MULTILINE)
NOT_PINNED: Final = frozenset({"counterpoint", "pip", "setuptools", "wheel"})
"""The program itself, and what every environment is made with."""


def pins(text: str) -> dict[str, str]:
    """Each package of a lock that is meant for this machine, with its version."""
    found = PINNED.findall(text)
    return {
        canonicalize_name(name): version
        for name, version, marker in found
        if not marker or Marker(marker).evaluate()
    }


def unhashed(text: str) -> list[str]:
    """Packages of a lock that any file would do for."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return [block.partition("=")[0] for block in blocks if "==" in block and not HASHED.search(block)]


def drifted(pinned: Mapping[str, str], installed: Mapping[str, str]) -> list[str]:
    """A sentence for each package that is not as it is pinned."""
    told = [
        f"{name} is pinned as {pinned[name]} and installed as {installed.get(name, 'nothing')}"
        for name in sorted(pinned)
        if installed.get(name) != pinned[name]
    ]
    beside = sorted(set(installed) - set(pinned) - NOT_PINNED)
    return [*told, *(f"{name} is installed and not pinned" for name in beside)]


def installed(found: Iterable[Distribution] | None = None) -> dict[str, str]:
    """Each package of this environment, with its version."""
    chosen = distributions() if found is None else found
    return {canonicalize_name(one.metadata["Name"]): one.version for one in chosen}


def changed(found: Iterable[Distribution] | None = None) -> Iterator[str]:
    """A sentence for each file that is not as its package was installed."""
    for one in distributions() if found is None else found:
        for file in one.files or ():
            if file.hash is not None and not _is_as_installed(file):
                yield f"{one.metadata['Name']}: {file} was changed or removed after it was installed"


def _is_as_installed(file: PackagePath) -> bool:
    place: Path = file.locate()  # type: ignore[assignment]
    if file.hash is None or not place.is_file():
        return False
    digest = hashlib.new(file.hash.mode, place.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value
