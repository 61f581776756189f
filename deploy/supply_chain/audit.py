"""`make audit`: what is installed is what is pinned, may be given away, and has no known hole."""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Final

from deploy.supply_chain import advisories, licences, locks

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCKS: Final = ("requirements.lock", "deploy/requirements.txt", "deploy/requirements-build.txt")


def main(root: Path = Path()) -> int:
    """Look at everything and tell; the exit status is 1 where something is wrong."""
    texts = {name: (root / name).read_text(encoding="utf-8") for name in LOCKS}
    pinned = locks.pins(texts[LOCKS[0]])
    found = list(distributions())
    told = advisories.asked(pinned)
    wrong = [
        *_told("locks", [f"{name} has no hash" for text in texts.values() for name in locks.unhashed(text)]),
        *_told("versions", locks.drifted(pinned, locks.installed(found))),
        *_told("files", list(locks.changed(found))),
        *_told("licences", list(licences.refused(found))),
        *_told("advisories", list(told.holes), unasked=told.unasked),
    ]
    return 1 if wrong else 0


def _told(what: str, wrong: Sequence[str], *, unasked: str | None = None) -> Sequence[str]:
    """Say how one thing is, and give what is wrong with it."""
    lines = [f"{what}: {sentence}" for sentence in wrong]
    if unasked:
        lines.append(f"{what}: NOT LOOKED AT: {unasked}; run make audit where there is a network")
    sys.stdout.writelines(f"{line}\n" for line in lines or [f"{what}: all is well"])
    return wrong


if __name__ == "__main__":
    sys.exit(main())
