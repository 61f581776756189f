"""What the core says to people, in the language that is spoken: the core itself knows English alone.

Sentences that are not listed here stay as they are.
"""

from typing import Final

from bot.languages import later, say

SENTENCES: Final = (
    later("There are no sources yet; a moderator adds them with /source add."),
    later("Nothing in the sources argues against this."),
    later("Nothing in the sources argues for this."),
    later("Nothing in the sources argues for or against this."),
    later("Nothing in the sources speaks against {topic}."),
    later("Nothing in the sources speaks for {topic}."),
    later("The sources say nothing on {topic}."),
    later("Nobody called {name} speaks in the sources."),
    later('A claim needs words; for example: "alliance is easy"'),
    later("A topic needs a word; for example: --topic russia-china"),
    later("A topic needs a word, for example russia-china."),
    later("Give a topic, for example russia-china."),
    later("Give the name of a speaker, or a part of it."),
    later("The bytes of the source are missing or changed; remove it and add it again."),
    later("The quote is not what stands at its place in the text; remove the source and add it again."),
    later("The quote is not in the file as added; remove the source and add it again."),
    # the heading over what a speaker says on no topic
    later("other"),
)


def spoken(sentence: str, **values: str | None) -> str:
    """A sentence of the core in the language that is spoken; `values` are what stands inside it."""
    for known in SENTENCES:
        if _filled(known, values) == sentence:
            return say(known).format(**values)
    return sentence


def _filled(pattern: str, values: dict[str, str | None]) -> str | None:
    """A pattern with its values, or None where one is not given."""
    try:
        return pattern.format(**values)
    except KeyError:
        return None
