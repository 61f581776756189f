"""Who moderates besides those whom the platform gives the right: the people of one of its groups.

On Discord such a group is a role, on Slack a user group. Adapters say which groups somebody is in, by id and by name;
whether that makes them a moderator is decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.moderation import words
from bot.reply import Note, Reply
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.request import Audience, Request
    from bot.workspace import Workspace

NAME: Final = "moderators"
"""Under what the group is kept among the settings."""
CLEAR: Final = "clear"
LONGEST: Final = 100
_MENTION: Final = re.compile(r"<(?:@&|!subteam\^)(?P<id>\w+)(?:\|[^<>]*)?>")


def moderators(request: Request) -> Reply:
    """Show which group moderates, after choosing another or none.

    Raises:
        InputError: what was typed can be the name of no group.
    """
    records = request.workspace.records
    done: str | None = None
    if request.option("do") == CLEAR:
        records.set_setting(NAME, None)
        done = CLEAR
    elif (typed := request.option("group")) is not None:
        done = _name(typed)
        records.set_setting(NAME, done)
    group = group_of(request.workspace)
    return Reply(
        command=NAME,
        data={"command": NAME, "group": group},
        pieces=(Note(text=words.who_moderates(group)),),
        done=done,
    )


def group_of(workspace: Workspace) -> str | None:
    """The id or the name of the group whose people moderate."""
    return workspace.records.settings().get(NAME)


def audience_of(workspace: Workspace, audience: Audience, groups: Collection[str]) -> Audience:
    """What somebody may here, who is in these groups.

    Args:
        workspace: where they are.
        audience: what the platform lets them do.
        groups: ids and names of the groups that they are in.
    """
    if audience == "moderator" or not groups:
        return audience
    group = group_of(workspace)
    return "moderator" if group is not None and is_among(group, groups) else audience


def is_among(group: str, groups: Collection[str]) -> bool:
    """Whether a group as it is kept is one of several, given by their ids and names."""
    return group.casefold() in {name.casefold() for name in groups}


def _name(typed: str) -> str:
    """What a group is kept by: its id where it was mentioned, else its name."""
    found = _MENTION.fullmatch(typed.strip())
    name = found["id"] if found else typed.strip().removeprefix("@").strip()
    if not name or len(name) > LONGEST or name.casefold() in ("everyone", "here", "channel"):
        raise InputError(words.no_such_group())
    return name
