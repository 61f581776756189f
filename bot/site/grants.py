"""Grants: what a signed link carries, so that whoever follows it may read one workspace's pages for a while."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from itsdangerous import Signer

_SHAPE: Final = re.compile(r"([A-Za-z0-9_-]{1,64})\.([0-9]{1,6})\.([0-9]{1,6})\.[A-Za-z0-9_-]{43}")
_SALT: Final = b"counterpoint pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Which workspace may be read, through which day, and how often links were revoked before it was given."""

    workspace: str
    last: date
    """The last day on which it opens anything, in UTC."""
    revoked: int = 0

    def expired(self, today: date) -> bool:
        """Whether its time is over."""
        return today > self.last


def given(workspace: str, *, today: date, days: int, revoked: int = 0) -> Grant:
    """A grant for as many days as are said; those of one day are the same, and so are the links with them."""
    return Grant(workspace=workspace, last=today + timedelta(days=days), revoked=revoked)


def signed(grant: Grant, secret: str) -> str:
    """The grant as it stands in a link."""
    return _signer(secret).sign(f"{grant.workspace}.{grant.last.toordinal()}.{grant.revoked}").decode()


def read(text: str, secret: str) -> Grant | None:
    """The grant of a link, or None where it was not signed with this secret, letter for letter."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return None
    workspace, day, revoked = shape.groups()
    try:
        grant = Grant(workspace=workspace, last=date.fromordinal(int(day)), revoked=int(revoked))
    except (ValueError, OverflowError):
        return None
    # signed anew and compared whole: a signature can be written in more than one way, a link cannot
    return grant if hmac.compare_digest(signed(grant, secret).encode(), text.encode()) else None


def _signer(secret: str) -> Signer:
    return Signer(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)
