"""What the operator's guides say about settings is what the code reads."""

import ast
import re
from pathlib import Path

import pytest

from adapters.discord import invite
from adapters.program import platforms
from adapters.slack import scopes

ROOT = Path(__file__).parents[3]
GUIDES = (
    "docs/setup-discord.md",
    "docs/setup-slack.md",
    "docs/operating-chats.md",
    "docs/judges.md",
    "docs/web.md",
)
NAME = re.compile(r"(?:DISCORD|SLACK|COUNTERPOINT)_[A-Z_]*[A-Z]")


def names_in_code() -> set[str]:
    """Every variable that stands as a whole text in the code; `secret` reads NAME_FILE beside each secret."""
    found: set[str] = set()
    for folder in ("adapters", "bot", "knowledge"):
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
            found |= {text for text in texts if NAME.fullmatch(text)}
    return found


def names_in_tables() -> set[str]:
    """Every variable that has a row in a table of a guide."""
    rows = (row for guide in GUIDES for row in re.findall(r"^\| `([^|]+)` \|", text_of(guide), re.MULTILINE))
    return {name for row in rows for name in NAME.findall(row)}


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def test_the_guides_document_every_variable_that_the_code_reads_and_no_other() -> None:
    assert names_in_tables() == names_in_code()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_variable_that_a_guide_names_has_a_row(guide: str) -> None:
    named = {name.removesuffix("_FILE") for name in NAME.findall(text_of(guide))}
    assert named <= names_in_tables()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_of_a_guide_leads_to_a_file(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(guide))
    assert [link for link in links if not (ROOT / guide).parent.joinpath(link).exists()] == []


def test_the_invite_link_asks_for_what_the_bot_asks_for_and_the_guide_says_why() -> None:
    guide = text_of("docs/setup-discord.md")
    assert re.findall(r"&permissions=(\d+)", guide) == [str(invite.permissions().value)]
    rights = {name.replace("_", " ").rstrip("s") for name in invite.REASONS}
    rows = re.findall(r"^\| ([A-Z][A-Za-z ]+) \| to |^\| ([A-Z][A-Za-z ]+) \| the same", guide, re.MULTILINE)
    assert {"".join(row).lower().rstrip("s") for row in rows} == rights


def test_the_guide_of_slack_says_why_each_scope_is_needed() -> None:
    section = text_of("docs/setup-slack.md").split("## The scopes", 1)[1].split("\n## ", 1)[0]
    assert set(re.findall(r"^\| `([a-z:_]+)` \| \w", section, re.MULTILINE)) == {
        *scopes.BOT,
        *scopes.OPTIONAL,
    }


def test_every_platform_names_a_guide() -> None:
    assert {one.guide for one in platforms.known()} <= set(GUIDES)
