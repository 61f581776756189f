"""Who asks and where, read from what Discord sends: the workspace, the person, what they may do."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import discord

from bot.fair_queue import Who
from bot.host import Host
from bot.moderation.moderators import audience_of
from bot.request import Asker, Audience
from bot.workspace import Progress

SERVER, PERSON = "discord-", "discord-user-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who asks, and where; reading it costs nothing."""

    workspace: str
    person: str
    audience: Audience
    """What Discord's permissions let them do."""
    channel: str
    locale: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    """Ids and names of the roles that they have; a workspace may let those of one moderate, too."""
    owned: bool = True
    """False where it is another person's own library that a button leads to."""

    @property
    def who(self) -> Who:
        """Whose work it is."""
        return Who(self.workspace, self.person)


def who_of(data: Mapping[str, Any]) -> Who:
    """Whose an interaction is, read from what Discord sent."""
    person = str((data.get("member") or data)["user"]["id"])
    owners, guild = data.get("authorizing_integration_owners") or {}, data.get("guild_id")
    if guild is not None and (not owners or "0" in owners):
        return Who(server(int(guild)), person)
    return Who(f"{PERSON}{owners.get('1', person)}", person)


def of_interaction(interaction: discord.Interaction) -> Origin:
    """Where a command, a button or a form comes from."""
    person = interaction.user.id
    channel = interaction.channel
    place = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    locale = interaction.locale.value
    if interaction.guild_id is None or without_bot(interaction):
        return _personal(_owner(interaction), place, locale, person=interaction.user)
    moderates = interaction.permissions.manage_guild
    return Origin(
        workspace=server(interaction.guild_id),
        person=str(person),
        name=interaction.user.display_name,
        audience="moderator" if moderates else "member",
        roles=_roles(interaction.user),
        channel=str(place),
        locale=locale,
    )


def without_bot(interaction: discord.Interaction) -> bool:
    """Whether the app is there only because somebody brought it along."""
    return bool(_owners(interaction)) and not interaction.is_guild_integration()


def _owners(interaction: discord.Interaction) -> dict[int, int]:
    """Who installed the app that the interaction belongs to: a server under 0, a person under 1."""
    # the library tells whether it was the one or the other, but not whose
    owners = interaction._integration_owners  # noqa: SLF001
    return {int(kind): int(owner) for kind, owner in owners.items()}


def _owner(interaction: discord.Interaction) -> int:
    """Whose own library is meant: under a message it is that of who asked, whoever presses."""
    return _owners(interaction).get(1, interaction.user.id)


def of_message(message: discord.Message) -> Origin:
    """Where a mention or a direct message comes from."""
    channel, author, guild = message.channel, message.author, message.guild
    place = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
    if guild is None:
        return _personal(author.id, place, "en", person=author)
    moderates = isinstance(author, discord.Member) and author.guild_permissions.manage_guild
    return Origin(
        workspace=server(guild.id),
        person=str(author.id),
        name=author.display_name,
        audience="moderator" if moderates else "member",
        roles=_roles(author),
        channel=str(place),
        locale=guild.preferred_locale.value,
    )


def _roles(person: discord.User | discord.Member) -> frozenset[str]:
    """The roles that somebody was given; the one that everybody has is none of them."""
    return names_of(role for role in getattr(person, "roles", ()) if not role.is_default())


def names_of(roles: Iterable[discord.Role]) -> frozenset[str]:
    """What roles are known by."""
    return frozenset(name for role in roles for name in (str(role.id), role.name))


def packed(origin: Origin) -> dict[str, Any]:
    """An origin as JSON holds it, for another process, which may know less of the server."""
    return {**asdict(origin), "roles": sorted(origin.roles)}


def unpacked(held: Mapping[str, Any]) -> Origin:
    """The origin that was packed."""
    return Origin(**{**held, "roles": frozenset(held["roles"])})


def server(guild: int) -> str:
    """The workspace of a server."""
    return f"{SERVER}{guild}"


def server_of(workspace: str) -> int | None:
    """The server whose workspace it is, or None where it is none's."""
    rest = workspace.removeprefix(SERVER)
    return int(rest) if rest != workspace and rest.isascii() and rest.isdecimal() else None


def asker(origin: Origin, host: Host, progress: Progress | None = None) -> Asker:
    """The same for the bot. Opens the workspace, so it belongs in a worker thread.

    Raises:
        CounterpointError: the workspace cannot be opened.
    """
    workspace = host.library.workspace(origin.workspace)
    return Asker(
        workspace=workspace,
        person=origin.person,
        name=origin.name,
        audience=audience_of(workspace, origin.audience, origin.roles),
        chat=True,
        channel=origin.channel,
        locale=origin.locale,
        progress=progress,
        pages=host.pages(origin.workspace),
    )


def _personal(
    owner: int, channel: int | None, locale: str, *, person: discord.User | discord.Member
) -> Origin:
    """Outside the servers that have the bot, everybody has a library of their own."""
    return Origin(
        workspace=f"{PERSON}{owner}",
        person=str(person.id),
        name=person.display_name,
        audience="moderator",
        owned=owner == person.id,
        channel=str(channel),
        locale=locale,
    )
