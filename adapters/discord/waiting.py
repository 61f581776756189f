"""Waits that Discord asks for: longer ones than anybody would sit out are errors, wherever they are asked for.

discord.py has a ceiling for them, but not where an interaction is answered: there it sleeps as long as it is told.
"""

from types import SimpleNamespace
from typing import Final

import aiohttp
import discord

LONGEST: Final = 60.0
"""Longer waits are errors, so that an answer goes another way instead of hanging."""
LIMITED: Final = 429


def with_ceiling(trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
    """Let what looks at every answer of Discord's refuse waits that are too long, before the library sits them out."""
    trace.on_request_end.append(_refuse_long_waits)
    return trace


async def _refuse_long_waits(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    """Raise `discord.RateLimited` for a wait that is too long."""
    answer = params.response
    seconds = answer.headers.get("Retry-After", "")
    # without the platform's own headers it is the edge's, of which the library makes an error
    if answer.status == LIMITED and "Via" in answer.headers and _number(seconds) > LONGEST:
        answer.close()
        raise discord.RateLimited(_number(seconds))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
