"""Texts of the pages that evidence is read on."""

from bot import texts
from bot.languages import figures, say, say_number


def skip() -> str:
    """The first link of a page, which leads past the navigation."""
    return say("To the content")


def navigation() -> str:
    """What the links at the top of every page are called."""
    return say("Library")


def places() -> tuple[tuple[str, str], ...]:
    """The links at the top of every page."""
    return (("topics", topics()), ("sources", sources()), ("search", search()))


def promise() -> str:
    """At the foot of every page."""
    return say("Every quote stands word for word in its source.")


def library() -> str:
    """The title of the first page."""
    return say("Library")


def holds(sources: int, claims: int) -> str:
    """What is in the library."""
    return say("{claims} from {sources}.").format(
        claims=texts.counted(claims, "quote"), sources=texts.counted(sources, "source")
    )


def topics() -> str:
    """The title of the topics."""
    return say("Topics")


def sources() -> str:
    """The title of the sources."""
    return say("Sources")


def latest() -> str:
    """Over the sources that were added last."""
    return say("Latest sources")


def all_sources() -> str:
    """The link to the list of sources."""
    return say("All sources")


def quotes(count: int) -> str:
    """How many quotes."""
    return texts.counted(count, "quote")


def claims(count: int) -> str:
    """How many claims."""
    return texts.counted(count, "claim")


def search() -> str:
    """The title of the search page, and its button."""
    return say("Search")


def search_label() -> str:
    """Over the field for what is searched."""
    return say("What somebody claims, a topic, or a name")


def way_label() -> str:
    """Over the choice of what is wanted."""
    return say("Find")


def ways() -> tuple[tuple[str, str], ...]:
    """What can be wanted, by command."""
    return (
        ("counter", say("what argues against it")),
        ("support", say("what argues for it")),
        ("clash", say("the strongest of both sides")),
        ("views", say("the positions on this topic")),
        ("who", say("what this person says")),
    )


def search_hint() -> str:
    """What else may be typed."""
    return say("A quote’s id such as RC-014 works, too, and so do commands such as /views russia-china.")


def results() -> str:
    """What the found things are called for those who hear the page."""
    return say("Results")


def only_in_chat(command: str) -> str:
    """A command that changes something, or is about whoever asks."""
    return say("{command} is for the chat; pages are for reading.").format(command=f"/{command}")


def quote(quote_id: str) -> str:
    """The title over a quote."""
    return say("Quote {id}").format(id=quote_id)


def open_quote(quote_id: str) -> str:
    """The link to a quote's page."""
    return say("Open {id}").format(id=quote_id)


def original() -> str:
    """The link to where a source was published."""
    return say("Where it was published")


def where_it_stands() -> str:
    """Over the text around a quote."""
    return say("Where it stands")


def read_on() -> str:
    """The link from an excerpt to the source's text."""
    return say("Read on in the source")


def side(name: str) -> str:
    """Over what argues against a quote, or for it."""
    return say("Against this quote") if name == "counter" else say("For this quote")


def find_side(name: str) -> str:
    """The link that looks for what argues against a quote, or for it."""
    return say("Find what argues against it") if name == "counter" else say("Find what argues for it")


def all_of_side(name: str) -> str:
    """The link to everything that argues against a quote, or for it."""
    return say("All that argues against it") if name == "counter" else say("All that argues for it")


def both_sides() -> str:
    """What the links to both sides of a quote are called."""
    return say("Against and for")


def central() -> str:
    """Over the claim that stands for a source."""
    return texts.central_claim()


def key() -> str:
    """Over the claims that say most in a source."""
    return texts.key_claims()


def who_speaks() -> str:
    """Over the speakers of a source."""
    return texts.who_speaks()


def text(part: int, parts: int) -> str:
    """Over the text of a source, or a part of it."""
    if parts == 1:
        return say("Text")
    return say("Text, part {part} of {parts}").format(part=figures(part), parts=figures(parts))


def claims_are_links() -> str:
    """How to read the marks in a source's text."""
    return say("What is underlined is a claim, and leads to its page.")


def positions(count: int) -> str:
    """How many positions a topic has."""
    return say_number("{count} position.", "{count} positions, side by side.", count).format(
        count=figures(count)
    )


def more_of_position(count: int) -> str:
    """Opens the other quotes of a position."""
    return say_number("{count} more quote", "{count} more quotes", count).format(count=figures(count))


def argument_map() -> str:
    """Over a map of arguments, and the link to it."""
    return say("Argument map")


def boxes_lead() -> str:
    """How to use a map."""
    return say("Every box is a quote and leads to its page.")


def map_as_picture(subject: str) -> str:
    """A map that is shown small, for whoever does not see it: what it is, and where it leads."""
    return say("Argument map of {topic}: open it to read and follow every quote").format(topic=subject)


def map_as_text() -> str:
    """Opens a map in lines of text."""
    return say("The map as text")


def in_numbers() -> str:
    """Over the positions on a topic in numbers."""
    return say("In numbers")


def chart_hint() -> str:
    """What the numbers are about."""
    return say("How many quotes and independent sources each position has, when, and by whom.")


def as_tables() -> str:
    """Opens the numbers as tables."""
    return say("The numbers as tables")


def pager() -> str:
    """What the links between the pages of a list are called."""
    return say("Pages")


def back() -> str:
    """The link to the page before."""
    return say("Back")


def more() -> str:
    """The link to the page after."""
    return say("More")


def to_the_library() -> str:
    """The link to the first page."""
    return say("To the library")


def not_there_heading() -> str:
    """The title where there is no such page."""
    return say("Nothing is here")


def not_there() -> str:
    """There is no such page."""
    return say("There is no such page; a source that was removed takes its quotes along.")


def expired_heading() -> str:
    """The title where a link's time is over."""
    return say("This link has expired")


def expired() -> str:
    """What to do about a link that opens nothing any more."""
    return say(
        "Links to this library work for a while, and moderators can close them. Ask again in the chat where you "
        "found it, or type /pages there, for a new one."
    )


def forged_heading() -> str:
    """The title where a link was never given."""
    return say("This link does not open anything")


def forged() -> str:
    """What to do about a link that was never given."""
    return say(
        "Part of it may have been lost. Copy the whole link, or type /pages in the chat for a new one."
    )


def refused_heading() -> str:
    """The title where something cannot be asked so."""
    return say("That did not work")


def only_reading() -> str:
    """Somebody wanted to send something."""
    return say("Pages can only be read.")


def busy_heading() -> str:
    """The title where too many ask at once."""
    return say("One moment")


def failed_heading() -> str:
    """The title where a fault of ours is."""
    return say("Something went wrong")
