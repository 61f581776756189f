"""The draft of a post about a source: its preview, and what its buttons and forms do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import buttons, shapes
from bot.forms import Form
from bot.moderation import audit
from bot.reply import Action, Menu, Note, Option, Posted, Posting, Quotation, Reply
from bot.summaries import post as summary_post
from bot.summaries import words as summary_texts
from bot.summaries.forms import LONGEST, framed, post_form, words_form
from knowledge.drafts import Draft, Picks, next_best, undone, with_instead, without
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.reply import Piece
    from bot.request import Asker
    from knowledge.summary import Summary
    from knowledge.types import File

Press: TypeAlias = Callable[[Draft, "Asker", str], Reply]
COMMAND: Final = "source summary"
MOST_OPTIONS: Final = 25


def opened(found: Summary, asker: Asker) -> Draft:
    """The asker's draft about a source, or a new one that is not kept yet."""
    there = asker.workspace.records.draft_about(found.source.id, person=asker.person)
    return there or Draft(token="", person=asker.person, source=found.source.id, picks=picked(found))


def picked(found: Summary) -> Picks:
    """The quotes that a summary shows unless somebody changes them."""
    return Picks(central=found.central.id if found.central else None, key=tuple(one.id for one in found.key))


def kept(draft: Draft, asker: Asker) -> Draft:
    """The draft after it was written down. Raises `InputError` when its source is gone."""
    token = asker.workspace.records.keep_draft(
        person=draft.person,
        source=draft.source,
        picks=draft.picks,
        earlier=draft.earlier,
        framing=draft.framing,
    )
    if token is None:
        raise InputError(summary_texts.draft_gone())
    return replace(draft, token=token)


def next_best_of(draft: Draft, best: Sequence[str]) -> str:
    """The best quote that the draft does not hold. Raises `InputError` where there is none."""
    instead = next_best(draft, best)
    if instead is None:
        raise InputError(summary_texts.no_other())
    return instead


def preview(
    draft: Draft, found: Summary, asker: Asker, *, swapped: str = "", warning: str | None = None
) -> Reply:
    """The draft as its author sees it, with buttons to change and to post it; `swapped` came in last."""
    post = summary_post.made(found, draft.picks, draft.framing, asker.workspace)
    said = summary_texts.draft() if warning is None else warning
    first = Note(text=said, tone="quiet" if warning is None else "warning")
    count = Note(text=summary_texts.characters(summary_post.length(post)), tone="quiet")
    return Reply(
        command=COMMAND,
        data=_data(draft, found, asker),
        pieces=(
            first,
            *_changeable(summary_post.previewed(post), draft),
            count,
            *_menu(draft, found, swapped),
        ),
        actions=_below(draft),
        for_one=True,
    )


def pressed(rest: str, asker: Asker, chosen: str | None) -> Reply:
    """Do what a button or the menu of a draft is for. Raises `InputError` where that cannot be."""
    token, _, rest = rest.partition(":")
    what, _, quote = rest.partition(":")
    press = _PRESSES.get(what)
    draft = _draft(token, asker)
    if press is None or (what == "take" and chosen is None):
        raise InputError(summary_texts.draft_gone())
    # the menu hands over what shall stand there, behind what stands there now
    reply = press(draft, asker, f"{quote}={chosen}" if what == "take" else quote)
    return replace(reply, placement="replace", private=True, for_one=True)


def form(rest: str, asker: Asker) -> Form:
    """The form that a button of a draft opens. Raises `InputError` where the draft is gone."""
    token, _, what = rest.partition(":")
    draft = _draft(token, asker)
    code = buttons.code("send", "draft", draft.token, what)
    if what == "post":
        return post_form(code, asker)
    return words_form(code, draft, asker)


def sent(rest: str, values: Mapping[str, str | File], asker: Asker) -> Reply:
    """Take what was typed into a form of a draft. Raises `InputError` where it cannot be taken."""
    token, _, what = rest.partition(":")
    draft = _draft(token, asker)
    given = {name: value for name, value in values.items() if isinstance(value, str)}
    if what == "post":
        pin = given.get("pin") == summary_texts.pin()
        reply = _posting(draft, asker, channel=given.get("channel") or None, pin=pin)
    else:
        framing = framed(draft.framing, **{name: given.get(name, "") for name in LONGEST})
        draft = kept(replace(draft, framing=framing), asker)
        reply = _shown(draft, asker)
    return replace(reply, placement="replace", private=True, for_one=True)


def _draft(token: str, asker: Asker) -> Draft:
    if asker.audience != "moderator":
        audit.refused(asker, COMMAND)
        raise InputError(summary_texts.only_moderators())
    draft = asker.workspace.records.draft(token)
    if draft is None:
        raise InputError(summary_texts.draft_gone())
    return draft


def _shown(draft: Draft, asker: Asker, *, swapped: str = "", warning: str | None = None) -> Reply:
    found = asker.workspace.summary(draft.source, related=True)
    return preview(draft, found, asker, swapped=swapped, warning=warning)


def _drop(draft: Draft, asker: Asker, quote: str) -> Reply:
    return _shown(kept(without(draft, quote), asker), asker)


