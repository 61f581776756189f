"""What stands on a page that shows nothing of a library: why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from bot import chat_texts, notices, refusals
from bot.site import page_words as page_texts

if TYPE_CHECKING:
    from bot.site.links import Reason

Said: TypeAlias = Mapping[str, str | None]
"""The title, the sentence, and the number under which the log has more."""
Words: TypeAlias = Callable[[], Said]
"""Says it in the language that is spoken when it is called."""


def because(reason: Reason) -> tuple[int, Words]:
    """HTTP's status for a link that opens nothing, and what is said."""
    if reason == "forged":
        return 403, lambda: _said(page_texts.forged_heading(), page_texts.forged())
    if reason == "unknown":
        return 404, not_there
    return 410, lambda: _said(page_texts.expired_heading(), page_texts.expired())


def not_there(sentence: str | None = None) -> Said:
    """There is no such page."""
    return _said(
        page_texts.not_there_heading(), notices.spoken(sentence) if sentence else page_texts.not_there()
    )


def refused(sentence: str) -> Said:
    """What was asked cannot be."""
    return _said(page_texts.refused_heading(), notices.spoken(sentence))


def only_reading() -> Words:
    """Somebody wanted to send something."""
    return lambda: _said(page_texts.not_there_heading(), page_texts.only_reading())


def busy(seconds: int) -> Words:
    """Too many ask at once."""
    return lambda: _said(page_texts.busy_heading(), chat_texts.busy(seconds))


def failed(reference: str) -> Words:
    """A fault of ours."""
    return lambda: _said(page_texts.failed_heading(), refusals.unexpected(reference))


def _said(title: str, sentence: str) -> Said:
    return {"title": title, "sentence": sentence, "reference": None}
