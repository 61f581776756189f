"""The rights that the app asks for, and why: no more than it uses."""

from typing import Final

BOT: Final = {
    "commands": "slash commands and shortcuts",
    "chat:write": "answers",
    "app_mentions:read": "questions that mention the bot",
    "im:history": "questions in direct messages",
    "users:read": "who moderates, and in which language people read",
    "files:read": "files that are added as sources",
    "files:write": "pictures such as argument maps, files such as briefs",
}
"""Scopes of the bot's token, each with what it is for."""
OPTIONAL: Final = {
    "pins:write": "posts that moderators want pinned",
    "usergroups:read": "who is in the user group that moderates, where one does",
}
"""Scopes that whoever installs the app may refuse; without one, the bot says what it cannot do."""
EVENTS: Final = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
"""What Slack tells the app without being asked."""
