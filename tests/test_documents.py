"""The repository's papers hold what they say, and its files stay readable."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.commands import COMMANDS

ROOT = Path(__file__).parents[1]
MOST_LINES = 350
MOST_DECISION_LINES = 120
PAPERS = (
    "README.md",
    "CONTRIBUTING.md",
    "PRIVACY.md",
    "docs/architecture.md",
    "docs/chats.md",
    "docs/maps.md",
    "docs/moderating.md",
    "docs/briefs.md",
    "docs/setup-discord.md",
    "docs/setup-slack.md",
    "docs/operating.md",
    "SECURITY.md",
    "docs/operating-chats.md",
    "docs/operating-data.md",
    "docs/faults.md",
    "docs/judges.md",
    "docs/web.md",
    "docs/moderating.md",
    "docs/practising.md",
    "docs/scale.md",
    "docs/workers.md",
    "docs/decisions/README.md",
)

# Put together from parts, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pypi", "python", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb", "debian", "org"),
            ("crates", "io"),
        )
    )
)
INDEX_OPTION = re.compile(r"^\s*(?:-i|--(?:extra-)?index-url|--find-links)\b", re.MULTILINE)


def files() -> Iterator[Path]:
    """Every file of the checkout, without what the ignore list leaves out."""
    listed = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [".git", *(line.strip("/") for line in listed if line and not line.startswith("#"))]
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def text_of(path: Path) -> str | None:
    """A file's text, or None where it is not one."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", paper("Makefile"), re.MULTILINE))


def test_every_python_file_can_be_read_in_one_sitting() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files()
        if path.suffix == ".py"
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_folder_or_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "helpers", "common", "misc"}
    found = [path for path in files() if nothing & {*path.relative_to(ROOT).parts[:-1], path.stem}]
    assert found == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    named = {str(path.relative_to(ROOT)) for path in files() if REGISTRIES.search(text_of(path) or "")}
    assert named == set()


def test_the_lock_file_has_hashes_and_no_index() -> None:
    lock = paper("requirements.lock")
    assert "--hash=sha256:" in lock
    assert INDEX_OPTION.search(lock) is None


def test_the_readme_starts_with_the_two_commands() -> None:
    first = re.search(r"```\w*\n(.*?)```", paper("README.md"), re.DOTALL)
    assert first is not None
    commands = [line.split("#")[0].strip() for line in first[1].strip().splitlines()]
    assert commands == ["make chat", "make test"]


@pytest.mark.parametrize("name", PAPERS)
def test_every_make_command_in_the_papers_exists(name: str) -> None:
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", paper(name), re.DOTALL))
    assert set(re.findall(r"\bmake ([a-z]+)\b", code)) <= make_targets()


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_in_the_papers_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", paper(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_path_in_the_papers_exists(name: str) -> None:
    named = set(re.findall(r"(?:`|<br/>)((?:[a-z_]+/)*[a-z_]+(?:\.py|/))(?=`|<br/>|\")", paper(name)))
    assert named
    # The picture is short of room and leaves `knowledge/` out.
    missing = [path for path in named if not any((top / path).exists() for top in (ROOT, ROOT / "knowledge"))]
    assert missing == []


def test_the_readme_names_every_command() -> None:
    rows = re.findall(r"^\| (`.*?) \|", paper("README.md"), re.MULTILINE)
    listed = {
        " ".join(word for word in usage.split() if word.islower())
        for row in rows
        for usage in re.findall(r"`([^`]+)`", row)
    }
    assert listed == {command.name for command in COMMANDS}


def test_decisions_are_numbered_once_and_short() -> None:
    folder = ROOT / "docs" / "decisions"
    decisions = sorted(path for path in folder.iterdir() if path.name != "README.md")
    assert [path.name for path in decisions if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)] == []
    numbers = [path.name[:4] for path in decisions]
    assert len(set(numbers)) == len(numbers)
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in decisions}
    assert {name: lines for name, lines in lengths.items() if lines >= MOST_DECISION_LINES} == {}


def test_every_decision_is_listed() -> None:
    listed = re.findall(r"\]\((\d{4}[^)]+)\)", paper("docs/decisions/README.md"))
    there = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert listed == there


def test_the_licence_is_whole() -> None:
    licence = paper("LICENSE")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_every_quote_in_the_session_of_the_readme_stands_in_a_sample() -> None:
    session = (
        (ROOT / "README.md").read_text(encoding="utf-8").split("## A session", 1)[1].split("\n## ", 1)[0]
    )
    quotes = [" ".join(found.split()) for found in re.findall(r"^ +\d+ “([^”]+)”", session, re.MULTILINE)]
    samples = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in ROOT.glob("samples/*/*.md")
    )
    assert quotes
    assert [quote for quote in quotes if quote not in samples] == []
