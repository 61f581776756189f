"""What is pinned is what is installed, stands under licences that are allowed, and has no known hole."""

from collections.abc import Mapping
from email.message import Message
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from deploy.supply_chain import advisories, audit, licences, locks, sbom

ROOT = Path(__file__).parents[2]
LOCK = """oars==1.2 \\
    --hash=sha256:{0} \\
    --hash=sha256:{0}
    # via boat
sails==3.0 ; python_full_version < '3.0' \\
    --hash=sha256:{0}
""".format("a" * 64)


class Package(Distribution):
    """A package that only says things of itself."""

    def __init__(self, name: str, *, version: str = "1.0", **said: str) -> None:
        self._said = Message()
        self._said["Name"], self._said["Version"] = name, version
        for field, value in said.items():
            self._said[field.replace("_", "-")] = value

    @property
    def metadata(self) -> Any:
        return self._said

    def read_text(self, filename: str) -> str | None:  # noqa: ARG002 - it has no files
        return None

    def locate_file(self, path: Any) -> Any:
        return Path("nowhere", path)


def test_a_lock_is_read_for_this_machine() -> None:
    assert locks.pins(LOCK) == {"oars": "1.2"}
    assert locks.unhashed(LOCK) == []
    assert locks.unhashed("oars==1.2\nsails==3.0 \\\n    --hash=md5:00\n") == ["oars", "sails"]


@pytest.mark.parametrize(
    ("installed", "told"),
    [
        ({"oars": "1.2"}, []),
        ({"oars": "1.3"}, ["oars is pinned as 1.2 and installed as 1.3"]),
        ({}, ["oars is pinned as 1.2 and installed as nothing"]),
        ({"oars": "1.2", "leak": "0.1", "pip": "26.0"}, ["leak is installed and not pinned"]),
    ],
)
def test_a_package_that_drifted_from_its_pin_is_named(installed: dict[str, str], told: list[str]) -> None:
    assert locks.drifted({"oars": "1.2"}, installed) == told


def test_a_file_that_was_changed_after_it_was_installed_is_named(tmp_path: Path) -> None:
    info = tmp_path / "oars-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: oars\nVersion: 1.2\n")
    (tmp_path / "oars.py").write_text("row()\n")
    (info / "RECORD").write_text("oars.py,sha256=AAAA,6\n")
    (found,) = distributions(path=[str(tmp_path)])
    assert list(locks.changed([found])) == ["oars: oars.py was changed or removed after it was installed"]
    assert list(locks.changed([distribution("click")])) == []


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({"License_Expression": "MIT OR GPL-3.0-only"}, "MIT OR GPL-3.0-only"),
        (
            {"License_Expression": "(MIT OR GPL-3.0-only) AND BSD-3-Clause"},
            "(MIT OR GPL-3.0-only) AND BSD-3-Clause",
        ),
        ({"Classifier": "License :: OSI Approved :: Apache Software License"}, "Apache-2.0"),
        ({"License": "3-Clause BSD License"}, "BSD-3-Clause"),
    ],
)
def test_a_permissive_licence_is_allowed_however_it_is_written(said: dict[str, str], licence: str) -> None:
    package = Package("oars", **said)
    assert licences.licence_of(package) == licence
    assert list(licences.refused([package])) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"License_Expression": "AGPL-3.0-only"}, "oars stands under AGPL-3.0-only, which is not among"),
        ({"License_Expression": "MIT AND GPL-3.0-only"}, "oars stands under MIT AND GPL-3.0-only"),
        ({"License": "GNU General Public License v3"}, "oars stands under GPL"),
        ({"License": "free for friends"}, "oars does not say under which licence it stands"),
        ({}, "oars does not say under which licence it stands"),
    ],
)
def test_a_licence_that_is_not_allowed_or_not_known_is_refused(said: dict[str, str], sentence: str) -> None:
    (told,) = licences.refused([Package("oars", **said)])
    assert told.startswith(sentence)


def test_everything_that_is_installed_here_may_be_given_away_and_is_as_pinned() -> None:
    pinned = locks.pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    found = list(distributions())
    assert list(licences.refused(found)) == []
    assert locks.drifted(pinned, locks.installed(found)) == []


def clean(pinned: Mapping[str, str]) -> dict[str, Any]:
    return {"dependencies": [{"name": name, "version": one, "vulns": []} for name, one in pinned.items()]}


def leaking(pinned: Mapping[str, str]) -> dict[str, Any]:
    answer = clean(pinned)
    for one in answer["dependencies"]:
        if one["name"] == "oars":
            one["vulns"] = [{"id": "PYSEC-0000-1", "fix_versions": ["1.3"], "aliases": []}]
    return answer


def silent(pinned: Mapping[str, str]) -> dict[str, Any]:
    return {"dependencies": [{"name": name, "skip_reason": "not found"} for name in pinned]}


PINNED = {"aiohttp": "3.0", "oars": "1.2"}


def test_a_known_hole_is_named_with_the_version_that_closes_it() -> None:
    told = advisories.asked(PINNED, leaking)
    assert told.holes == ("oars 1.2 has the known hole PYSEC-0000-1; fixed in 1.3",)
    assert told.unasked is None
    assert advisories.asked(PINNED, clean) == advisories.Told()


def test_a_service_that_is_not_there_is_asked_once_and_said_to_be_silent() -> None:
    calls: list[Mapping[str, str]] = []

    def ask(pinned: Mapping[str, str]) -> dict[str, Any]:
        calls.append(pinned)
        return silent(pinned)

    told = advisories.asked(PINNED, ask)
    assert told.unasked is not None
    assert calls == [{"aiohttp": "3.0"}]
    assert advisories.asked(PINNED, lambda _: None).unasked is not None


def test_the_audit_fails_on_a_hole_and_says_openly_what_it_could_not_look_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(locks, "changed", lambda _: [])
    monkeypatch.setattr(advisories, "asked", lambda _: advisories.Told(holes=("oars leaks",)))
    assert audit.main(ROOT) == 1
    assert "advisories: oars leaks" in capsys.readouterr().out
    monkeypatch.setattr(advisories, "asked", lambda _: advisories.Told(unasked="nobody is there"))
    assert audit.main(ROOT) == 0
    assert "advisories: NOT LOOKED AT: nobody is there" in capsys.readouterr().out


def test_the_bill_of_materials_holds_what_is_shipped_and_nothing_that_only_developers_need() -> None:
    made = sbom.bill(ROOT)
    pinned = locks.pins((ROOT / sbom.RUNTIME).read_text(encoding="utf-8"))
    held = {canonicalize_name(one["name"]): one["version"] for one in made["components"]}
    assert held == pinned
    assert made["bomFormat"] == "CycloneDX"
    assert made["metadata"]["component"]["name"] == sbom.PROGRAM
    refs = {one["bom-ref"] for one in made["components"]} | {made["metadata"]["component"]["bom-ref"]}
    assert all(set(one["dependsOn"]) <= refs for one in made["dependencies"])
