"""Words of a text, and which of them carry meaning."""

import re
from typing import Final

_STOP_WORDS: Final = """
    a about above after again against all almost also although always am among an and another any anyone
    are as at back be became because become been before being below between both but by came can cannot
    come could did do does doing done down during each either else even ever every few first for from
    further get go had has have having he her here hers herself him himself his how however i if in
    indeed instead into is it its itself just last least less let like likely made make many may me might
    more most much must my myself need neither never next no nor not nothing now of off often on once one
    only onto or other others our ours ourselves out over own perhaps put quite rather really said same
    say says second see seem seems set several shall she should since so some something still such take
    than that the their theirs them themselves then there these they thing things this those though three
    through thus to today too toward towards two under until up upon us use used using very was way we
    well were what when where whether which while who whom whose why will with within without would yet
    you your yours yourself don't doesn't isn't won't can't it's there's that's
"""

STOP_WORDS: Final = frozenset(_STOP_WORDS.split())

WORD: Final = re.compile(r"[^\W_][\w’']*")


def words(text: str) -> list[str]:
    """The words of a text in small letters, apostrophes straight."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """The words of a text that carry meaning: no stop words, no single letters."""
    return [word for word in words(text) if word not in STOP_WORDS and len(word) > 1 and not word.isdigit()]
