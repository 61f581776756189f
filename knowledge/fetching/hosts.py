"""Host names in other letters than ASCII: as they are sent, and which of them are not sent at all."""

import unicodedata
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import shown

LOOK_ALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
"""Scripts with letters that look like one another's: no honest name has two of them between two dots."""
PUNYCODE: Final = "xn--"


def in_ascii(url: str) -> str:
    """An address with its host as it is sent, by IDNA: `fähre.example` is `xn--fhre-loa.example`.

    What people are shown afterwards is this form, too, in which no letter can be taken for another.

    Raises:
        UnreadableFile: no web address may have such a name, or it mixes scripts to look like another.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.isascii() and not any(label.startswith(PUNYCODE) for label in host.split(".")):
        return url
    ascii_host = _encoded(host, url)
    port = "" if parts.port is None else f":{parts.port}"
    return urlunsplit(parts._replace(netloc=f"{ascii_host}{port}"))


def _encoded(host: str, url: str) -> str:
    import idna

    try:
        ascii_host = idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
        labels = idna.decode(ascii_host, std3_rules=True).split(".")
    except (idna.IDNAError, UnicodeError) as error:
        raise UnreadableFile(
            f"{shown(url)} has a name that no web address may have; check it, or save the page as a file and add that."
        ) from error
    if any(len(_scripts(label) & LOOK_ALIKE) > 1 for label in labels):
        raise UnreadableFile(
            f"{shown(url)} mixes letters that look alike in its name, as forged addresses do; "
            "save the page in a browser and add the file."
        )
    return ascii_host


def _scripts(label: str) -> frozenset[str]:
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in label if letter.isalpha())
