"""The unit of systemd: that it is one, how much it exposes, and that the program takes what it sets."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.program.settings import ProgramSettings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy/counterpoint.service"
MOST_EXPOSED = 2.0


def analyzed(*words: str) -> "subprocess.CompletedProcess[str]":
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True)


def settings() -> dict[str, str]:
    found = re.findall(r"^Environment=(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    # the program is not where the unit says, here
    text = UNIT.read_text(encoding="utf-8").replace("/opt/counterpoint/bin/counterpoint run", "/bin/true")
    place = tmp_path / UNIT.name
    place.write_text(text, encoding="utf-8")
    done = analyzed("verify", str(place))
    assert (done.returncode, done.stderr) == (0, "")


def test_it_exposes_little() -> None:
    done = analyzed("security", "--offline=yes", "--no-pager", str(UNIT))
    exposed = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposed is not None, done.stdout + done.stderr
    assert float(exposed[1]) < MOST_EXPOSED


def test_no_secret_stands_in_it_and_each_credential_is_used() -> None:
    text = UNIT.read_text(encoding="utf-8")
    loaded = set(re.findall(r"^LoadCredential=(\w+):/etc/counterpoint/\1$", text, re.MULTILINE))
    used = {value.removeprefix("%d/") for name, value in settings().items() if name.endswith("_FILE")}
    assert loaded == used
    assert len(used) == 4
    assert not [name for name in settings() if re.search(r"(?:TOKEN|SECRET|KEY)$", name)]


def test_its_settings_are_ones_that_the_program_takes() -> None:
    given = {name: value for name, value in settings().items() if not name.endswith("_FILE")}
    read = ProgramSettings.read(given, data=Path("/var/lib/counterpoint"))
    patience = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert patience is not None
    assert read.operator is not None
    assert read.grace < int(patience[1])
