"""Counterpoint in Discord: slash commands, the message menu, mentions, direct messages."""
