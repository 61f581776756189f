"""Many workspaces: each installs the app, sees its own library only, and takes its tokens along when it leaves."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.chats.slack_program import CLAIM, Branch, SlackProgram
from tests.doubles.slack.shown import Deed

ORDERS = [
    ["tokens_revoked", "app_uninstalled"],
    ["app_uninstalled", "tokens_revoked"],
    ["app_uninstalled"],
    ["tokens_revoked"],
    ["app_uninstalled", "tokens_revoked", "app_uninstalled", "tokens_revoked"],
]


def bytes_of(data: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(data.rglob("*")) if one.is_file())


def removed_from(branch: Branch, order: Sequence[str]) -> list[Deed]:
    """Remove the app, and wait until the program has heard of it; the events that told of it."""
    told = branch.service.uninstall(branch.team, order=order)
    deeds = [Deed(hand=branch.installer.hand, id=name, what="uninstall") for name in told]
    for deed in deeds:
        deed.acknowledged()
    assert branch.program.running is not None
    branch.program.running.wait_for(f"removed from workspace {branch.team}")
    return deeds


def left_days_ago(branch: Branch, days: int) -> None:
    """Set back when a workspace left, as if the time had passed."""
    moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    with closing(sqlite3.connect(branch.program.data / "installation.db")) as database:
        database.execute("UPDATE departures SET at = ? WHERE workspace = ?", (moment, branch.workspace))
        database.commit()


def test_each_workspace_sees_its_own_library_only(branch: Branch, slack_of_many: SlackProgram) -> None:
    other = Branch.founded(slack_of_many, empty=True)
    assert "SB-001" in branch.member().slash("/counter", CLAIM).text
    stranger = other.member("Sam")
    assert "There are no sources yet" in stranger.slash("/counter", CLAIM).text
    assert "There is no quote" in stranger.slash("/quote", "SB-001").text
    assert "There are no sources yet" in stranger.open_home().text
    stranger.slash("/views")
    found = stranger.suggest(stranger.view, "A topic of the library, or any phrase.", "skerry")
    assert [one.label for one in found] == ["skerry"]


def test_a_workspace_that_did_not_install_the_app_is_told_so(slack_of_many: SlackProgram) -> None:
    slack_of_many.start()
    service = slack_of_many.service
    stranger = service.person("Sam", team=service.team("Nowhere"))
    assert "Counterpoint is not installed in this workspace" in stranger.slash("/topics").text


def test_an_installation_that_is_denied_forged_or_lost_ends_in_nothing(slack_of_many: SlackProgram) -> None:
    slack_of_many.start()
    service = slack_of_many.service
    ada = service.person("Ada", team=service.team("Undecided"))
    assert "access_denied" in service.install(ada, deny=True)["body"]
    assert service.install(ada, state="forged")["status"] == 400
    assert service.install(ada, cookie=False)["status"] == 400
    assert "not installed" in ada.slash("/topics").text


def test_an_installation_asks_for_nothing_that_the_manifest_does_not_name(branch: Branch) -> None:
    done = branch.service.install(branch.installer)
    assert done["status"] == 200
    assert done["scopes"].split(",") == [
        "commands",
        "chat:write",
        "app_mentions:read",
        "im:history",
        "users:read",
        "files:read",
        "files:write",
        "pins:write",
        "usergroups:read",
    ]


def test_tokens_are_nowhere_in_plain_text(branch: Branch) -> None:
    branch.member().slash("/topics")
    kept = bytes_of(branch.program.data)
    assert branch.team.encode() in kept
    assert branch.token.encode() not in kept
    assert b"xoxb-" not in kept
    assert branch.token not in branch.program.log
    assert str(branch.service.facts["client_secret"]).encode() not in kept


@pytest.mark.parametrize("order", ORDERS, ids=" then ".join)
def test_a_workspace_that_leaves_takes_its_tokens_along_at_once(branch: Branch, order: list[str]) -> None:
    removed_from(branch, order)
    assert "Counterpoint is not installed in this workspace" in branch.member().slash("/topics").text
    assert branch.databases


def test_a_workspace_that_comes_back_finds_its_library(branch: Branch) -> None:
    removed_from(branch, ORDERS[0])
    branch.install()
    assert "Build the Bridge Now" in branch.member().slash("/sources").text


def test_data_is_deleted_thirty_days_after_the_app_was_removed_unless_it_came_back(
    slack_of_many: SlackProgram,
) -> None:
    slack_of_many.start()
    gone, recent, back = (Branch.founded(slack_of_many) for _ in range(3))
    for one in (gone, recent, back):
        removed_from(one, ORDERS[1])
    left_days_ago(gone, 31)
    left_days_ago(recent, 29)
    left_days_ago(back, 31)
    back.install()
    slack_of_many.restart()
    assert slack_of_many.running is not None
    slack_of_many.running.wait_for(f"deleted {gone.workspace}")
    assert gone.databases == []
    assert recent.databases
    assert "Build the Bridge Now" in back.member().slash("/sources").text


def test_late_news_of_a_removal_does_not_undo_the_installation_after_it(branch: Branch) -> None:
    told = removed_from(branch, ["app_uninstalled"])[0].report()["payload"]
    branch.install()
    late = {**told, "event_id": "Ev0LATE", "event_time": told["event_time"] - 100}
    assert branch.service.forge(json.dumps(late))["status"] == 200
    assert "Build the Bridge Now" in branch.member().slash("/sources").text


def test_what_one_person_takes_back_removes_nothing(branch: Branch) -> None:
    told = {"type": "tokens_revoked", "tokens": {"oauth": [branch.installer.id], "bot": []}}
    branch.service.client.ask("event", person=branch.installer.id, channel=None, inner=told)
    assert "Build the Bridge Now" in branch.member().slash("/sources").text
