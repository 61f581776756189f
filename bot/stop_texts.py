"""What people read whose question comes while the program is being stopped."""

from bot.languages import say


def restarting() -> str:
    """Nothing was done about it."""
    return say("I am being restarted. Please ask again in a minute.")


def restarting_with_sources() -> str:
    """What was handed over is kept, and gone on with."""
    return say(
        "I am being restarted. I go on with what you gave me to add right after that; nothing is lost."
    )
