"""Finds every text of the interface in the sources, and brings a catalogue up to date with them."""

from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot import languages
from bot.commands import COMMANDS
from bot.languages import own_name

ROOT: Final = Path(__file__).parents[2]
PLACES: Final = ("bot", "adapters")
KEYWORDS: Final[dict[str, tuple[int, ...] | None]] = {"say": None, "later": None, "say_number": (1, 2)}


def texts() -> Catalog:
    """All texts in English, each with the files that say it."""
    found = Catalog(project="Counterpoint")
    for place in PLACES:
        for file, _, message, _, _ in extract_from_dir(
            ROOT / place, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(message, locations=[(f"{place}/{file}", 0)])
    for command in COMMANDS:
        for summary in (command.summary, *(one.summary for one in command.parameters)):
            found.add(summary, locations=[("bot/commands", 0)])
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is kept; an empty one where there is none yet."""
    path = languages.FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(
            locale=language,
            project="Counterpoint",
            version="texts",
            header_comment=f"# Counterpoint in {own_name(language)}; docs/translating.md says how to work on it.",
            msgid_bugs_address="docs/translating.md",
            last_translator="Counterpoint",
            language_team=language,
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with the texts that are new, and without those that nothing says any more."""
    kept, template = catalogue(language), texts()
    # a file that says nothing new should not change
    template.creation_date = kept.creation_date
    kept.update(template, no_fuzzy_matching=True)
    return kept


def write(kept: Catalog, language: str) -> None:
    """Write a catalogue, in an order that does not depend on line numbers."""
    with (languages.FOLDER / f"{language}.po").open("wb") as file:
        write_po(file, kept, width=110, include_lineno=False, sort_output=True, ignore_obsolete=True)


def untranslated(kept: Catalog) -> list[str]:
    """The texts that a catalogue does not translate yet."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in kept
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]
