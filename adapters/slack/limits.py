"""Slack's limits, as data. Lengths count UTF-16 units, as Slack's own clients do."""

from typing import Final

BLOCKS: Final = 50
"""Blocks of one message."""
VIEW_BLOCKS: Final = 100
"""Blocks of a modal or of the App Home."""
ALL_TEXT: Final = 13_000
"""Text over all blocks of one message; Slack documents none, and refuses somewhat more than this."""
MESSAGE_TEXT: Final = 4_000
"""A message's `text`, which stands for its blocks where they cannot be shown."""

SECTION: Final = 3_000
HEADER: Final = 150
CONTEXT: Final = 2_000
CONTEXT_ELEMENTS: Final = 10
ACTIONS: Final = 25
BUTTON: Final = 75
BUTTON_VALUE: Final = 2_000
URL: Final = 3_000
ALT_TEXT: Final = 2_000
ACTION_ID: Final = 255
BLOCK_ID: Final = 255

OPTIONS: Final = 100
OPTION_LABEL: Final = 75
OPTION_VALUE: Final = 150
PLACEHOLDER: Final = 150

VIEW_TITLE: Final = 24
LABEL: Final = 2_000
INPUT: Final = 3_000
METADATA: Final = 3_000

HOOK_USES: Final = 5
"""How often a response_url may be used, within `HOOK_SECONDS`."""
HOOK_SECONDS: Final = 30 * 60
SIGNATURE_AGE: Final = 300
"""Seconds that a signed request may be old."""
BODY: Final = 1_000_000
"""Bytes of a request that is looked at; Slack's own are far smaller."""

COMMANDS: Final = 50
COMMAND_NAME: Final = 32
COMMAND_DESCRIPTION: Final = 2_000
COMMAND_HINT: Final = 1_000
SHORTCUTS: Final = 10
SHORTCUT_NAME: Final = 24
