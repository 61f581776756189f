"""What `counterpoint doctor` finds out about the chosen judge of stance: whether it loads, answers and makes sense."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from adapters.program import judge_texts as texts
from bot.host import Finding
from bot.operator import judging
from knowledge.errors import CounterpointError
from knowledge.judges import choosing, shelf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.judges.contract import Pair
    from knowledge.judges.language_model import LanguageModelSettings

NAME: Final = "Judge"
PATIENCE: Final = 8.0
"""Seconds that a language model has to answer here."""


def judge(data: Path, environment: Mapping[str, str]) -> Finding:
    """Whether the chosen judge judges two plain pairs rightly. A language model is asked once, which it may charge for."""
    name = choosing.chosen(data)
    if name == shelf.SHIPPED_NAME:
        return Finding(name=NAME, good=True, sentence=texts.SHIPPED_JUDGES)

    def settings() -> LanguageModelSettings | None:
        found = judging.language_model(environment)
        return found and replace(found, timeout=min(found.timeout, PATIENCE))

    try:
        with ExitStack() as closing:
            made = choosing.make(data, name, language_model=settings, closing=closing)
            right = shelf.right_about_plain(made.probabilities(_never_asked_before()))
    except CounterpointError as error:
        return Finding(name=NAME, good=False, sentence=texts.gives_none(name, str(error).rstrip(".")))
    if right < len(shelf.PLAIN):
        return Finding(name=NAME, good=False, sentence=texts.misjudges(name))
    return Finding(name=NAME, good=True, sentence=texts.answers(name))


def _never_asked_before() -> list[Pair]:
    """The plain pairs with the time in them: what a language model said once is remembered, and would prove nothing."""
    now = f"The ferry at {datetime.now(UTC):%H:%M:%S.%f}"
    return [
        (claim.replace("The ferry", now), quote.replace("The ferry", now).replace("the ferry", now))
        for (claim, quote), _ in shelf.PLAIN
    ]
