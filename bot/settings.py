"""What moderators and people can set: each setting with what it may be, and what holds where nobody set it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import refusals
from bot.briefs.formats import NAMES
from bot.languages import SOURCE, known, languages
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.request import Asker
    from bot.workspace import Workspace
    from knowledge.types import Review

AUTOMATIC = "auto"
EVERYONE, MODERATORS = "everyone", "moderators"
PRIVATE, PUBLIC = "private", "public"
SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that can be set to one of a few values; the first holds until somebody sets another."""

    name: str
    choices: tuple[str, ...]


ADD = Setting(name="add", choices=(MODERATORS, EVERYONE))
ANSWERS = Setting(name="answers", choices=(PRIVATE, PUBLIC))
LANGUAGE = Setting(name="language", choices=(AUTOMATIC, *languages()))
PAGES = Setting(name="pages", choices=(SIGNED, PUBLIC))
LINKS = Setting(name="links", choices=("30", "1", "7", "90", "365"))
"""Days for which a link to the pages opens them."""
INTAKE = Setting(name="intake", choices=("off", "after", "before"))
"""Whether moderators review the claims of new sources, after or before they can be quoted."""
SETTINGS: tuple[Setting, ...] = (ADD, ANSWERS, LANGUAGE, PAGES, LINKS, INTAKE)
"""What holds for a workspace."""

OWN_ANSWERS = Setting(name="answers", choices=(AUTOMATIC, PRIVATE, PUBLIC))
BRIEF = Setting(name="brief", choices=NAMES)
PREFERENCES: tuple[Setting, ...] = (OWN_ANSWERS, LANGUAGE, BRIEF)
"""What holds for one person; `auto` follows the workspace."""


def value_of(setting: Setting, kept: dict[str, str]) -> str:
    """What a setting is, given everything that is kept."""
    value = kept.get(setting.name, "")
    return value if value in setting.choices else setting.choices[0]


def values_of(settings: tuple[Setting, ...], kept: dict[str, str]) -> dict[str, str]:
    """What each of several settings is, by name."""
    return {setting.name: value_of(setting, kept) for setting in settings}


def checked(setting: Setting, value: str) -> str:
    """A value that the setting may have. Raises `InputError` for any other."""
    if value not in setting.choices:
        raise InputError(refusals.not_a_setting(setting, value))
    return value


def everyone_adds(workspace: Workspace) -> bool:
    """Whether members may add sources, too."""
    return value_of(ADD, workspace.records.settings()) == EVERYONE


def review_of_new(workspace: Workspace) -> Review | None:
    """What becomes of the claims of new sources until moderators have looked at them."""
    states: dict[str, Review] = {"after": "open", "before": "held"}
    return states.get(value_of(INTAKE, workspace.records.settings()))


def answers_are_private(asker: Asker) -> bool:
    """Whether an answer is for the asker's eyes first: as the person prefers, or as the workspace has it."""
    own = value_of(OWN_ANSWERS, asker.workspace.records.preferences(asker.person))
    chosen = value_of(ANSWERS, asker.workspace.records.settings()) if own == AUTOMATIC else own
    return chosen == PRIVATE


def language_for(asker: Asker) -> str:
    """The language to answer in: as the person prefers, as the workspace has it, or as the platform says."""
    if asker.scripted:
        return SOURCE
    records = asker.workspace.records
    for kept in (records.preferences(asker.person), records.settings()):
        chosen = value_of(LANGUAGE, kept)
        if chosen != AUTOMATIC:
            return chosen
    return known(asker.locale) or SOURCE
