"""Living answers: what public messages showed is kept, and mended when a quote of theirs has changed.

An adapter tells with `keep` what it has sent; `repairs` says which of its messages are to be changed, and which piece
stands where in each; `settle` hears what became of it. Everything else in a message stays as it was sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from bot import pieces
from bot.languages import speaking
from bot.moderation import words as review_texts
from bot.reply import Action, Note, Quotation, Reply
from knowledge.errors import NotFound
from knowledge.storage.answers import Kept, Part, PublicAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.workspace import Workspace
    from knowledge.types import StoredClaim

AT_ONCE: Final = 20
"""Messages that are mended before the database is asked for more."""
SAID: Final = ("words", "speaker", "mark", "cite", "lead", "url")
"""What of a quote comes from its source; the rest is of the answer and stays as it was."""
Outcome: TypeAlias = Literal["mended", "unreachable", "later"]
"""`unreachable`: it is gone, or is not the bot's to change; `later`: try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A message that is to be changed."""

    place: str
    parts: tuple[Part, ...]
    """As it was sent."""
    redrawn: Mapping[str, Quotation | Note]
    """By the short id of a quote: what stands in the place of the part that showed it."""
    changes: Mapping[str, str]
    """Which change of each quote it shows then."""
    language: str
    needless: bool = False
    """Nothing that it shows has changed, and it shows no mark."""


def keep(workspace: Workspace, reply: Reply, *, person: str, place: str, parts: Sequence[Part]) -> bool:
    """Keep what a public message shows; one without a quote is not kept, nor is what it showed before.

    Tells whether something of it has changed while it was on its way, so that it is to be mended at once.
    """
    shown = {piece.id: piece for piece in reply.pieces if isinstance(piece, Quotation)}
    names = {part.quote for part in parts if part.quote is not None}
    with speaking(reply.language):
        quotes = {name: _kept(workspace, shown[name]) for name in names if name in shown}
    if not quotes:
        workspace.answers.discard(place)
        return False
    gone = {name for name, kept in quotes.items() if not kept.said}
    answer = PublicAnswer(
        place=place,
        person=person,
        language=reply.language,
        parts=tuple(Part(blocks=(), quote=part.quote) if part.quote in gone else part for part in parts),
        quotes=quotes,
    )
    workspace.answers.keep(answer)
    return any(kept.changed is not None for kept in quotes.values())


def repairs(workspace: Workspace, *, limit: int = AT_ONCE) -> list[Repair]:
    """The messages that are to be changed, the oldest first."""
    return [_repair(workspace, answer) for answer in workspace.answers.stale(limit=limit)]


def settle(workspace: Workspace, repair: Repair, outcome: Outcome) -> None:
    """Note what became of a repair."""
    if outcome == "mended":
        marked = {quote: at for quote, at in repair.changes.items() if quote in repair.redrawn}
        plain = {quote: at for quote, at in repair.changes.items() if quote not in repair.redrawn}
        workspace.answers.mended(repair.place, marked=marked, plain=plain)
    elif outcome == "unreachable":
        workspace.answers.discard(repair.place)


def told(workspace: Workspace, found: Iterable[StoredClaim]) -> tuple[Note, ...]:
    """Tell a moderator how many earlier public answers show some claims; nothing where none does."""
    count = workspace.answers.quoting([stored.id for stored in found])
    return (Note(text=review_texts.being_marked(count), tone="quiet"),) if count else ()


def _kept(workspace: Workspace, shown: Quotation) -> Kept:
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    try:
        stored = workspace.intake.claim(shown.id)
    except NotFound:
        return Kept(source="", said={}, changed=now)
    same = stored.withheld is None and _now(stored, shown) == shown
    return Kept(source=stored.source.id, said=asdict(shown), changed=None if same else now)


def _repair(workspace: Workspace, answer: PublicAnswer) -> Repair:
    with speaking(answer.language):
        found = {
            quote: _piece(workspace, quote, kept)
            for quote, kept in answer.quotes.items()
            if kept.changed is not None
        }
    redrawn = {quote: piece for quote, piece in found.items() if piece is not None}
    return Repair(
        place=answer.place,
        parts=answer.parts,
        redrawn=redrawn,
        changes={quote: kept.changed for quote, kept in answer.quotes.items() if kept.changed is not None},
        language=answer.language,
        needless=not redrawn and all(kept.shown is None for kept in answer.quotes.values()),
    )


def _piece(workspace: Workspace, quote: str, kept: Kept) -> Quotation | Note | None:
    """What stands now where a quote was shown; None where it stands as it was."""
    try:
        stored = workspace.intake.claim(quote)
    except NotFound:
        return Note(text=review_texts.no_longer_there(quote), tone="warning")
    before = _quotation(kept.said)
    current = _now(stored, before)
    warning = _warning(stored, kept, same=current == before)
    return None if warning is None else replace(current, warning=warning)


def _now(stored: StoredClaim, before: Quotation) -> Quotation:
    """A quote as it would be shown now, where it was shown before."""
    now = pieces.claim(stored)
    taken: dict[str, Any] = {name: getattr(now, name) for name in SAID}
    if before.trail is not None:
        taken["lead"] = before.lead
    if not before.cite:
        # a post cites its source once, and gives people their roles once
        taken |= {"cite": "", "url": None}
        if before.speaker == before.name:
            taken["speaker"] = now.name or now.speaker
    return replace(before, **taken)


def _warning(stored: StoredClaim, kept: Kept, *, same: bool) -> str | None:
    if stored.withheld == "retracted":
        return review_texts.retracted_on(stored.source)
    if stored.withheld == "dropped":
        return review_texts.withdrawn()
    if stored.withheld == "held":
        return review_texts.under_review()
    return None if same else review_texts.corrected_on(kept.changed)


def _quotation(said: Mapping[str, Any]) -> Quotation:
    """A quote as it was kept."""
    known = {field.name for field in fields(Quotation)}
    given = {name: value for name, value in said.items() if name in known}
    whole = given.get("whole")
    actions = tuple(Action(**action) for action in given.get("actions", ()))
    return Quotation(**{**given, "actions": actions, "whole": Action(**whole) if whole else None})
