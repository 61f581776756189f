"""Text of any direction beside text of another: right-to-left words must not turn round what stands beside them."""

import re

FIRST_STRONG, END = "\u2068", "\u2069"

_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATION = re.compile("[\u2066-\u2069]")


def isolated(text: str) -> str:
    """The same text, each line shut off from its surroundings where it holds anything that turns direction."""
    if not _TURNING.search(text):
        return text
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if not _TURNING.search(line):
        return line
    open_, unopened = 0, 0
    for letter in _ISOLATION.findall(line):
        if letter != END:
            open_ += 1
        elif open_:
            open_ -= 1
        else:
            unopened += 1
    # What the line closes without having opened it would end our isolation too early.
    return FIRST_STRONG * (1 + unopened) + line + END * (1 + open_)
