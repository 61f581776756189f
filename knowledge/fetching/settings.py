"""What the operator sets about fetching: who we say we are, and the proxy that goes between."""

from dataclasses import dataclass, field
from typing import Final

TOKEN: Final = "Counterpoint"  # noqa: S105
"""The name that a site's robots.txt calls us by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How links are fetched."""

    contact: str | None = None
    """Where the operator can be reached, told to every site."""
    proxy: str | None = field(default=None, repr=False)
    """A forward proxy, http:// or https://; it may hold a password."""

    @property
    def user_agent(self) -> str:
        """Who we say we are."""
        reached = f"+{self.contact}; " if self.contact else ""
        return f"{TOKEN}/1 ({reached}adds one page as a source when a person asks for it)"