def _swap(draft: Draft, asker: Asker, quote: str) -> Reply:
    found = asker.workspace.summary(draft.source, related=True)
    instead = next_best(draft, [one.id for one in summary_post.candidates(found)])
    if instead is None:
        return preview(draft, found, asker, warning=summary_texts.no_other())
    return preview(kept(with_instead(draft, quote, instead), asker), found, asker, swapped=instead)


def _take(draft: Draft, asker: Asker, both: str) -> Reply:
    quote, _, instead = both.partition("=")
    found = asker.workspace.summary(draft.source, related=True)
    if instead not in [one.id for one in summary_post.candidates(found)]:
        return preview(draft, found, asker, warning=summary_texts.no_other())
    return preview(kept(with_instead(draft, quote, instead), asker), found, asker, swapped=instead)


def _undo(draft: Draft, asker: Asker, _: str) -> Reply:
    return _shown(kept(undone(draft), asker), asker)


def _discard(draft: Draft, asker: Asker, _: str) -> Reply:
    asker.workspace.records.discard_draft(draft.token)
    again = buttons.asking(summary_texts.anew(), COMMAND, {"id": draft.source}, asker)
    return replace(_said(summary_texts.discarded()), actions=(again,))


def _post_here(draft: Draft, asker: Asker, _: str) -> Reply:
    return _posting(draft, asker, channel=None, pin=False)


def _posting(draft: Draft, asker: Asker, *, channel: str | None, pin: bool) -> Reply:
    found = asker.workspace.summary(draft.source, related=True)
    post = summary_post.made(found, draft.picks, draft.framing, asker.workspace)
    if not post.quotes:
        return preview(draft, found, asker, warning=summary_texts.nothing_to_post())
    if not asker.workspace.records.discard_draft(draft.token):
        # somebody pressed twice, and the first press posts it
        raise InputError(summary_texts.draft_gone())
    public = Reply(
        command=COMMAND,
        data=_data(draft, found, asker),
        pieces=buttons.on_quotes(summary_post.previewed(post), COMMAND, ""),
        private=False,
        shared_by=asker.person,
    )

    def then(posted: Posted) -> Reply:
        return _after(draft, asker, posted, pin=pin)

    standing_in = _said(summary_texts.not_posted("failed"))
    return replace(standing_in, posting=Posting(post=public, channel=channel, pin=pin, then=then))


def _after(draft: Draft, asker: Asker, posted: Posted, *, pin: bool) -> Reply:
    """What the moderator reads after a posting; where it failed, the draft is there again."""
    if posted.problem:
        reply = _shown(kept(draft, asker), asker, warning=summary_texts.not_posted(posted.problem))
    else:
        reply = _said(summary_texts.posted(posted, pin=pin))
    return replace(reply, placement="replace", private=True, for_one=True)


def _data(draft: Draft, found: Summary, asker: Asker) -> shapes.Shape:
    post = summary_post.data(found, draft.picks, draft.framing, asker.workspace)
    return {**shapes.summary(found), "post": post}


def _changeable(found: Sequence[Piece], draft: Draft) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, actions=_of_quote(piece, draft)) if isinstance(piece, Quotation) else piece
        for piece in found
    )


def _of_quote(piece: Quotation, draft: Draft) -> tuple[Action, ...]:
    return (
        Action(label=summary_texts.drop(), code=_code(draft, "drop", piece.id)),
        Action(label=summary_texts.swap(), code=_code(draft, "swap", piece.id)),
    )


def _menu(draft: Draft, found: Summary, swapped: str) -> tuple[Menu, ...]:
    """What else may stand where a quote has just come in."""
    taken = set(draft.picks.ids) - {swapped}
    options = tuple(
        Option(label=summary_texts.option(one.claim.quote), value=one.id, chosen=one.id == swapped)
        for one in summary_post.candidates(found)
        if one.id not in taken
    )[:MOST_OPTIONS]
    if swapped not in draft.picks.ids or len(options) < 2:
        return ()
    return (Menu(label=summary_texts.another(swapped), code=_code(draft, "take", swapped), options=options),)


def _below(draft: Draft) -> tuple[Action, ...]:
    words = Action(
        label=summary_texts.edit_words(), code=buttons.code("form", "draft", draft.token, "words"), form=True
    )
    elsewhere = Action(
        label=summary_texts.post_elsewhere(),
        code=buttons.code("form", "draft", draft.token, "post"),
        form=True,
    )
    here = Action(label=summary_texts.post_here(), code=_code(draft, "post"), style="primary")
    undo = (Action(label=summary_texts.undo(), code=_code(draft, "undo")),) if draft.earlier else ()
    discard = Action(label=summary_texts.discard(), code=_code(draft, "discard"), style="danger")
    return (here, elsewhere, words, *undo, discard)


def _code(draft: Draft, what: str, *quote: str) -> str:
    return buttons.code("draft", draft.token, what, *quote)


def _said(sentence: str) -> Reply:
    return Reply(
        command=COMMAND, data={"command": COMMAND, "notice": sentence}, pieces=(Note(text=sentence),)
    )


_PRESSES: Final[dict[str, Press]] = {
    "drop": _drop,
    "swap": _swap,
    "take": _take,
    "undo": _undo,
    "post": _post_here,
    "discard": _discard,
}
