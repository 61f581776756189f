"""What the operator says about reading files and fetching links, taken from the environment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.fetching import Fetched
    from knowledge.outside import Outside


def outside(environment: Mapping[str, str]) -> "Outside":
    """Give those who read and fetch within the operator's limits.

    Raises:
        InputError: a setting is none.
    """
    from knowledge.fetching.settings import settings
    from knowledge.outside import Outside
    from knowledge.reading.apart.limits import limits, processes
    from knowledge.reading.apart.pool import ReaderApart

    reader = ReaderApart(limits(environment), processes=processes(environment))
    chosen = settings(environment)

    def fetch(url: str) -> "Fetched":
        from knowledge.fetching import fetch

        return fetch(url, settings=chosen)

    return Outside(reader=lambda: reader, fetch=fetch, close=reader.close)
