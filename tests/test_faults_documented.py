"""The page about faults: every row names what shows it, and everything that is named is there."""

import re
from pathlib import Path

from benchmarks.faults.__main__ import known

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?!fault \||---)(.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TEST = re.compile(r"`(test_\w+)`")
FAULT = re.compile(r"`make faults`: ([^;|]+?)(?=;| \|)")


def rows() -> list[tuple[str, str, str]]:
    """Fault, what happens, and what shows it, of the tables that have three columns."""
    tables = PAGE.partition("\n## The last full run")[0].replace(r"\|", "/")
    return [found.groups() for found in ROW.finditer(tables)]  # type: ignore[misc]


def test_every_fault_names_what_shows_it() -> None:
    assert len(rows()) > 50
    unshown = [fault for fault, _, shown in rows() if not TEST.search(shown) and "`make" not in shown]
    assert unshown == []


def test_every_test_that_is_named_is_there() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^(?:async )?def (test_\w+)", written, re.MULTILINE))
    named = {name for _, _, shown in rows() for name in TEST.findall(shown)}
    assert named
    assert named - there == set()


def test_every_row_of_make_faults_is_named_and_no_other() -> None:
    named = {name for *_, shown in rows() for name in FAULT.findall(f"{shown} |")}
    assert named == {fault.name for fault in known()}
