"""The audit log: what moderators change and who is refused is noted once, and nothing that anybody asks."""

import json

from bot.dispatch import answer_line, press
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace


def log_of(workspace: SmallWorkspace) -> list[tuple[str | None, str, str]]:
    return [(one.person, one.action, one.subject) for one in workspace.audit.entries()]


def moderator(workspace: SmallWorkspace, *, chat: bool = False) -> Asker:
    return Asker(workspace=workspace, person="mo", audience="moderator", local=True, chat=chat)


def test_what_moderators_change_is_noted_with_ids_and_names_alone() -> None:
    workspace = SmallWorkspace()
    for line in (
        '/source edit ferry.txt --title "A secret title" --author ""',
        '/source retract ferry.txt --reason "A secret reason"',
        "/source restore ferry.txt",
        "/claim drop FB-001",
        '/claim speaker FB-002 --name "Somebody Secret"',
        "/intake ferry.txt --do approve",
        "/settings --answers public --intake before",
        "/topic set ferry-bridge",
        "/topic clear",
        "/ingest new.txt",
        "/source remove ferry.txt",
    ):
        assert answer_line(line, moderator(workspace)).error is None, line
    assert [(action, subject) for _, action, subject in log_of(workspace)] == [
        ("source edit", "3f2a9c1b: title, author"),
        ("source retract", "3f2a9c1b"),
        ("source restore", "3f2a9c1b"),
        ("claim drop", "FB-001"),
        ("claim speaker", "FB-002"),
        ("intake", "3f2a9c1b: approve"),
        ("settings", "answers=public, intake=before"),
        ("topic set", "local: ferry-bridge"),
        ("topic clear", "local"),
        ("ingest", "new0"),
        ("source remove", "3f2a9c1b"),
    ]
    assert "ecret" not in json.dumps(answer_line("/audit", moderator(workspace)).data)


def test_what_only_shows_something_is_not_noted() -> None:
    workspace = SmallWorkspace()
    for line in ("/settings", "/votes", "/intake", "/intake ferry.txt", "/claims", "/verify", "/audit"):
        answer_line(line, moderator(workspace))
    for line in ('/counter "ferries are slow"', "/views ferry-bridge", "/preferences --answers public"):
        answer_line(line, Asker(workspace=workspace, person="ada"))
    answer_line("/source remove ferry.txt", moderator(workspace, chat=True))
    assert log_of(workspace) == []


def test_a_button_of_a_review_is_noted_once() -> None:
    workspace = SmallWorkspace()
    page = press("review:drop:FB-001:0", moderator(workspace, chat=True))
    assert page.error is None
    assert log_of(workspace) == [("mo", "claim drop", "FB-001")]
    press("review:undo:3f2a9c1b:0", moderator(workspace, chat=True))
    assert log_of(workspace)[1:] == [("mo", "intake", "3f2a9c1b: undo")]


def test_who_is_refused_is_noted_once_an_hour() -> None:
    workspace = SmallWorkspace()
    ada = Asker(workspace=workspace, person="ada")
    for line in ("/verify", "/source remove ferry.txt", "/source remove ferry.txt"):
        assert answer_line(line, ada).error is not None
    assert log_of(workspace) == [("ada", "refused", "verify"), ("ada", "refused", "source remove")]


def test_the_log_is_shown_latest_first_and_says_whether_it_is_whole() -> None:
    from dataclasses import replace

    workspace = SmallWorkspace()
    for line in ("/claim drop FB-001", "/claim restore FB-001"):
        answer_line(line, moderator(workspace))
    shown = answer_line("/audit", moderator(workspace))
    assert [row[2] for row in shown.pieces[-1].rows] == ["claim restore", "claim drop"]  # type: ignore[union-attr]
    assert shown.data["broken_at"] is None
    workspace.audit.noted[0] = replace(workspace.audit.noted[0], subject="FB-002")
    changed = answer_line("/audit", moderator(workspace))
    assert changed.data["broken_at"] == 1
    assert "entry 1 is not as it was written" in str(changed.pieces)
