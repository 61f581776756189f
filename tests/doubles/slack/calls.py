"""One call of the Web API, as its method sees it."""

from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.doing import Doing
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.records import Channel, Json, Team
from tests.doubles.slack.sockets import Sockets
from tests.doubles.slack.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    world: World
    doing: Doing
    sockets: Sockets
    method: str
    arguments: Json
    authorization: str

    @property
    def token(self) -> str | None:
        """The token, from the header or the arguments."""
        kind, _, value = self.authorization.partition(" ")
        found = value if kind == "Bearer" else self.arguments.get("token")
        return str(found) if found else None

    @property
    def team(self) -> Team:
        team = self.world.team_of(self.token)
        if team is None:
            raise Refusal(error="invalid_auth")
        return team

    def needed(self, key: str) -> Any:
        """An argument that must be there.

        Raises:
            Refusal: `invalid_arguments` when it is missing.
        """
        value = self.arguments.get(key)
        if value in (None, ""):
            raise Refusal(error="invalid_arguments", messages=[f"missing required field: {key}"])
        return value

    def channel(self) -> Channel:
        """The channel of the call; a person's id means their direct messages.

        Raises:
            Refusal: `channel_not_found`, or `not_in_channel` where the bot was not invited.
        """
        name = self.needed("channel")
        if name in self.world.people and self.world.people[name].team == self.team.id:
            return self.world.direct(name)
        found = self.world.channels.get(name)
        if found is None or found.team != self.team.id or (found.kind == "group" and not found.bot_in):
            raise Refusal(error="channel_not_found")
        return found
