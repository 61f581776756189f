"""Who people are in Slack."""

import asyncio
from typing import Any

import pytest

from adapters.slack.callers import place_of_press
from adapters.slack.files import is_of_slack
from adapters.slack.people import People, person_of


class Directory:
    """users.info, which counts how often it is asked."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked = 0
        self.team = "T1"
        self.fails = fails

    async def users_info(self, *, user: str, include_locale: bool) -> dict[str, Any]:
        self.asked += 1
        await asyncio.sleep(0)
        assert include_locale
        if self.fails:
            raise TimeoutError
        owns = {"is_owner": user == "U1", "team_id": self.team}
        return {"user": {"id": user, **owns, "locale": "de-DE", "real_name": "Ines"}}


@pytest.mark.parametrize("right", ["is_admin", "is_owner", "is_primary_owner"])
def test_admins_and_owners_moderate(right: str) -> None:
    assert person_of({"id": "U1", "team_id": "T1", right: True}, "T1").audience == "moderator"
    assert person_of({"id": "U1", "team_id": "T1", right: False}, "T1").audience == "member"


@pytest.mark.parametrize(
    "lack",
    [
        {"team_id": "T2"},
        {"team_id": None},
        {"is_stranger": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_bot": True},
        {"deleted": True},
        {"team_id": "T2", "enterprise_user": {"enterprise_id": "E1", "teams": ["T2", "T3"]}},
    ],
    ids=str,
)
def test_nobody_moderates_who_does_not_belong_to_the_workspace_in_full(lack: dict[str, Any]) -> None:
    assert person_of({"id": "U1", "team_id": "T1", "is_owner": True, **lack}, "T1").audience == "member"


@pytest.mark.parametrize("team", ["T1", "T9", "E1"])
def test_an_admin_of_an_organisation_moderates_in_its_workspaces(team: str) -> None:
    of_many = {"enterprise_id": "E1", "teams": ["T1", "T9"]}
    admin = {"id": "U1", "team_id": "T1", "is_admin": True, "enterprise_user": of_many}
    assert person_of(admin, team).audience == "moderator"


def test_a_moderator_is_a_member_once_slack_has_said_nothing_for_an_hour() -> None:
    async def run() -> None:
        clock = [0.0]
        directory: Any = Directory()
        people = People(now=lambda: clock[0])
        await people.find(directory, "T1", "U1")
        directory.fails = True
        clock[0] = 3_600
        assert (await people.find(directory, "T1", "U1")).audience == "moderator"
        clock[0] = 3_601
        found = await people.find(directory, "T1", "U1")
        assert (found.audience, found.locale, found.name) == ("member", "de-DE", "Ines")
        directory.fails = False
        assert (await people.find(directory, "T1", "U1")).audience == "moderator"

    asyncio.run(run())


def test_a_person_is_asked_for_once_in_some_minutes_however_many_wait() -> None:
    async def run() -> None:
        clock = [0.0]
        directory: Any = Directory()
        people = People(now=lambda: clock[0])
        found = await asyncio.gather(*(people.find(directory, "T1", "U1") for _ in range(50)))
        assert {one.audience for one in found} == {"moderator"}
        assert (found[0].locale, found[0].name) == ("de-DE", "Ines")
        assert directory.asked == 1
        clock[0] = 301
        await people.find(directory, "T1", "U1")
        await people.find(directory, "T2", "U1")
        assert directory.asked == 3

    asyncio.run(run())


def test_when_slack_does_not_say_the_person_is_a_member_or_whoever_installed() -> None:
    async def run() -> None:
        people, directory = People(), Directory(fails=True)
        client: Any = directory
        assert (await people.find(client, "T1", "U1")).audience == "member"
        assert (await people.find(client, "T1", "U1", installer="U1")).audience == "moderator"
        directory.fails = False
        assert (await people.find(client, "T1", "U1")).audience == "moderator"

    asyncio.run(run())


def test_a_press_is_answered_where_the_button_stands() -> None:
    message = {"container": {"type": "message", "channel_id": "C1", "message_ts": "5.5", "thread_ts": "4.4"}}
    place = place_of_press({**message, "response_url": "https://x.example"}, "U1")
    assert (place.channel, place.ts, place.thread) == ("C1", "5.5", "4.4")
    assert place_of_press({"container": {"type": "view"}}, "U1").window


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.txt", True),
        ("http://files.slack.com/a.txt", False),
        ("https://slack.com.evil.example/a.txt", False),
        ("https://evilslack.com/a.txt", False),
        ("http://127.0.0.1:9/files/a.txt", True),
        ("http://127.0.0.1:8/files/a.txt", False),
        ("", False),
    ],
)
def test_the_token_is_sent_to_slack_alone(address: str, ours: bool) -> None:
    assert is_of_slack(address, "http://127.0.0.1:9/api/") is ours
