"""Texts about the links to a workspace's pages, for the chats and the terminal."""

from bot.languages import figures, say, say_number


def heading() -> str:
    """The title over where the pages are."""
    return say("The library’s pages")


def open_library() -> str:
    """The words of the link to the first page."""
    return say("Open the library")


def open_map() -> str:
    """The words of the link from a map in a chat to the one whose boxes lead to their quotes."""
    return say("Open the map")


def open_topic() -> str:
    """The words of the link from a chart to its topic's page."""
    return say("Open the topic")


def open_quote() -> str:
    """The words of the link from a quote to its page; one word, since it stands beside every quote."""
    return say("Open")


def not_served() -> str:
    """Nobody serves pages here."""
    return say(
        "No pages are served from here. On your own machine, counterpoint web shows them; for a chat, whoever runs "
        "the bot sets COUNTERPOINT_WEB_URL."
    )


def state(*, public: bool, days: int) -> tuple[tuple[str, str], ...]:
    """Who may read, and for how long a link opens."""
    if public:
        return ((say("who may read"), say("everybody")),)
    lasts = say_number("{count} day", "{count} days", days).format(count=figures(days))
    return ((say("who may read"), say("whoever has a link")), (say("a link opens for"), lasts))


def whose(*, public: bool) -> str:
    """Who can change that, and how."""
    if public:
        return say("A moderator makes them private again with /settings --pages signed.")
    return say("A moderator closes every link that is out with /pages revoke.")


def really_revoke() -> str:
    """Asks once more before every link is closed."""
    return say(
        "Shall every link to the pages that was given until now stop working, those under old answers, too?"
    )


def yes_revoke() -> str:
    """The button that closes every link."""
    return say("Yes, close them")


def revoked() -> str:
    """Every link is closed."""
    return say("Every link that was given until now is closed. New answers carry new links.")
