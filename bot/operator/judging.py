"""What the operator says about a language model that judges stance, read from the environment."""

import ipaddress
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.operator.secrets import secret
from knowledge.errors import InputError

if TYPE_CHECKING:
    from knowledge.judges.contract import Judges
    from knowledge.judges.language_model import LanguageModelSettings, Prices

URL: Final = "COUNTERPOINT_JUDGE_URL"
MODEL: Final = "COUNTERPOINT_JUDGE_MODEL"
KEY: Final = "COUNTERPOINT_JUDGE_KEY"
PRICES: Final = "COUNTERPOINT_JUDGE_PRICES"
CAP: Final = "COUNTERPOINT_JUDGE_CAP"
TIMEOUT: Final = "COUNTERPOINT_JUDGE_TIMEOUT"
TEMPERATURE: Final = "COUNTERPOINT_JUDGE_TEMPERATURE"
MOST_SECONDS: Final = 120
HOTTEST: Final = 10
LEAST: Final = Decimal("0.1")
MOST: Final = 1_000_000
"""More than any price or cap."""


def judges(data: Path, environment: Mapping[str, str]) -> "Judges":
    """Give the judges that the operator chose for a data folder; none of them ever fails."""
    from knowledge.judges import choosing

    return choosing.judges(data, language_model=partial(language_model, environment))


def language_model(environment: Mapping[str, str]) -> "LanguageModelSettings | None":
    """Read where a language model is, and what it may cost; None where nothing is set.

    Raises:
        InputError: something is missing or wrong.
    """
    from knowledge.judges.endpoint import Endpoint
    from knowledge.judges.language_model import LanguageModelSettings

    address, model = environment.get(URL, "").strip(), environment.get(MODEL, "").strip()
    if not address and not model:
        return None
    if not address or not model:
        raise InputError(f"A language model needs both {URL} and {MODEL}; set {MODEL if address else URL}.")
    host = _host(address)
    return LanguageModelSettings(
        endpoint=Endpoint(address=address, model=model, key=secret(environment, KEY)),
        prices=_prices(environment, host),
        timeout=float(_number(environment, TIMEOUT, most=MOST_SECONDS, otherwise="20")),
        temperature=float(_number(environment, TEMPERATURE, most=HOTTEST, otherwise="1")),
    )


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.username:
        raise InputError(
            f"{URL} is an address up to /v1, such as http://localhost:11434/v1; see docs/judges.md."
        )
    if parts.scheme == "http" and not _is_near(host):
        raise InputError(f"{URL} begins with https:// where the server is not in your own network.")
    return host


def _prices(environment: Mapping[str, str], host: str) -> "Prices | None":
    from knowledge.judges.language_model import Prices

    given, cap = environment.get(PRICES, "").strip(), environment.get(CAP, "").strip()
    if not given and not cap:
        if _is_near(host):
            return None
        raise InputError(
            f"Set {PRICES} and {CAP}, so that {host} costs no more than you say; see docs/judges.md."
        )
    prompt, _, answer = given.partition(",")
    try:
        return Prices(prompt=_amount(prompt), answer=_amount(answer), cap=_amount(cap))
    except ValueError:
        raise InputError(
            f"{PRICES} is two numbers, what a million tokens cost to read and to write, such as 0.15,0.60, and "
            f"{CAP} one, the most to spend in a month, such as 5."
        ) from None


def _amount(text: str) -> Decimal:
    """Read a number. Raises `ValueError` for what is none, below 0 or endless."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or not 0 <= number <= MOST:
        raise ValueError(text)
    return number


def _number(environment: Mapping[str, str], name: str, *, most: int, otherwise: str) -> Decimal:
    given = environment.get(name, "").strip()
    try:
        number = _amount(given or otherwise)
    except ValueError:
        number = Decimal()
    if not LEAST <= number <= most:
        raise InputError(f'{name} is a number from {LEAST} to {most}, not "{given[:40]}".')
    return number


def _is_near(host: str) -> bool:
    """Whether a server is on this machine or in the operator's own network, as far as its name tells."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".lan"))
