"""Every text that people read in a debate brief, and in the reply that hands it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import figures, say, say_number
from bot.texts import cite, counted, day, in_quotation_marks, mark, shortened, speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.briefs.contents import Side
    from knowledge.types import Evidence, Source, Speaker, StoredClaim

LONGEST_TAG = 96


def kicker() -> str:
    """What the paper is, over its title."""
    return say("Debate brief")


def title(query: str) -> str:
    """What the brief is about, as a title."""
    line = " ".join(query.split())
    return line[:1].upper() + line[1:]


def size(cards: int, sources: int) -> str:
    """How much is in it."""
    written = say_number("{count} card", "{count} cards", cards).format(count=figures(cards))
    return f"{written} · {counted(sources, 'source')}"


def promise() -> str:
    """What a reader may rely on."""
    return say(
        "Every quote stands word for word in its source. The underlining is ours, and so is every line without "
        "quotation marks."
    )


def side(value: Side, *, over_topic: bool) -> str:
    """The title of one side's part."""
    if over_topic:
        return {"for": say("Position A"), "against": say("Position B"), "saved": say("Saved quotes")}[value]
    return {"for": say("For"), "against": say("Against"), "saved": say("Saved quotes")}[value]


def cards() -> str:
    """Over the cards of a side."""
    return say("Cards")


def answers() -> str:
    """Over the table of what answers the claims of a side."""
    return say("Answers, and answers to them")


def evidence(value: Evidence) -> str:
    """Over cards that rest on the same kind of evidence."""
    return {
        "statistic": say("Figures"),
        "testimony": say("Testimony"),
        "event": say("Events"),
        "reasoning": say("Reasoning"),
    }[value]


def columns() -> tuple[str, str, str]:
    """What stands over the columns of the table."""
    return say("Claim"), say("Answer to it"), say("Answer to the answer")


def unanswered() -> str:
    """In place of an answer that the sources do not hold."""
    return say("Nothing in the sources answers this.")


def sources() -> str:
    """Over the list of sources."""
    return say("Sources")


def contents() -> str:
    """Over the table of contents."""
    return say("Contents")


def page() -> str:
    """Before the number of a page."""
    return say("Page {number} of {pages}")


def best_answers() -> str:
    """Over the answers on the back of a learning card."""
    return say("Best answers")


def tag(words: str, whole: str, who: Speaker) -> str:
    """The line over a card: its telling words where they are a part of it, else who says it."""
    if len(whole) <= LONGEST_TAG and len(words) >= len(whole.rstrip(" .!?…")):
        return say("{speaker}, in so many words").format(speaker=who.name or speaker(who))
    return in_quotation_marks(shortened(words, LONGEST_TAG))


def name_and_year(who: Speaker, stored: StoredClaim) -> str:
    """The part of a cite that is said aloud."""
    year = (stored.source.metadata.date or "")[:4]
    name = speaker(who if who.name is None else type(who)(name=who.name), stored.claim.manner)
    return f"{name}, {year}" if year else name


def place(who: Speaker, stored: StoredClaim) -> str:
    """The rest of a cite in one line: role, how the words stand there, where; the list of sources says more."""
    known = stored.source.metadata
    title = in_quotation_marks(known.title) if known.title else stored.source.file
    parts = (who.role, mark(stored.claim.manner), known.outlet or title, day(known.date))
    return ", ".join(part for part in parts if part)


def full_cite(source: Source) -> str:
    """A source as the list of sources has it."""
    return cite(source)


def same_point(ids: Sequence[str]) -> str:
    """Other quotes that make the point of a card."""
    return say("The same point again: {ids}").format(ids=", ".join(ids))


def own_note(note: str) -> str:
    """What somebody wrote to themselves about a card."""
    return say("Your note: {note}").format(note=note)


def cards_of(side: str, count: int) -> tuple[str, str]:
    """A side with the number of its cards, as a row."""
    return side, say_number("{count} card", "{count} cards", count).format(count=figures(count))


def attached(file: str) -> str:
    """Where the brief is."""
    return say("The brief is in the file {file}.").format(file=file)


def other_formats() -> str:
    """The menu of the other formats."""
    return say("Get it in another format")


def format_label(name: str) -> str:
    """What a format is for."""
    return {
        "pdf": say("PDF, to print"),
        "docx": say("Word, with Verbatim's headings"),
        "md": say("Markdown"),
        "argdown": say("Argdown, to draw as a map"),
        "anki": say("Anki deck, to learn by heart"),
    }[name]
