"""What a platform offers while somebody types: topics, sources, claims, speakers, commands. The text stays free."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from bot import texts
from bot.command import Suggested
from bot.workspace import Workspace
from knowledge.types import Source

LONGEST_LABEL = 100
LONGEST_VALUE = 75
"""What every platform has room for; a longer claim is named by its quote's short id."""
LEAST_ALIKE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing offered: what people read, and what is sent when they take it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """All choices of a kind, with their words made ready for comparison."""

    revision: int
    choices: Sequence[Choice]
    words: Sequence[str]


_remembered: WeakKeyDictionary[Workspace, dict[Suggested, _Offer]] = WeakKeyDictionary()
_lock = threading.Lock()


def suggest(kind: Suggested, typed: str, workspace: Workspace, *, limit: int = 25) -> list[Choice]:
    """The choices that fit what was typed so far, the best first; the first ones when nothing was.

    What begins with the typed words comes first, then what holds them, then what is spelt like them.
    """
    from rapidfuzz import fuzz, process, utils

    held = workspace.quotes_holding(typed, limit=limit) if kind == "claims" else None
    if held is not None:
        return [_claim(*one) for one in held]
    offer = _offer(kind, workspace)
    sought = utils.default_process(typed)
    if not sought:
        return list(offer.choices[:limit])
    begins = [at for at, words in enumerate(offer.words) if words.startswith(sought)]
    holds = [at for at, words in enumerate(offer.words) if sought in words]
    found = list(dict.fromkeys((*begins, *holds)))[:limit]
    if len(found) < limit:
        alike = process.extract(
            sought, offer.words, scorer=fuzz.partial_ratio, score_cutoff=LEAST_ALIKE, limit=limit
        )
        # of those that hold a part so like it, the one that is no longer than that part is meant
        alike.sort(key=lambda one: (-one[1], -fuzz.ratio(sought, one[0])))
        found = list(dict.fromkeys((*found, *(at for _, _, at in alike))))[:limit]
    return [offer.choices[at] for at in found]


def _offer(kind: Suggested, workspace: Workspace) -> _Offer:
    """The choices of a kind, remembered until the workspace changes."""
    from rapidfuzz import utils

    revision = workspace.revision()
    with _lock:
        offer = _remembered.get(workspace, {}).get(kind)
    if offer is None or offer.revision != revision:
        choices = _CHOICES[kind](workspace)
        words = [utils.default_process(_words(choice)) for choice in choices]
        offer = _Offer(revision=revision, choices=choices, words=words)
        with _lock:
            _remembered.setdefault(workspace, {})[kind] = offer
    return offer


def _words(choice: Choice) -> str:
    return choice.label if choice.value in choice.label else f"{choice.label} {choice.value}"


def _topics(workspace: Workspace) -> list[Choice]:
    names = (topic.name for topic in workspace.topics())
    return [Choice(label=name, value=name) for name in names if len(name) <= LONGEST_VALUE]


def _sources(workspace: Workspace) -> list[Choice]:
    return [_source(one) for one in workspace.sources() if one.review != "held"]


def _reviews(workspace: Workspace) -> list[Choice]:
    return [_source(one) for one in workspace.sources()]


def _source(source: Source) -> Choice:
    return Choice(label=texts.shortened(texts.source_title(source), LONGEST_LABEL), value=source.id)


def _claims(workspace: Workspace) -> list[Choice]:
    return [_claim(*one) for one in workspace.quotes()]


def _claim(short_id: str, words: str) -> Choice:
    value = short_id if len(words) > LONGEST_VALUE else " ".join(words.split())
    return Choice(label=texts.shortened(words, LONGEST_LABEL), value=value)


def _speakers(workspace: Workspace) -> list[Choice]:
    names = (name for name, _ in workspace.speakers())
    return [Choice(label=name, value=name) for name in names if len(name) <= LONGEST_VALUE]


def _commands(_: Workspace) -> list[Choice]:
    from bot.commands import COMMANDS

    return [Choice(label=command.name, value=command.name) for command in COMMANDS]


_CHOICES: dict[Suggested, Callable[[Workspace], list[Choice]]] = {
    "topics": _topics,
    "sources": _sources,
    "reviews": _reviews,
    "claims": _claims,
    "speakers": _speakers,
    "commands": _commands,
}
