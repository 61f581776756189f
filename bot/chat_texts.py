"""Sentences of what only chats have: settings, votes, what is kept about people, the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import figures, say, say_number
from bot.texts import counted, shortened

if TYPE_CHECKING:
    from knowledge.types import Disputed, Kept, Source


def kept_it() -> str:
    """Nothing was removed."""
    return say("Nothing was removed.")


def really(source: Source) -> str:
    """Asks before a source is deleted."""
    title = source.metadata.title or source.file
    return say("Remove “{title}” with its {claims}? Its quotes go with it.").format(
        title=shortened(title, 120), claims=counted(source.claims, "claim")
    )


def voted(quote: str) -> str:
    """A vote was counted."""
    return say("Noted: {quote} moves down for this claim, and moderators see your vote.").format(quote=quote)


def voted_before(quote: str) -> str:
    """The same vote was counted before."""
    return say("You have said so about {quote} before; it counts once.").format(quote=quote)


def gone() -> str:
    """A button whose question is no longer kept."""
    return say("The question behind this button is no longer kept; ask again with the command.")


def not_yours() -> str:
    """A button that is for the person who asked."""
    return say("Only the person who asked can share this; ask yourself with the command.")


def unknown_button() -> str:
    """A code that no button has."""
    return say("This button is not known any more; type /help to see what there is.")


def channel_topic(name: str | None) -> str:
    """What the channel's topic is."""
    if name is None:
        return say("This channel has no topic of its own; /topic set gives it one.")
    return say("Questions in this channel are about {name}, unless they name another topic.").format(
        name=name
    )


def topic_is_set(name: str, *, known: bool) -> str:
    """The channel has a topic now."""
    if known:
        return channel_topic(name)
    return say(
        "Questions in this channel are about {name} now, though no source speaks about it yet; "
        "/topics lists those that there are."
    ).format(name=name)


def clash_heading(query: str) -> str:
    """The title over the strongest for and against."""
    return say("Clash over “{query}”").format(query=query)


def clash_sides(labels: tuple[str, str] | None) -> tuple[str, str]:
    """What stands over the two sides."""
    if labels is None:
        return say("For"), say("Against")
    return f"A. {shortened(labels[0], 120)}", f"B. {shortened(labels[1], 120)}"


def settings_heading() -> str:
    """The title over the settings of a workspace."""
    return say("Settings for everybody here")


def preferences_heading() -> str:
    """The title over one person's settings."""
    return say("Your own settings")


def votes_heading() -> str:
    """The title over the quotes that were voted down."""
    return say("Voted down")


def no_votes() -> str:
    """Nobody voted anything down."""
    return say("Nobody has voted a quote down.")


def voted_down(value: Disputed) -> str:
    """How often a quote was voted down, and as an answer to what."""
    votes = say_number("{count} vote", "{count} votes", value.votes).format(count=figures(value.votes))
    stance = say("counter") if value.stance == "counters" else say("support")
    return say("{votes}: not a {stance} of “{asked}”").format(
        votes=votes, stance=stance, asked=shortened(value.asked, 200)
    )


def dismissed(quote: str, count: int) -> str:
    """Votes were dropped."""
    if not count:
        return say("Nobody has voted {quote} down, so nothing was dropped.").format(quote=quote)
    return say_number(
        "{count} vote against {quote} was dropped.", "{count} votes against {quote} were dropped.", count
    ).format(count=figures(count), quote=quote)


def privacy_heading() -> str:
    """The title over what is kept about a person."""
    return say("What is kept about you here")


def kept_rows(value: Kept) -> tuple[tuple[str, str], ...]:
    """What is kept about a person, kind by kind."""
    set_by_you = ", ".join(f"{name}: {choice}" for name, choice in sorted(value.preferences.items()))
    return (
        (say("questions"), figures(len(value.questions))),
        (say("votes"), figures(len(value.votes))),
        (say("practice cards"), figures(len(value.cards))),
        (say("drafts"), figures(len(value.drafts))),
        (say("settings"), set_by_you or "–"),
        (say("saved quotes"), figures(len(value.notebook))),
        (say("public answers"), figures(len(value.answers))),
        (say("actions as a moderator"), figures(len(value.actions))),
    )


