"""What people read of the summary of a source: in the post about it, and while a moderator works on the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.languages import figures, say, say_number
from bot.texts import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reply import Posted, Problem
    from knowledge.summary import Relation
    from knowledge.types import Speaker

MOST_NAMES = 3


def introduction() -> str:
    """What stands over the quotes, unless a moderator writes something else."""
    return say("In its own words:")


def quoted(speakers: Sequence[Speaker]) -> str:
    """Who is cited in a source, the first of them by name."""
    names = ", ".join(str(one.name) for one in speakers[:MOST_NAMES])
    others = len(speakers) - MOST_NAMES
    if others < 1:
        return say("Quoted in it: {names}").format(names=names)
    return say_number(
        "Quoted in it: {names} and {count} other", "Quoted in it: {names} and {count} others", others
    ).format(names=names, count=figures(others))


def answers(relations: Sequence[Relation]) -> str:
    """Which claims of other sources a source answers, by short id."""
    return say("It answers {claims}").format(claims=_related(relations))


def answered_by(relations: Sequence[Relation]) -> str:
    """Which claims of other sources answer a source, by short id."""
    return say("Answered by {claims}").format(claims=_related(relations))


def word_for_word() -> str:
    """What holds for every quote of a post."""
    return say("Every quote is word for word.")


def characters(count: int) -> str:
    """How long the post will be."""
    return say_number("{count} character", "{count} characters", count).format(count=figures(count))


def draft() -> str:
    """What a moderator sees first of a draft."""
    return say("Draft: only you see it. Drop or swap quotes, edit the words around them, then post it.")


def another(quote: str) -> str:
    """The menu of what else may stand in a quote's place."""
    return say("Another quote in the place of {quote}").format(quote=quote)


def option(words: str, *, longest: int = 70) -> str:
    """A quote as one thing of a menu."""
    return shortened(words, longest)


def no_other() -> str:
    """There is nothing to swap a quote for."""
    return say("The source has no other claim that could stand here.")


def nothing_to_post() -> str:
    """All quotes were dropped."""
    return say("A post needs at least one quote; undo the last drop.")


def draft_gone() -> str:
    """A draft that was posted, discarded, or not touched for long."""
    return say("This draft is no longer kept; /source summary makes a new one.")


def discarded() -> str:
    """A draft was thrown away."""
    return say("The draft is discarded; nothing was posted.")


def only_moderators() -> str:
    """Somebody else wants to change a summary."""
    return say("Only moderators may change what a summary says; ask for it without options.")


def no_such_quote(typed: str, count: int) -> str:
    """A number or an id that no quote of the summary has."""
    return say("The summary has no quote {typed}; its quotes are numbered from 1 to {count}.").format(
        typed=shortened(typed, 40), count=figures(count)
    )


def not_of_source(quote: str, title: str) -> str:
    """A quote of another source."""
    return say("{quote} does not stand in “{title}”; take a quote of the same source.").format(
        quote=quote, title=shortened(title, 120)
    )


def quote_too_long(quote: str, most: int) -> str:
    """A quote that has no room in a post."""
    return say("{quote} is longer than {most} characters, too long for a summary; take another one.").format(
        quote=quote, most=figures(most)
    )


def words_too_long(name: str, most: int) -> str:
    """Framing words that leave no room for quotes."""
    names = {"title": say("Title"), "intro": say("Introduction"), "closing": say("Closing words")}
    return say("{name} may have at most {most} characters.").format(name=names[name], most=figures(most))


def posted(value: Posted, *, pin: bool) -> str:
    """A post is there for everybody."""
    place = value.place
    if not pin:
        return say("Posted in {place}.").format(place=place) if place else say("Posted.")
    if value.pinned:
        return (
            say("Posted in {place} and pinned.").format(place=place) if place else say("Posted and pinned.")
        )
    return say("Posted, but I may not pin messages there; pin it yourself, or give me that right.")


def not_posted(problem: Problem) -> str:
    """Why nothing was posted, and what to do."""
    return {
        "not yours": say("Nothing was posted: you may not write in that channel; choose another one."),
        "no right": say(
            "Nothing was posted: I may not write in that channel; invite me, or give me the right to, and post again."
        ),
        "no such channel": say(
            "Nothing was posted: I cannot see that channel; invite me to it, or choose another one."
        ),
        "failed": say("Nothing was posted: the platform did not take it; try again in a minute."),
    }[problem]


def title_label() -> str:
    """The field for the title line."""
    return say("Title line")


def introduction_label() -> str:
    """The field for the words before the quotes."""
    return say("Words before the quotes")


def closing_label() -> str:
    """The field for the words after the quotes."""
    return say("Words after the quotes")


def channel_label() -> str:
    """The field for the channel to post in."""
    return say("Channel")


def pin_label() -> str:
    """The field that decides whether the post is pinned."""
    return say("Pin it?")


def do_not_pin() -> str:
    """The choice that leaves a post unpinned."""
    return say("Do not pin it")


def pin() -> str:
    """The choice that pins a post."""
    return say("Pin it")


def words_form() -> str:
    """The title of the form for framing words; at most 24 characters."""
    return say("Edit the words")[:24]


def post_form() -> str:
    """The title of the form that asks where to post; at most 24 characters."""
    return say("Post the summary")[:24]


def anew() -> str:
    """The button that makes a new draft."""
    return say("Draft it anew")


def drop() -> str:
    """The button that takes a quote out of a draft."""
    return say("Drop")


def swap() -> str:
    """The button that puts the next best quote in a quote's place."""
    return say("Swap")


def edit_words() -> str:
    """The button that opens the form for framing words."""
    return say("Edit words")


def post_here() -> str:
    """The button that posts a draft where the moderator is."""
    return say("Post here")


def post_elsewhere() -> str:
    """The button that asks for a channel and whether to pin."""
    return say("Choose a channel")


def post() -> str:
    """The button that sends the form with the channel."""
    return say("Post")


def save() -> str:
    """The button that sends the form with the framing words."""
    return say("Save")


def undo() -> str:
    """The button that takes the last drop or swap back."""
    return say("Undo")


def discard() -> str:
    """The button that throws a draft away."""
    return say("Discard")


def _related(relations: Sequence[Relation]) -> str:
    return ", ".join(f"{one.other.id} ({texts.stance(one.stance)})" for one in relations)
