"""The post about a source: which quotes it holds and what stands around them, as pieces, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import buttons, pieces, texts
from bot.languages import SOURCE, speaking
from bot.reply import Action, Buttons, Heading, Note, Piece, Quotation
from bot.shapes import speaker_of
from bot.summaries import words as summary_texts
from knowledge.errors import NotFound

if TYPE_CHECKING:
    from bot.shapes import Shape
    from bot.workspace import Workspace
    from knowledge.drafts import Framing, Picks
    from knowledge.summary import Relation, Summary
    from knowledge.types import StoredClaim

MOST = 1_200
"""Characters of a post whose words nobody has edited."""
NAMED = 2
"""Relations in each direction that a post names; all of them are in the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is shown of a source; the quotes are the library's, only the words around them are anybody's."""

    summary: Summary
    title: str
    introduction: str
    closing: str
    central: StoredClaim | None
    key: tuple[StoredClaim, ...]

    @property
    def quotes(self) -> tuple[StoredClaim, ...]:
        """All quotes in the order they are shown."""
        return ((self.central,) if self.central else ()) + self.key


def made(summary: Summary, picks: Picks, framing: Framing, workspace: Workspace) -> Post:
    """Put a post together from what was picked; what is no longer in the library is left out."""
    known = {one.id: one for one in candidates(summary)}
    found = {id_: known.get(id_) or _found(id_, workspace) for id_ in picks.ids}
    key = [one for id_ in picks.key if (one := found[id_])]
    introduction = framing.introduction
    return Post(
        summary=summary,
        title=framing.title or texts.source_title(summary.source),
        introduction=summary_texts.introduction() if introduction is None else introduction,
        closing=framing.closing or "",
        central=found[picks.central] if picks.central else None,
        # a swapped quote stands where it belongs: in the order of the text
        key=tuple(sorted(key, key=lambda one: one.claim.span.start)),
    )


def candidates(summary: Summary) -> tuple[StoredClaim, ...]:
    """All claims that may stand for a source, the best first."""
    return tuple(one for one in (summary.central, *summary.key, *summary.reserve) if one)


def shown(post: Post) -> tuple[Piece, ...]:
    """The post as people read it."""
    head, foot = (*_head(post), *_quotes(post)), tuple(_foot(post))
    return (*head, *_fitting(_besides(post), _length((*head, *foot))), *foot)


def previewed(post: Post) -> tuple[Piece, ...]:
    """The same without buttons to other sources, for which a message with more buttons has no room."""
    return tuple(
        Note(text=one.label, tone="quiet") if isinstance(one, Buttons) else one for one in shown(post)
    )


def length(post: Post) -> int:
    """How many characters the post has."""
    return _length(shown(post))


def data(summary: Summary, picks: Picks, framing: Framing, workspace: Workspace) -> Shape:
    """The post as data, which is the same whatever language people read."""
    with speaking(SOURCE):
        post = made(summary, picks, framing, workspace)
        words = _text(shown(post))
    return {
        "title": post.title,
        "introduction": post.introduction,
        "closing": post.closing,
        "quotes": [one.id for one in post.quotes],
        "text": words,
        "characters": len(words),
    }


def _head(post: Post) -> Iterator[Piece]:
    yield Heading(text=post.title)
    if post.introduction:
        yield Note(text=post.introduction)


def _quotes(post: Post) -> Iterator[Piece]:
    if post.central:
        yield Heading(text=texts.central_claim(), level=2)
    introduced: set[str] = set()
    for number, stored in enumerate(post.quotes, start=1):
        if post.central and number == 2:
            yield Heading(text=texts.key_claims(), level=2)
        quotation = pieces.claim(stored, number=number)
        name = speaker_of(stored).name or ""
        speaker = name if name in introduced else quotation.speaker
        introduced.add(name)
        # all of them stand in one source, so that it is cited once, as are people with their roles
        once = replace(quotation, speaker=speaker or quotation.speaker)
        yield once if number == 1 else replace(once, cite="", url=None)


def _besides(post: Post) -> Iterator[Piece]:
    """What is said where there is room: whom the source answers, who answers it, who is quoted in it."""
    yield from _related(post)
    if post.summary.quoted:
        yield Note(text=summary_texts.quoted(post.summary.quoted), tone="quiet")


def _fitting(found: Iterator[Piece], taken: int) -> Iterator[Piece]:
    for piece in found:
        length = _length((piece,)) + 1
        if taken + length <= MOST:
            taken += length
            yield piece


def _length(found: Sequence[Piece]) -> int:
    return len(_text(found))


def _text(found: Sequence[Piece]) -> str:
    return "\n".join(line for piece in found for line in _lines(piece))


def _foot(post: Post) -> Iterator[Piece]:
    if post.closing:
        yield Note(text=post.closing)
    yield Note(text=summary_texts.word_for_word(), tone="quiet")


def _related(post: Post) -> Iterator[Buttons]:
    for relations, told in (
        (post.summary.answers[:NAMED], summary_texts.answers),
        (post.summary.answered_by[:NAMED], summary_texts.answered_by),
    ):
        if relations:
            yield Buttons(label=told(relations), actions=_contexts(relations))


def _contexts(relations: Sequence[Relation]) -> tuple[Action, ...]:
    return buttons.by_id(tuple(one.other.id for one in relations))


def _found(id_: str, workspace: Workspace) -> StoredClaim | None:
    try:
        return workspace.quote(id_)
    except NotFound:
        return None


def _lines(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading() | Note():
            yield piece.text
        case Buttons():
            yield piece.label
        case Quotation():
            number = f"{piece.number}. " if piece.number else ""
            yield f"{number}{texts.in_quotation_marks(piece.words)}"
            yield f"— {piece.speaker} · {piece.mark} · {piece.id}"
            if piece.cite:
                yield piece.cite
        case _:
            return
