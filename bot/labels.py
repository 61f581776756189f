"""What stands on buttons, over menus and beside the fields of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefs.words import format_label
from bot.languages import figures, languages, own_name, say, say_number
from bot.texts import shortened, source_title

if TYPE_CHECKING:
    from knowledge.types import Source


def in_context() -> str:
    """The button that shows the sentences around a quote."""
    return say("In context")


def reply_to_this() -> str:
    """The button that looks for counters of a quote."""
    return say("Reply to this")


def not_a(command: str) -> str:
    """The button that votes a quote down."""
    return say("Not a counter") if command == "counter" else say("Not a support")


def whole_quote() -> str:
    """The button that shows all words of a shortened quote."""
    return say("Whole quote")


def drill(what: str) -> str:
    """The buttons of practice: what is done with a claim, and how an answer went."""
    return {
        "answer": say("Answer"),
        "next": say("Next"),
        "answers": say("Show answers"),
        "skip": say("Skip"),
        "stop": say("Stop"),
        "again": say("Again"),
        "hard": say("Hard"),
        "good": say("Good"),
        "easy": say("Easy"),
    }[what]


def set_up_match() -> str:
    """The button that makes the card of a match."""
    return say("Set up a match")


def match(what: str) -> str:
    """The buttons of a match."""
    return {
        "for": say("I take for"),
        "against": say("I take against"),
        "mine": say("My quotes"),
        "swap": say("Swap sides"),
        "lots": say("Draw lots"),
        "leave": say("Step back"),
    }[what]


def previous_page() -> str:
    """The button that goes back."""
    return say("Back")


def next_page() -> str:
    """The button that goes on."""
    return say("More")


def other_side() -> str:
    """The button that asks for the other stance."""
    return say("Other side")


def share() -> str:
    """The button that makes an answer public."""
    return say("Share")


def all_topics() -> str:
    """The button that looks beyond the channel's topic."""
    return say("Look in all topics")


def show() -> str:
    """The button that shows a source."""
    return say("Show")


def sum_up() -> str:
    """The button that sums a source up."""
    return say("Summary")


def edit() -> str:
    """The button that corrects what is known about a source."""
    return say("Edit")


def remove() -> str:
    """The button that deletes a source."""
    return say("Remove")


def really_remove() -> str:
    """The button that deletes a source at last."""
    return say("Yes, remove it")


def keep_it() -> str:
    """The button that leaves things as they are."""
    return say("Keep it")


def export() -> str:
    """The button that hands over what is kept about a person."""
    return say("Export")


def forget() -> str:
    """The button that deletes what is kept about a person."""
    return say("Delete it all")


def setting_label(kind: str, name: str) -> str:
    """What a setting decides: `set` for a workspace's, `own` for a person's."""
    labels = {
        "set:add": say("Who may add sources"),
        "set:answers": say("Answers are at first"),
        "set:language": say("Language of the interface"),
        "set:pages": say("Who may read the library’s pages"),
        "set:links": say("A link to the pages opens them for"),
        "set:intake": say("New claims are reviewed"),
        "own:answers": say("Answers to you are at first"),
        "own:language": say("Your language"),
        "own:brief": say("Your briefs come as"),
    }
    return labels[f"{kind}:{name}"]


def choice_label(name: str, choice: str) -> str:
    """What a choice means."""
    labels = {
        "add:moderators": say("moderators only"),
        "add:everyone": say("everyone"),
        "answers:private": say("private, with a button to share them"),
        "answers:public": say("public"),
        "answers:auto": say("as the workspace has it"),
        "language:auto": say("as the app is set"),
        "pages:signed": say("whoever has a link"),
        "pages:public": say("everybody"),
        "intake:off": say("not at all"),
        "intake:after": say("after they can be quoted"),
        "intake:before": say("before they can be quoted"),
    }
    if name == "links":
        return say_number("{count} day", "{count} days", int(choice)).format(count=figures(int(choice)))
    if name == "brief":
        return format_label(choice)
    if name == "language" and choice in languages():
        return own_name(choice)
    return labels.get(f"{name}:{choice}", choice)


def which_sentence() -> str:
    """The menu that chooses another sentence of a message."""
    return say("Counters to another sentence")


def form_title(name: str) -> str:
    """The title of a command's form."""
    return {
        "source add": say("Add a source"),
        "source edit": say("Edit a source"),
        "claim speaker": say("Correct the speaker"),
        "counter": say("Find counters"),
        "support": say("Find support"),
        "drill": say("Your answer"),
    }.get(name, f"/{name}")[:24]


def form_label(name: str) -> str:
    """What stands over a field."""
    labels = {
        "place": say("Link"),
        "file": say("File"),
        "text": say("Text"),
        "title": say("Title"),
        "author": say("Author"),
        "outlet": say("Outlet"),
        "date": say("Date"),
        "url": say("Link"),
        "topic": say("Topic"),
        "claim": say("Claim"),
        "query": say("Topic or claim"),
        "name": say("Name"),
        "id": say("Id"),
        "role": say("Role"),
        "of": say("For this claim, or all of the speaker"),
        "command": say("Command"),
        "answer": say("The best argument against it"),
        "side": say("Side"),
        "format": say("Format"),
        "note": say("Note"),
    }
    return labels.get(name, name.capitalize())


def form_submit(name: str) -> str:
    """The button that sends a form."""
    return {
        "source add": say("Add"),
        "source edit": say("Save"),
        "claim speaker": say("Save"),
        "drill": say("Answer"),
    }.get(name, say("Ask"))


def paste_hint() -> str:
    """What goes into the field for pasted text."""
    return say("Or paste the text, title and author at the top; a text that does not fit comes as a file")


def find_counters() -> str:
    """What the message command and the button for counters are called."""
    return say("Find counters")


def find_support() -> str:
    """The button that opens the form for support."""
    return say("Find support")


def add_source() -> str:
    """The button that opens the form for adding."""
    return say("Add a source")


def sources_button() -> str:
    """The button that lists the sources."""
    return say("Sources")


def help_button() -> str:
    """The button that lists the commands."""
    return say("Help")


def its_source() -> str:
    """The button that leads from a quote to its source."""
    return say("Its source")


def save() -> str:
    """The button that puts a quote into one's notebook."""
    return say("Save")


def take_out() -> str:
    """The button that takes a quote out of one's notebook."""
    return say("Take out")


def review_claims() -> str:
    """The button that shows a source's claims for review."""
    return say("Review claims")


def review_of(source: Source) -> str:
    """The button that shows the claims of one of several sources."""
    return say("Review {title}").format(title=shortened(source_title(source), 50))


def drop() -> str:
    """The button that keeps a claim out of every answer."""
    return say("Drop")


def restore() -> str:
    """The button that lets a dropped claim in again."""
    return say("Restore")


def correct_speaker() -> str:
    """The button that opens the form for another speaker."""
    return say("Correct speaker")


def approve_all() -> str:
    """The button that ends a review."""
    return say("Approve all")


def undo() -> str:
    """The button that takes back what was done last."""
    return say("Undo")


def retract() -> str:
    """The button that retracts a source."""
    return say("Retract")


def retract_instead() -> str:
    """The button that retracts a source where it was to be removed."""
    return say("Retract it instead")


def drop_votes() -> str:
    """The button that drops the votes against a quote."""
    return say("Drop the votes")
