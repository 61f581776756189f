"""What a platform offers while somebody types: topics, sources, commands. The text stays free."""

from collections.abc import Callable
from dataclasses import dataclass

from bot import texts
from bot.commands import COMMANDS, Suggested
from bot.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing offered: what people read, and what is sent when they take it."""

    label: str
    value: str


def suggest(kind: Suggested, typed: str, workspace: Workspace, *, limit: int = 25) -> list[Choice]:
    """The choices that fit what was typed so far, the best first; all of them when nothing was."""
    choices = _CHOICES[kind](workspace)
    if not typed.strip():
        return choices[:limit]
    from rapidfuzz import fuzz, process, utils

    labels = [f"{choice.label} {choice.value}" for choice in choices]
    found = process.extract(
        typed,
        labels,
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        score_cutoff=70,
        limit=limit,
    )
    return [choices[at] for _, _, at in found]


def _topics(workspace: Workspace) -> list[Choice]:
    return [Choice(label=topic.name, value=topic.name) for topic in workspace.topics()]


def _sources(workspace: Workspace) -> list[Choice]:
    return [Choice(label=texts.source_title(one), value=one.id) for one in workspace.sources()]


def _commands(_: Workspace) -> list[Choice]:
    return [Choice(label=command.name, value=command.name) for command in COMMANDS]


_CHOICES: dict[Suggested, Callable[[Workspace], list[Choice]]] = {
    "topics": _topics,
    "sources": _sources,
    "commands": _commands,
}
