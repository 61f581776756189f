"""A page as a scraper leaves it, with what reading should find in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    name: str
    raw: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    kept: tuple[str, ...] = ()
    junk: tuple[str, ...] = ()
