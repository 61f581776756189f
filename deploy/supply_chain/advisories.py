"""Known holes in what is pinned, as the advisory service of the package index tells them, by pip-audit."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ASKED_FIRST: Final = "aiohttp"
"""One package is asked about before all are, so that a service that is not there is not asked a hundred times."""
PATIENCE: Final = 300
ACCEPTED: Final[Mapping[str, str]] = {}
"""Holes that cannot hurt here, by their number, each with the reason why."""
Ask: TypeAlias = "Callable[[Mapping[str, str]], Mapping[str, Any] | None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the service said."""

    holes: tuple[str, ...] = ()
    unasked: str | None = None
    """Why the service, or a part of it, could not be asked."""


def asked(pinned: Mapping[str, str], ask: Ask | None = None) -> Told:
    """Ask about everything that is pinned."""
    ask = ask or by_pip_audit
    probe = ask({ASKED_FIRST: pinned[ASKED_FIRST]})
    if probe is None or _left_out(probe):
        return Told(unasked="the advisory service cannot be reached from here, or knows no package")
    answer = ask(pinned)
    if answer is None:
        return Told(unasked="the advisory service was reached once and not again")
    left_out = _left_out(answer)
    why = f"the advisory service knows nothing of {', '.join(left_out)}" if left_out else None
    return Told(holes=tuple(_holes(answer)), unasked=why)


def by_pip_audit(pinned: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Let pip-audit ask; None where it gives no answer."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text("".join(f"{name}=={version}\n" for name, version in pinned.items()))
        options = ("--disable-pip", "--no-deps", "--format=json", "--progress-spinner=off", "--timeout=15")
        try:
            done = subprocess.run(  # noqa: S603 - our own words alone
                [sys.executable, "-m", "pip_audit", "--requirement", str(wanted), *options],
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            found = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            return None
    return found if isinstance(found, dict) else None


def _left_out(answer: Mapping[str, Any]) -> list[str]:
    return [str(one["name"]) for one in answer["dependencies"] if "skip_reason" in one]


def _holes(answer: Mapping[str, Any]) -> list[str]:
    return [
        f"{one['name']} {one['version']} has the known hole {hole['id']}; "
        f"fixed in {', '.join(hole.get('fix_versions') or ['no version yet'])}"
        for one in answer["dependencies"]
        for hole in one.get("vulns", ())
        if hole["id"] not in ACCEPTED
    ]
