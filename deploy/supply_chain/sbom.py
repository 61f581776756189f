"""`make sbom`: a bill of materials, in CycloneDX's words, of what the image holds besides its base."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name

from deploy.supply_chain import locks

RUNTIME: Final = "deploy/requirements.txt"
PROGRAM: Final = "counterpoint"


def main(target: Path = Path("build/sbom.json")) -> int:
    """Write it, and say how much is in it."""
    made = bill()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{json.dumps(made, indent=1)}\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(made['components'])} components\n")
    return 0


def bill(root: Path = Path()) -> dict[str, Any]:
    """The bill of this environment, without what only developers need."""
    done = subprocess.run(  # noqa: S603 - our own words alone
        [
            *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"),
            *("--pyproject", str(root / "pyproject.toml"), "--output-format", "JSON", sys.executable),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return shipped(json.loads(done.stdout), {*locks.pins((root / RUNTIME).read_text(encoding="utf-8"))})


def shipped(whole: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Keep the components of these names, and of who depends on whom what concerns them."""
    kept = [one for one in whole["components"] if canonicalize_name(one["name"]) in names]
    refs = {one["bom-ref"] for one in kept} | {whole["metadata"]["component"]["bom-ref"]}
    needs = [
        {"ref": one["ref"], "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in refs]}
        for one in whole.get("dependencies", [])
        if one["ref"] in refs
    ]
    return {**whole, "components": kept, "dependencies": needs}


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
