"""Every text that people read about their notebook."""

from __future__ import annotations

from bot.languages import figures, say, say_number


def saved(quote: str) -> str:
    """A quote was put into the notebook."""
    return say("{quote} is in your notebook; /notebook shows it, and nobody else can.").format(quote=quote)


def saved_before(quote: str) -> str:
    """A quote was there already."""
    return say("{quote} is in your notebook already.").format(quote=quote)


def noted(quote: str) -> str:
    """A quote was there already, and has another note now."""
    return say("{quote} is in your notebook, with this note now.").format(quote=quote)


def taken_out(quote: str) -> str:
    """A quote was taken out."""
    return say("{quote} is no longer in your notebook.").format(quote=quote)


def not_there(quote: str) -> str:
    """A quote that was to be taken out is not there."""
    return say("{quote} is not in your notebook.").format(quote=quote)


def heading() -> str:
    """The title over the notebook."""
    return say("My notebook")


def empty() -> str:
    """A notebook without quotes."""
    return say("Your notebook is empty; the button “Save” under a quote, or /save with its id, puts one in.")


def really_clear(count: int) -> str:
    """Asks before a notebook is emptied."""
    return say_number(
        "Take the {count} quote out of your notebook? Your note goes with it.",
        "Take all {count} quotes out of your notebook? Your notes go with them.",
        count,
    ).format(count=figures(count))


def cleared(count: int) -> str:
    """A notebook was emptied."""
    if not count:
        return say("Your notebook was empty already.")
    return say_number(
        "{count} quote was taken out of your notebook.",
        "{count} quotes were taken out of your notebook.",
        count,
    ).format(count=figures(count))


def clear() -> str:
    """The button that empties the notebook."""
    return say("Take all out")


def make_brief() -> str:
    """The button that makes a brief of the notebook."""
    return say("Make a brief of it")


def undo() -> str:
    """The button that takes a quote out that has just been put in."""
    return say("Undo")


def longest(most: int) -> str:
    """A note that is too long."""
    return say("A note has at most {most} characters; shorten it.").format(most=figures(most))
