"""What the operator says about where everything is kept, read from the environment."""

from collections.abc import Mapping
from typing import Final

from bot.operator.secrets import secret
from knowledge.errors import InputError
from knowledge.storage.engines import POOL, Database

STORE: Final = "COUNTERPOINT_STORE"
POOL_NAME: Final = "COUNTERPOINT_STORE_POOL"
MOST_CONNECTIONS: Final = 200
_SCHEMES: Final = ("postgresql://", "postgres://")


def database(environment: Mapping[str, str]) -> Database | None:
    """The database of PostgreSQL that is used in place of files; None where none is named.

    Raises:
        InputError: an address or a number is none.
    """
    address = secret(environment, STORE)
    if address is None:
        return None
    if not address.startswith(_SCHEMES):
        raise InputError(
            f"{STORE} is no address of a database; write postgresql://LOGIN:PASSWORD@HOST/DATABASE, or leave it empty for "
            f"files in the data folder."
        )
    return Database(url=address, pool=_pool(environment.get(POOL_NAME, "").strip()))


def _pool(given: str) -> int:
    if not given:
        return POOL
    if given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_CONNECTIONS:
        return int(given)
    raise InputError(f'{POOL_NAME} is a whole number from 1 to {MOST_CONNECTIONS}, not "{given}".')
