"""What a fresh install indexes: sources of our own, marked as such, on topics with two sides."""

import re
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(SAMPLES.glob("*/*.md"))
MARK = "*Sample written for Counterpoint; the people and bodies in it are invented.*"
HEAD_LINES = 10
BYLINE = re.compile(r"^By [A-Z][\w-]+( [A-Z][\w'-]+)+", re.MULTILINE)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH} \d{{4}}|{MONTH} \d{{1,2}}, \d{{4}})$",
    re.MULTILINE,
)
TURN = re.compile(r"^\*\*(?P<name>[^*]+)\*\*(?: \((?P<role>[^)]+)\))?: ", re.MULTILINE)

every_sample = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
every_debate = pytest.mark.parametrize(
    "path", [path for path in FILES if path.name.startswith("debate-")], ids=lambda path: path.stem
)


def head(path: Path) -> list[str]:
    """The first lines with words on them: where title, mark, byline, date and outlet stand."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:HEAD_LINES]


def test_samples_are_eight_files_on_three_topics_at_least() -> None:
    assert len(FILES) >= 8
    assert len({path.parent.name for path in FILES}) >= 3
    assert "russia-china" in {path.parent.name for path in FILES}


@every_sample
def test_sample_begins_with_its_title_and_says_that_it_is_a_sample(path: Path) -> None:
    lines = head(path)
    assert lines[0].startswith("# ")
    assert lines[1] == MARK


@every_sample
def test_sample_names_its_author_and_date(path: Path) -> None:
    top = "\n".join(head(path))
    assert BYLINE.search(top)
    assert DATE.search(top)


@every_sample
def test_sample_is_read_in_one_sitting(path: Path) -> None:
    assert 500 <= len(path.read_text(encoding="utf-8").split()) <= 900


@every_debate
def test_debate_gives_every_speaker_a_role_at_the_first_turn_and_only_there(path: Path) -> None:
    turns = TURN.findall(path.read_text(encoding="utf-8"))
    first = [name for index, (name, _) in enumerate(turns) if name not in dict(turns[:index])]
    assert len(first) >= 4
    assert [name for name, role in turns if role] == first


def test_titles_of_samples_differ() -> None:
    titles = [head(path)[0] for path in FILES]
    assert len(set(titles)) == len(titles)


def test_readme_of_samples_names_every_topic() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert {path.parent.name for path in FILES} <= set(re.findall(r"`([a-z-]+)`", readme))
