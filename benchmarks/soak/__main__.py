"""`make soak`: mixed load with faults on the real program in both chats; status 1 when something must not be.

python -m benchmarks.soak --minutes 60 --fault-every 20 --seed 1
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from benchmarks.soak.program import growth
from benchmarks.soak.running import Plan, Round, run

OWN_DISK: Final = "COUNTERPOINT_SOAK_OWN_DISK"
MEGABYTE: Final = 1024 * 1024
STEEPEST: Final = 0.10
"""Memory may grow by this part of itself in an hour, as the libraries do; more is a leak."""
MUST_BE_NONE: Final = ("lost", "doubled", "leaked", "not verbatim", "unanswered", "not sound")


@click.command()
@click.option("--minutes", type=float, default=60.0, show_default=True, help="How long.")
@click.option(
    "--fault-every", type=float, default=20.0, show_default=True, help="Seconds between two faults."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which faults, and who does what.")
@click.option(
    "--rate", type=float, default=2.0, show_default=True, help="Things done a second, by all together."
)
@click.option("--workspaces", type=int, default=3, show_default=True, help="How many on each platform.")
@click.option(
    "--json", "report", type=click.Path(path_type=Path), help="Write all that was counted to this file."
)
@click.option("--folder", type=click.Path(path_type=Path), help="Keep data, backups and logs in this folder.")
def main(
    minutes: float,
    fault_every: float,
    seed: int,
    rate: float,
    workspaces: int,
    report: Path | None,
    folder: Path | None,
) -> None:
    """Let people use both chats while things go wrong, and check that nothing is lost, doubled or leaked."""
    _on_a_disk_of_its_own()
    plan = Plan(seconds=minutes * 60, fault_every=fault_every, seed=seed, rate=rate, on_each=workspaces)
    made = Path(tempfile.mkdtemp(prefix="counterpoint-soak-")) if folder is None else folder
    try:
        found = summed_up(run(plan, made), plan)
    finally:
        if folder is None:
            subprocess.run(["umount", str(made / "data")], capture_output=True, check=False)
            shutil.rmtree(made, ignore_errors=True)
    if report is not None:
        report.write_text(json.dumps(found, indent=1), encoding="utf-8")
    _show(found)
    sys.exit(int(bool(found["violations"])))


def _on_a_disk_of_its_own() -> None:
    """Go on where this process may mount a small disk, so that filling it harms nobody; else without that fault."""
    unshare = shutil.which("unshare")
    if os.environ.get(OWN_DISK) or unshare is None:
        return
    if subprocess.run([unshare, "-rm", "true"], capture_output=True, check=False).returncode == 0:
        command = [unshare, "-rm", sys.executable, "-m", "benchmarks.soak", *sys.argv[1:]]
        os.execve(unshare, command, {**os.environ, OWN_DISK: "1"})  # noqa: S606 - the same program once more


def summed_up(done: Round, plan: Plan) -> dict[str, object]:
    """Everything that was counted, with the growth of memory judged."""
    ledger, program = done.scene.ledger, done.scene.program
    grown = growth(program.samples, since=done.halfway)
    memory: dict[str, float] = {"most": max((one.program for one in program.samples), default=0) / MEGABYTE}
    if grown is not None:
        memory |= {"growth an hour": grown[0] / MEGABYTE, "average": grown[1] / MEGABYTE}
        if grown[0] > STEEPEST * grown[1]:
            ledger.violate(
                "memory grows", f"{grown[0] / MEGABYTE:.0f} MB an hour on {grown[1] / MEGABYTE:.0f} MB"
            )
    return {
        "minutes": plan.seconds / 60,
        "seed": plan.seed,
        "workspaces": len(done.scene.places),
        "starts": program.started,
        "faults": dict(ledger.faults),
        "doings": dict(ledger.doings),
        "must be none": {kind: ledger.counts[kind] for kind in MUST_BE_NONE},
        "counts": {key: value for key, value in ledger.counts.items() if key not in {*MUST_BE_NONE, "told"}},
        "memory, MB": {key: round(value, 1) for key, value in memory.items()},
        "violations": ledger.violations,
        "samples": [
            [round(one.at), one.process, one.program // MEGABYTE, one.children // MEGABYTE]
            for one in program.samples[:: max(1, len(program.samples) // 400)]
        ],
    }


def _show(found: dict[str, object]) -> None:
    table = Table("what", "number", title=f"Soak: {found['minutes']} minutes, seed {found['seed']}")
    for part in ("must be none", "counts", "memory, MB", "faults", "doings"):
        rows = found[part]
        table.add_section()
        table.add_row(f"[bold]{part}[/bold]", "")
        for key, value in sorted(rows.items()) if isinstance(rows, dict) else ():
            table.add_row(str(key), str(value))
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    violations = found["violations"]
    for line in violations if isinstance(violations, list) else ():
        console.print(line, markup=False, style="red")


if __name__ == "__main__":
    main()
