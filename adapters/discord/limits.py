"""What Discord allows, as data. Texts are counted in UTF-16 units, which are never fewer than Discord counts."""

COMPONENTS = 40
"""Of one message, those inside others included."""
TEXT = 4_000
"""Over all texts of one message."""
BUTTONS_IN_ROW = 5
LABEL = 80
CUSTOM_ID = 100
OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
PLACEHOLDER = 150
FILES = 10
DESCRIPTION_OF_PICTURE = 1_024

MODAL_TITLE = 45
MODAL_LABEL = 45
MODAL_FIELDS = 5
MODAL_INPUT = 4_000
MODAL_PLACEHOLDER = 100

CHOICES = 25
CHOICE = 100
COMMANDS = 100
OPTIONS_OF_COMMAND = 25
DESCRIPTION = 100

FOLLOW_UPS_WITHOUT_BOT = 5
"""Where the app is a person's, and the bot is not in the server."""
TOKEN_SECONDS = 15 * 60
"""How long an interaction can be answered."""


def size(text: str) -> int:
    """How long a text is, counted so that no platform counts more."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def first(text: str, longest: int) -> str:
    """As much of a text's beginning as there is room for."""
    if size(text) <= longest:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * longest].decode("utf-16-le", "ignore")


def cut(text: str, longest: int) -> str:
    """A label in one line, ended with "…" where it is too long; never empty, since Discord refuses that."""
    line = " ".join(text.split()) or "–"
    return line if size(line) <= longest else f"{first(line, longest - 1).rstrip()}…"
