"""Sentences for when too much is asked at once."""

from bot.languages import figures, say


def too_often(seconds: int) -> str:
    """One person asks too often."""
    return say("You ask faster than the bot answers; try again in {seconds} s.").format(
        seconds=figures(seconds)
    )


def too_many_here(seconds: int) -> str:
    """The people of a workspace ask too often together."""
    return say("More is asked here than the bot answers in a minute; try again in {seconds} s.").format(
        seconds=figures(seconds)
    )
