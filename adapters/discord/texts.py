"""What only Discord's users and operators read. Everything else is the bot's."""

from bot.languages import say


def not_sent() -> str:
    """Discord refused an answer again and again."""
    return say("The answer is there, but Discord did not take it; please ask again in a minute.")


def not_reachable(person: str) -> str:
    """A private answer came too late, and the person takes no direct messages."""
    return say(
        "{person}, your answer came too late to be shown here, and you take no direct messages from me; please ask again."
    ).format(person=person)


def too_large(name: str, most: int) -> str:
    """A file that will not be fetched."""
    return say("{name} has more than {most} MB; split it into parts.").format(name=name, most=most)


def not_fetched(name: str) -> str:
    """A file that Discord did not hand over."""
    return say("Discord did not hand over {name}; please add it again.").format(name=name)


def file_option() -> str:
    """What the option for a file takes."""
    return say("A text, Markdown, HTML, PDF or Word file.")


def link_option() -> str:
    """What the option for a link takes."""
    return say("A link to an article; leave both out to paste a text.")


def rest_in_file() -> str:
    """Where Discord allows no more messages."""
    return say("Discord shows no more here; the rest is in the file.")
