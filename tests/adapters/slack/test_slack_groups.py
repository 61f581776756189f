"""The user group that moderates in Slack: asked for now and then, trusted for an hour, and never for everybody."""

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.groups import Groups


class Directory:
    """usergroups.list, which counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.people = ["U1", "U2"]
        self.error = ""

    async def usergroups_list(self, *, include_users: bool) -> dict[str, Any]:
        assert include_users
        self.asked += 1
        if self.error:
            raise SlackApiError("no", {"error": self.error})  # type: ignore[no-untyped-call]
        others = {"id": "S9", "handle": "others", "name": "Others", "users": ["U9"]}
        return {
            "usergroups": [
                others,
                {"id": "S1", "handle": "debate-team", "name": "Debate team", "users": self.people},
            ]
        }


class Place:
    """A workspace with what it has chosen, and a clock."""

    def __init__(self, group: str | None) -> None:
        self.group, self.clock, self.directory = group, 0.0, Directory()
        self.groups = Groups(self.chosen, now=lambda: self.clock)

    async def chosen(self, team: str) -> str | None:
        assert team == "T1"
        return self.group

    def holds(self, user: str) -> bool:
        client: Any = self.directory
        return asyncio.run(self.groups.holds(client, "T1", user))


@pytest.mark.parametrize("group", ["S1", "debate-team", "Debate-Team", "Debate team"])
def test_people_of_the_chosen_group_are_found_by_id_handle_or_name(group: str) -> None:
    place = Place(group)
    assert [place.holds(user) for user in ("U1", "U2", "U9", "U3")] == [True, True, False, False]
    assert place.directory.asked == 1


@pytest.mark.parametrize("group", [None, "debate", "S", "gone"])
def test_without_such_a_group_nobody_is_in_it(group: str | None) -> None:
    assert not Place(group).holds("U1")


def test_slack_is_not_asked_where_no_group_is_chosen() -> None:
    place = Place(None)
    place.holds("U1")
    assert place.directory.asked == 0


def test_who_leaves_the_group_is_a_member_within_minutes_and_a_new_choice_holds_at_once() -> None:
    place = Place("S1")
    assert place.holds("U2")
    place.directory.people = ["U1"]
    assert place.holds("U2")
    place.clock = 301.0
    assert not place.holds("U2")
    place.group = "others"
    place.groups.forget("T1")
    assert place.holds("U9")
    assert not place.holds("U1")


def test_while_slack_does_not_say_those_it_named_moderate_for_an_hour() -> None:
    place = Place("S1")
    assert place.holds("U1")
    place.directory.error = "missing_scope"
    place.clock = 301.0
    assert place.holds("U1")
    place.clock = 3_601.0
    assert not place.holds("U1")
