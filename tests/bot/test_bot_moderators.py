"""Moderators by a role or a user group: chosen by name or mention, and nobody else let in."""

import pytest

from bot.dispatch import answer_line
from bot.moderation.moderators import audience_of, group_of
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace


def chosen(line: str) -> tuple[str | None, str | None]:
    workspace = SmallWorkspace()
    reply = answer_line(line, Asker(workspace=workspace, audience="moderator"))
    return group_of(workspace), reply.error


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@debate-team", "debate-team"),
        ("Debate Team", "Debate Team"),
        ("<@&4711>", "4711"),
        ("<!subteam^S0ABC|@debate-team>", "S0ABC"),
        ("<!subteam^S0ABC>", "S0ABC"),
    ],
)
def test_a_group_is_kept_by_its_id_where_it_is_mentioned_else_by_its_name(typed: str, kept: str) -> None:
    assert chosen(f"/moderators {typed}") == (kept, None)


@pytest.mark.parametrize("typed", ["@everyone", "everyone", "@here", "@channel", "@", "x" * 101])
def test_everybody_is_no_group(typed: str) -> None:
    group, error = chosen(f"/moderators {typed}")
    assert group is None
    assert "role or user group" in str(error)


def test_people_of_the_group_moderate_and_no_others() -> None:
    workspace = SmallWorkspace()
    mo = Asker(workspace=workspace, audience="moderator", person="mo")
    assert audience_of(workspace, "member", {"17", "Debate-Team"}) == "member"
    answer_line("/moderators @debate-team", mo)
    assert audience_of(workspace, "member", {"17", "Debate-Team"}) == "moderator"
    assert audience_of(workspace, "member", {"17", "debate"}) == "member"
    assert audience_of(workspace, "member", ()) == "member"
    assert audience_of(workspace, "moderator", ()) == "moderator"
    assert "debate-team" in answer_line("/moderators", mo).pieces[0].text  # type: ignore[union-attr]
    answer_line("/moderators --do clear", mo)
    assert audience_of(workspace, "member", {"17", "Debate-Team"}) == "member"
    assert [one.subject for one in workspace.audit.entries()] == ["debate-team", "clear"]
