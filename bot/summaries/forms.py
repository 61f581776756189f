"""The forms of the draft of a post about a source: the words around its quotes, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.forms import Field, Form
from bot.summaries import post as summary_post
from bot.summaries import words
from knowledge.drafts import Draft, Framing
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.request import Asker

LONGEST: Final = {"title": 120, "intro": 400, "closing": 400}
"""Characters of the words that a moderator may write around the quotes."""


def framed(framing: Framing, **typed: str | None) -> Framing:
    """The words around the quotes after a change: None leaves them. Raises `InputError` where they are too long."""
    for name, most in LONGEST.items():
        if len(typed[name] or "") > most:
            raise InputError(words.words_too_long(name, most))
    title, intro, closing = (typed[name] for name in LONGEST)
    return Framing(
        title=framing.title if title is None else " ".join(title.split()) or None,
        introduction=framing.introduction if intro is None else intro.strip(),
        closing=framing.closing if closing is None else closing.strip() or None,
    )


def words_form(code: str, draft: Draft, asker: Asker) -> Form:
    """Asks for the words around the quotes."""
    found = asker.workspace.summary(draft.source)
    post = summary_post.made(found, draft.picks, draft.framing, asker.workspace)
    fields = (
        Field(name="title", label=words.title_label(), value=post.title),
        Field(name="intro", label=words.introduction_label(), value=post.introduction, long=True),
        Field(name="closing", label=words.closing_label(), value=post.closing, long=True),
    )
    return Form(title=words.words_form(), code=code, fields=fields, submit=words.save())


def post_form(code: str, asker: Asker) -> Form:
    """Asks where to post, and whether to pin."""
    choices = (words.do_not_pin(), words.pin())
    fields = (
        Field(
            name="channel",
            label=words.channel_label(),
            value=asker.channel,
            channel=True,
            required=True,
        ),
        Field(name="pin", label=words.pin_label(), value=choices[0], choices=choices),
    )
    return Form(title=words.post_form(), code=code, fields=fields, submit=words.post())
