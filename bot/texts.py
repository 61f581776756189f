"""Every text that people read in chat. Plain words, one sentence an error, which says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.types import Manner, Source, Speaker, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.commands import Command, Parameter

MARKS: dict[Manner, str] = {"direct": "quoted", "indirect": "reported", "author": "author"}
STANCES: dict[Stance, str] = {"counters": "counters", "supports": "supports"}
UNKNOWN_SPEAKER = "Speaker not named"
NO_SOURCES = "There are no sources yet; a moderator adds them with the command ingest."
NO_CLAIMS = "There are no claims here yet."
NO_TOPICS = "There are no topics yet; a moderator adds sources with the command ingest."
NO_SUMMARY = "No claim was found in this source."
COMMANDS_HEADING = "Commands"
MODERATORS_HEADING = "For moderators"
HELP_HINT = "/help COMMAND says more about one of them."
ONLY_LINKS = "Only links can be added from here, and they start with http:// or https://."
EVERYTHING_STANDS = "Every quote stands word for word in its source."

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def counters_heading(query: str) -> str:
    """The title over the answers of `counter`."""
    return f"Against “{query}”"


def supports_heading(query: str) -> str:
    """The title over the answers of `support`."""
    return f"For “{query}”"


def views_heading(query: str) -> str:
    """The title over the positions on a topic."""
    return f"Views on {query}"


def position_heading(place: int, label: str) -> str:
    """The title of a position: a letter, for quotes have numbers, and its label in a line or two."""
    letter = chr(ord("A") + place) if place < 26 else str(place + 1)
    return f"{letter}. {shortened(label, 120)}"


def quotes_count(count: int) -> str:
    """How many quotes."""
    return counted(count, "quote")


def speaker(value: Speaker) -> str:
    """A speaker with the role: `Mara Lind, harbour master`."""
    return ", ".join(part for part in (value.name or UNKNOWN_SPEAKER, value.role) if part)


def cite(source: Source, *, without_author: bool = False) -> str:
    """Where a quote stands: author, title, outlet, date; the file's name where there is no title."""
    known = source.metadata
    title = f"“{known.title}”" if known.title else source.file
    parts = (None if without_author else known.author, title, known.outlet, day(known.date))
    return ", ".join(part for part in parts if part)


def day(iso: str | None) -> str | None:
    """An ISO date as people write it, `2 March 2025`; what is not one stays as it is."""
    if not iso:
        return None
    parts = iso[:10].split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return iso
    year, month, date = (int(part) for part in parts)
    return f"{date} {_MONTHS[month - 1]} {year}" if 1 <= month <= len(_MONTHS) else iso


def source_title(source: Source) -> str:
    """What a source is called: its title, else its file's name."""
    return source.metadata.title or source.file


def source_details(source: Source) -> tuple[str, ...]:
    """What else is known about a source, for a list of sources."""
    known = source.metadata
    origin = " · ".join(part for part in (known.author, known.outlet, day(known.date)) if part)
    facts = " · ".join(part for part in (source.topic, counted(source.claims, "claim")) if part)
    return tuple(part for part in (origin, facts) if part)


def source_facts(source: Source) -> tuple[tuple[str, str], ...]:
    """Everything that is known about a source, name by name."""
    known = source.metadata
    facts = (
        ("id", source.id),
        ("title", known.title),
        ("author", speaker(Speaker(name=known.author, role=known.author_role)) if known.author else None),
        ("outlet", known.outlet),
        ("date", day(known.date)),
        ("link", known.url),
        ("topic", source.topic),
        ("file", source.file),
        ("added", day(source.added)),
        ("claims", str(source.claims)),
    )
    return tuple((name, value or "–") for name, value in facts)


def ingested(count: int) -> str:
    """How many sources went in."""
    return f"{counted(count, 'source')} added." if count else "Nothing was added."


def more_quotes(count: int) -> str:
    """How many quotes of a position are not shown."""
    return f"{counted(count, 'more quote')} stand with these; --limit 40 shows them."


def removed(source: Source) -> str:
    """A source is gone."""
    return f"Removed “{source_title(source)}” with its {counted(source.claims, 'claim')}."


def edited(source: Source) -> str:
    """A source was changed."""
    return f"Changed “{source_title(source)}”."


def verified(quotes: int, sources: int) -> str:
    """How many quotes were checked."""
    return f"{counted(quotes, 'quote')} of {counted(sources, 'source')} checked."


def faults(count: int) -> str:
    """Some quotes do not stand in their source."""
    stand = "does not stand" if count == 1 else "do not stand"
    return f"{counted(count, 'quote')} {stand} word for word in the source."


def nothing_to_change(source_id: str) -> str:
    """`source edit` without an option."""
    return f'Say what to change, for example: /source edit {source_id} --title "A better title"'


def missing(command: Command, parameter: Parameter, *, prefix: str = "/") -> str:
    """A required parameter was not given."""
    name = parameter.name.upper()
    return f"{prefix}{command.name} needs {name}, for example: {prefix}{command.example}"


def needs_value(option: str) -> str:
    """An option stands at the end, without its value."""
    return f"--{option} needs a value after it."


def unknown_option(option: str, command: Command) -> str:
    """An option that the command does not have."""
    from rapidfuzz import fuzz, process

    names = [parameter.name for parameter in command.parameters if parameter.option]
    near = process.extractOne(option, names, scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return f"There is no option --{option}; did you mean --{near[0]}?"
    has = f"has {_joined([f'--{name}' for name in names], 'and')}" if names else "has no options"
    return f"There is no option --{option}; {command.name} {has}."


def not_a_number(option: str, given: str, largest: int) -> str:
    """A number that is none, or out of range."""
    return f"--{option} takes a whole number from 1 to {largest}, not “{shortened(given, 40)}”."


def takes_nothing(command: Command, given: str) -> str:
    """Words after a command that takes none."""
    return f"/{command.name} takes nothing after it, so “{shortened(given, 40)}” was not understood."


def no_command() -> str:
    """A slash with nothing after it."""
    return "Type a command after the slash; /help lists them."


def unknown_command(typed: str, near: Sequence[str], *, prefix: str = "/", help_by: str = "help") -> str:
    """No such command, and those that come near."""
    typed = shortened(typed, 40)
    if near:
        meant = _joined([f"{prefix}{name}" for name in near], "or")
        return f"There is no command {prefix}{typed}; did you mean {meant}?"
    return f"There is no command {prefix}{typed}; {prefix}{help_by} lists them all."


def half_a_command(typed: str, full: Sequence[str]) -> str:
    """The first word of commands that have two."""
    return f"/{typed} needs another word: {_joined([f'/{name}' for name in full], 'or')}."


def not_a_command(line: str) -> str:
    """A line without a slash."""
    words = shortened(line.replace('"', ""), 40)
    return f'Commands start with a slash; to find what argues against a claim, type /counter "{words}".'


def only_moderators(command: Command) -> str:
    """A member used a moderator's command."""
    return f"Only moderators may use /{command.name}; ask one of them."


def unexpected(reference: str) -> str:
    """A fault of ours; the reference stands in the log, too."""
    return f"Something went wrong on our side; the log has it as {reference}."


def counted(count: int, noun: str) -> str:
    """`1 claim`, `3 claims`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shortened(text: str, longest: int) -> str:
    """A text in one line, cut between words where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…".replace(",…", "…")


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
