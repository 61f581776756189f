"""The container: what its file says, what goes into it, and that the program lives within such walls."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.program import BRIDGE, FERRY

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy/Containerfile"
PINNED = re.compile(r"^\d+\.\d+\.\d+-slim-\w+$")
CONFINED = """
set -eu
data=$1; shift
mount --make-rprivate /
mount --bind "$data" "$data"
mount -o remount,bind,ro /
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
"""


def steps() -> list[str]:
    """The instructions, each on one line, without comments."""
    text = FILE.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def last_stage() -> list[str]:
    at = max(number for number, step in enumerate(steps()) if step.startswith("FROM "))
    return steps()[at:]


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")))


def test_the_base_is_slim_and_of_one_version() -> None:
    (pinned,) = [step.partition("=")[2] for step in steps() if step.startswith("ARG PYTHON=")]
    assert PINNED.match(pinned)
    assert [step for step in steps() if step.startswith("FROM ")] == [
        "FROM python:${PYTHON} AS build",
        "FROM python:${PYTHON}",
    ]


def test_it_runs_as_nobody_in_particular_and_is_asked_how_it_is() -> None:
    users = [step for step in last_stage() if step.startswith("USER ")]
    assert users == ["USER 10001:10001"]
    after = last_stage()[last_stage().index(users[0]) :]
    assert not [step for step in after if step.startswith(("RUN ", "COPY ", "ADD "))]
    assert any(step.startswith("HEALTHCHECK ") and '"counterpoint", "healthcheck"' in step for step in after)
    assert "STOPSIGNAL SIGTERM" in after


def test_nothing_is_fetched_but_packages_by_their_hash() -> None:
    assert not [step for step in steps() if step.startswith("ADD ")]
    assert not re.search(r"https?://|\b(?:curl|wget|git|apt-get)\b", " ".join(steps()))
    installs = re.findall(r"pip install ([^&]*)", " ".join(steps()))
    assert len(installs) == 3
    for options in installs:
        assert "--require-hashes" in options or "--no-deps --no-index" in options


def test_the_last_stage_has_neither_compiler_nor_installer() -> None:
    copied = [step for step in last_stage() if step.startswith("COPY ")]
    assert copied == ["COPY --from=build --chown=root:root /opt/counterpoint /opt/counterpoint"]
    assert not re.search(r"pip install|build-essential|gcc", " ".join(last_stage()))
    assert any("pip uninstall --yes --quiet pip" in step for step in steps())


def test_no_secret_is_built_in() -> None:
    assert not re.search(r"(?:ENV|ARG)[^#]*(?:TOKEN|SECRET|PASSWORD)", " ".join(steps()))


def test_only_what_the_image_is_made_of_reaches_the_builder() -> None:
    lines = (ROOT / "deploy/Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line[1:] for line in lines if line.startswith("!")}
    taken = {name for step in steps() if step.startswith("COPY ") for name in step.split()[1:-1]}
    assert "*" in lines
    assert allowed == {name.removeprefix("./") for name in taken if not name.startswith(("--", "/opt"))}


@pytest.mark.parametrize("name", ["counterpoint", "database"])
def test_each_service_of_the_compose_file_is_walled_in(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["user"].split(":")[0] not in ("0", "root")
    assert {"mem_limit", "pids_limit", "stop_grace_period"} <= set(service)
    assert not service.get("privileged")
    assert "cap_add" not in service
    assert all("noexec" in mount for mount in service["tmpfs"])


def test_secrets_of_the_compose_file_come_from_files_and_ports_stay_on_the_machine() -> None:
    services = compose()["services"]
    for service in services.values():
        values = service["environment"]
        held = [name for name in values if re.search(r"TOKEN|SECRET|PASSWORD", name)]
        assert held
        for name in held:
            assert name.endswith("_FILE")
            assert values[name].removeprefix("/run/secrets/") in service["secrets"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert all(set(one) == {"file"} for one in compose()["secrets"].values())
    assert services["database"]["profiles"] == ["postgresql"]


def test_the_database_reads_again_after_a_restart_what_it_had_in_memory() -> None:
    assert "shared_preload_libraries=pg_prewarm" in compose()["services"]["database"]["command"]


def test_the_time_to_stop_is_shorter_than_what_each_of_them_waits() -> None:
    service = compose()["services"]["counterpoint"]
    assert int(service["environment"]["COUNTERPOINT_STOP_SECONDS"]) < int(
        service["stop_grace_period"].rstrip("s")
    )


def test_the_image_is_installed_from_the_lock() -> None:
    lock = pins("requirements.lock")
    for name in ("deploy/requirements.txt", "deploy/requirements-build.txt"):
        found = pins(name)
        assert found
        assert {one: lock[one] for one in found} == found


def pins(name: str) -> dict[str, str]:
    """Each package of a lock with its version and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    found = [re.match(r"([\w.-]+)==(\S+)", block) for block in blocks]
    return {
        match[1]: match[2] + " ".join(sorted(re.findall(r"sha256:\w+", block)))
        for match, block in zip(found, blocks, strict=True)
        if match
    }


def test_the_package_holds_every_file_that_the_program_needs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        str(path.relative_to(ROOT))
        for package in ("knowledge", "bot", "adapters")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert needed - held == set()


def confined(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program with a read-only root, no capability, and one folder that can be written."""
    walls = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", CONFINED, "confined", str(data)]
    return subprocess.run(
        [*walls, sys.executable, "-m", "adapters.program.main", "--data", str(data), *words],
        cwd=ROOT,
        env={**os.environ, "HOME": str(data), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_the_program_lives_on_a_read_only_root_without_any_capability(tmp_path: Path) -> None:
    probe = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "true"], capture_output=True, text=True
    )
    if probe.returncode:
        pytest.skip(f"this kernel lets nobody make such walls: {probe.stderr.strip()}")
    data, sources = tmp_path / "data", tmp_path / "sources"
    data.mkdir()
    sources.mkdir()
    (sources / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (sources / "ferry.txt").write_text(FERRY, encoding="utf-8")
    added = confined(data, "ingest", str(sources / "bridge.txt"), str(sources / "ferry.txt"), "--json")
    assert added.returncode == 0, added.stderr
    answered = confined(data, "counter", "the bridge is too expensive", "--json")
    assert '"stance": "counters"' in answered.stdout, answered.stderr
    refused = confined(data, "backup", str(tmp_path / "outside.tar"))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
