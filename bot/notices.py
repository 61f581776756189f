"""What the core says to people, in the language that is spoken: the core itself knows English alone.

`{...}` stands for what a sentence is about, `{most}` and `{count}` for numbers. Sentences that are not listed here
stay as they are.
"""

import re
from functools import cache
from typing import Final

from bot.languages import SOURCE, figures, later, say
from bot.languages import spoken as language_spoken

FOUND_NOTHING: Final = (
    later("There are no sources yet; a moderator adds them with /source add."),
    later("Nothing in the sources argues against this."),
    later("Nothing in the sources argues for this."),
    later("Nothing in the sources argues for or against this."),
    later("Nothing in the sources speaks against {topic}."),
    later("Nothing in the sources speaks for {topic}."),
    later("The sources say nothing on {topic}."),
    later("Nobody called {name} speaks in the sources."),
    # the heading over what a speaker says on no topic
    later("other"),
)
PRACTICE: Final = (
    later("Nothing in the sources argues against {id}; practise another claim."),
    later("You have not answered {id} yet; answer it first."),
)
CHECKS: Final = (
    later("The bytes of the source are missing or changed; remove it and add it again."),
    later("The quote is not what stands at its place in the text; remove the source and add it again."),
    later("The quote is not in the file as added; remove the source and add it again."),
)
BUTTONS: Final = (
    later("This answer comes from another person's own library; ask yourself with the command."),
    later("This command has changed; restart the app and try it again."),
    later("The bot is slow just now; press the button again in a moment."),
)
QUESTIONS: Final = (
    later('A claim needs words; for example: "alliance is easy"'),
    later("A claim has at most {most} characters, this one {count}; ask about one sentence of it."),
    later("A topic needs a word; for example: --topic russia-china"),
    later("A topic needs a word, for example russia-china."),
    later("Give the name of a speaker, or a part of it."),
    later("A limit is a number from 1 to 100, not {given}."),
    later('There is no source "{given}"; the command sources lists the ids.'),
    later('There is no quote "{given}"; ids look like RC-014 and stand beside every quote.'),
    later("The quote {quote} was dropped by the moderators, so it is in no answer any more."),
    later("The quote {quote} waits for the moderators' approval, so it is in no answer yet."),
    later("The source of the quote {quote} was retracted, so it is in no answer any more."),
    later("A speaker needs a name; leave the form to keep the one that stands there."),
    later('"{given}" is the name of several sources ({ids}); give the id.'),
    later('"{given}" is the start of several sources ({ids}); give the whole id.'),
    later('"{given}" is not a date; write it like 2025-03-02.'),
)
FILES: Final = (
    later("{name} is in the library already as {id} ({file})."),
    later("{name} is a reprint of {id} ({file}), so it need not be added."),
    later("{name} is there already, as source {id}; remove that first to add it anew."),
    later("{name} was seen to by another process meanwhile; look at the sources before adding it again."),
    later("{name} holds no claim; add a text with full sentences that assert something."),
    later("{name} holds no text besides menus and buttons; add the article itself."),
    later("{name} holds more text than can be read; split it into parts."),
    later("{name} has {count} MB, more than {most}; split it into parts."),
    later("{name} has {count} pages; split it into parts of at most {most} pages."),
    later("{name} is empty; add a file with text in it."),
    later("{name} is damaged and cannot be read; save it anew and add it again."),
    later("{name} is password-protected; remove the password and add it again."),
    later("{name} is encrypted; save it without protection and add it again."),
    later("{name} is a scan without text; run text recognition (OCR) over it and add the result."),
    later("{name} declares XML entities, which no word processor writes; save it anew."),
    later("{name} inflates to far more than a document holds; save it anew as DOCX or PDF and add that."),
    later("{name} is not a text; add a text, Markdown, HTML, PDF or DOCX file."),
    later("{name} is an archive and not a DOCX; unpack it and add the files in it."),
    later("{name} is an RTF file; save it as DOCX or plain text and add that."),
    later("{name} is a file of an old Office version; save it as DOCX or PDF and add that."),
    later("{name} is an image; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} is a recording; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} is an image or a recording; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} is a compressed archive; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} is a program; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} is a database; add the text, Markdown, HTML, PDF or DOCX file instead."),
    later("{name} takes too long to read; split it into parts, or save it as plain text and add that."),
    later(
        "{name} takes more memory to read than a file may; "
        "split it into parts, or save it as plain text and add that."
    ),
    later("{name} is damaged in a way that ends the program which reads it; save it anew and add it again."),
    later(
        "{name} has {count} KB and only {most} letters of text, so most of it was not read; "
        "add the text itself, or run text recognition (OCR) over a scan."
    ),
    later(
        "{name} holds text on only {count} of its {most} pages, the others may be pictures; "
        "run text recognition (OCR) over it and add the result."
    ),
    later(
        "{name} holds most of its text in boxes or nested tables; save it as PDF or plain text and add that."
    ),
    later("{name} nests too deeply to be read whole; save the page as plain text and add that."),
    later("{name} does not exist; check the name."),
    later("{name} cannot be read ({reason}); check its permissions."),
    later("{name} is not a name of a file; check it."),
    later("{name} is a folder; name the files in it, for example with a * at the end."),
    later("{name} is a device or a pipe; add a file."),
)
LINKS: Final = (
    later("{link} takes too long to answer; save the page as a file and add that."),
    later("{link} cannot be reached; check the address and try again."),
    later("{link} is not a web address; give one that begins with https://."),
    later(
        "{link} has a name that no web address may have; check it, or save the page as a file and add that."
    ),
    later(
        "{link} mixes letters that look alike in its name, as forged addresses do; save the page in a browser and "
        "add the file."
    ),
    later(
        "An address with a user name or password in it is not fetched; save the page as a file and add that."
    ),
    later("{link} holds more than {most} MB; save the part you need and add that."),
    later("{link} does not let programs in (status {code}); save the page in a browser and add the file."),
    later("{link} does not exist (status {code}); check the address."),
    later("{link} answered with status {code}; try again later, or save the page as a file and add that."),
    later("{link} points inside a private network and is not fetched; save the page as a file and add that."),
    later("{link} has no server of that name; check the address."),
    later(
        "{link} is not fetched, since its site has trouble saying what programs may fetch; "
        "try again later, or save the page as a file and add that."
    ),
    later(
        "{link} is not fetched, since its site asks programs not to (robots.txt); "
        "save the page in a browser and add the file."
    ),
    later("{link} comes packed in a way that is not read; save the page as a file and add that."),
    later("{link} has a name in letters that cannot be fetched; save the page as a file and add that."),
    later("{link} redirects too often; add the address that it ends at."),
    later("{link} uses a port or a scheme that is not fetched; give an ordinary https:// address."),
)
OPERATION: Final = (
    later("“{given}” cannot name a workspace; use up to 64 letters a to z, digits, hyphens and underscores."),
    later(
        "Secrets are kept encrypted, and there is no key for that; set COUNTERPOINT_SECRET_KEY "
        "(make one with `counterpoint doctor --new-key`)."
    ),
    later("COUNTERPOINT_SECRET_KEY is not a key; make one with `counterpoint doctor --new-key`."),
)
SENTENCES: Final = (*FOUND_NOTHING, *PRACTICE, *CHECKS, *BUTTONS, *QUESTIONS, *FILES, *LINKS, *OPERATION)
NUMBERS: Final = ("most", "count")
SHORT: Final = {
    "most": r"\d[\d,]{0,20}",
    "count": r"\d[\d,]{0,20}",
    "code": r"\d{1,9}",
    "id": r"[\w-]{1,40}",
    "quote": r"[\w-]{1,40}",
}
ANYTHING: Final = ".{0,4000}?"
"""What stands in all other blanks; with anything longer the sentence stays English. No sentence has more than two,
so that no text takes long to compare with it."""


def spoken(sentence: str) -> str:
    """A sentence of the core in the language that is spoken; English exactly as the core says it."""
    if language_spoken() == SOURCE:
        return sentence
    for known in SENTENCES:
        if found := _shape(known).fullmatch(sentence):
            values = found.groupdict()
            values.update({name: _written(values[name]) for name in NUMBERS if name in values})
            return say(known).format(**values)
    return sentence


def _written(number: str) -> str:
    """A number as the language writes it that is spoken."""
    return figures(int(number.replace(",", "")))


@cache
def _shape(known: str) -> re.Pattern[str]:
    """What a sentence looks like with anything in its blanks."""
    parts = re.split(r"\{(\w+)\}", known)
    blanks = (_blank(name) for name in parts[1::2])
    text = "".join(f"{re.escape(words)}{next(blanks, '')}" for words in parts[::2])
    return re.compile(text, re.DOTALL)


def _blank(name: str) -> str:
    return f"(?P<{name}>{SHORT.get(name, ANYTHING)})"