def what_is_kept() -> str:
    """Why it is kept, and for how long."""
    return say(
        "Questions are kept for 90 days so that the buttons under their answers work, public answers as long so "
        "that they can be corrected, drafts of posts for 14 days; votes, practice cards, settings and your notebook "
        "until you delete them. What moderators did stays in the log, without their name once they delete it. "
        "Nothing else is kept about you."
    )


def exported() -> str:
    """The data is in the file."""
    return say("The file holds all of it, word for word.")


def forgotten() -> str:
    """Everything about a person was deleted."""
    return say(
        "Everything that was kept about you here is deleted; buttons under your earlier answers no longer work."
    )


def here_is(file: str) -> str:
    """Before a file in somebody's direct messages."""
    return say("Here is the file {file}.").format(file=file)


def file_in_direct_messages(file: str) -> str:
    """Where a file is that cannot stand in the answer."""
    return say("{file} is in your direct messages with the app.").format(file=file)


def file_not_taken(file: str) -> str:
    """The platform did not take a file."""
    return say("{file} could not be handed over; ask a moderator whether the app may write files.").format(
        file=file
    )


def no_sentence() -> str:
    """A message without words."""
    return say("There are no words in this message that one could argue against.")


def asked_nothing() -> str:
    """A mention without words."""
    return say(
        "Mention me with a claim, for example “alliance is easy”, or with a command such as /views TOPIC."
    )


def nothing_to_add() -> str:
    """A form for adding was sent empty."""
    return say("Give a link, a file or the text of a source; the form was empty.")


def progress(file: str, done: int, total: int) -> str:
    """What is being done while sources go in."""
    if not file:
        return say("Finishing…")
    if total < 2:
        return say("Reading {file}…").format(file=shortened(file, 80))
    return say("Reading {file} ({number} of {total})…").format(
        file=shortened(file, 80), number=done + 1, total=total
    )


def placeholder() -> str:
    """Stands in for an answer until it is there."""
    return say("Looking through the sources…")


def reference(mark: str) -> str:
    """Under what the log has an error."""
    return say("If you ask for help with this, give the number {mark}.").format(mark=mark)


def shared_by(person: str) -> str:
    """Who made an answer public; `person` as the platform writes people."""
    return say("Shared by {person}").format(person=person)


def home_heading() -> str:
    """The title of the home page."""
    return "Counterpoint"


def home_library(sources: int, claims: int) -> str:
    """What the library holds."""
    return say("{claims} from {sources}, each word for word in its source.").format(
        claims=counted(claims, "claim"), sources=counted(sources, "source")
    )


def home_topics() -> str:
    """Over the buttons of the topics."""
    return say("Topics: see who stands where")


def try_one() -> str:
    """Over the buttons that run examples."""
    return say("Try one:")


def really_forget() -> str:
    """Asks before what is kept about a person is deleted."""
    return say(
        "Delete everything that is kept about you here? Buttons under your earlier answers will stop working."
    )


def continues() -> str:
    """A long text goes on in another part."""
    return say("(continued)")


def words_or_files() -> str:
    """A message with files and words that are no command for them."""
    return say("Send a file alone, or with “/source add”, to add it; or write without a file to ask.")


def told_privately() -> str:
    """Stands in a channel for an answer that went to the asker alone."""
    return say("I have answered you in a direct message, because that is for you alone.")


def cannot_tell_privately() -> str:
    """A private answer to a mention, where direct messages are closed."""
    return say("That answer is for you alone; use the slash command, and only you will see it.")


def not_your_library() -> str:
    """A button of an answer from somebody else's own library."""
    return say("This answer comes from another person's own library; ask yourself with the command.")


def changed_command() -> str:
    """A command that was changed since the program last heard of it."""
    return say("This command has changed; restart the app and try it again.")


def not_now() -> str:
    """What a button needs could not be looked up in time."""
    return say("The bot is slow just now; press the button again in a moment.")


def not_the_same() -> str:
    """What was shown is no longer what would be shared."""
    return say(
        "This answer has changed since it was shown, so nothing was shared; ask again to share the new one."
    )


def busy(seconds: int) -> str:
    """More is waiting than will be done soon."""
    return say("The bot is busy; try again in {seconds} s.").format(seconds=figures(seconds))
