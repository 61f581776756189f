"""Who is meant by the phrase beside a cue: full names, pronouns, offices, from what stands before."""

from dataclasses import dataclass, field
from typing import Final

from knowledge.types import Manner, Sentence, Speaker
from knowledge.understanding.names import who
from knowledge.understanding.offices import OFFICES
from knowledge.understanding.people import People, Who
from knowledge.understanding.phrases import phrases, subject
from knowledge.understanding.quotation import Quotation
from knowledge.understanding.reports import Report
from knowledge.understanding.tokens import Word

_REACH: Final = 3
"""How many blocks back a pronoun looks for its person."""


@dataclass(slots=True)
class Context:
    """What earlier sentences leave behind: who was cited or spoken of, and in which block."""

    people: People
    author: Speaker
    person: Speaker | None = None
    body: Speaker | None = None
    block: int = 0
    cited: list[Speaker] = field(default_factory=list)
    leads: dict[int, Speaker] = field(default_factory=dict)
    """Who was said to speak by a sentence without their words, by where that sentence begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence with its words."""

    sentence: Sentence
    words: tuple[Word, ...]
    quotes: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks in a report; only their direct words count where they are not `named`."""

    speaker: Speaker
    manner: Manner | None = None
    named: bool = True


def voice_of(line: Line, report: Report, context: Context) -> Voice | None:
    """Who is meant by the report's phrase."""
    if report.phrase is None:
        return None
    read = who(line.words, report.phrase, known=context.people)
    if read.sort == "author":
        return Voice(speaker=context.author, manner="author")
    if read.sort == "pronoun":
        return _meant(line, report, read.name, context)
    if read.sort == "nobody":
        return Voice(speaker=Speaker(name=read.name or None), named=False)
    speaker = _by_office(read, context) if read.sort == "office" else context.people.speaker(read)
    cite(read, speaker, line, context)
    return Voice(speaker=speaker)


def cite(read: Who, speaker: Speaker, line: Line, context: Context) -> None:
    """Remember who was cited, for the pronouns and offices that follow."""
    if read.sort == "body":
        context.body = speaker
    else:
        context.person = speaker
    context.block = line.sentence.block
    context.cited.append(speaker)


def _by_office(read: Who, context: Context) -> Speaker:
    """`the minister` is whoever was cited with that role; else the words stand as the name."""
    office = next((word for word in reversed(read.name.lower().split()) if word in OFFICES), None)
    named = [Speaker(name=name, role=role) for name, role in reversed(list(context.people.roles.items()))]
    for speaker in reversed([*named, *context.cited]):
        if office and speaker.role and office in speaker.role.lower() and len(read.name.split()) <= 2:
            return speaker
    return Speaker(name=read.name)


def _meant(line: Line, report: Report, pronoun: str, context: Context) -> Voice | None:
    """Whom a pronoun stands for: a person earlier in the sentence, else whoever was last spoken of."""
    near = line.sentence.block - context.block <= _REACH
    if pronoun in ("they", "it"):
        return (
            Voice(speaker=context.body)
            if near and context.body and context.block == line.sentence.block
            else None
        )
    if pronoun not in ("he", "she") or report.phrase is None:
        return None
    for phrase in phrases(line.words[: report.phrase.first]):
        read = who(line.words, phrase, known=context.people)
        if read.sort == "person" and context.people.knows(read.name):
            return Voice(speaker=context.people.speaker(read))
    return Voice(speaker=context.person) if near and context.person else Voice(speaker=Speaker(), named=False)


def remember(line: Line, context: Context) -> None:
    """Keep whom the sentence is about, for the pronouns of the next."""
    phrase = subject(line.words)
    if phrase is None:
        return
    read = who(line.words, phrase, known=context.people)
    if read.sort == "person" and context.people.knows(read.name):
        context.person = context.people.speaker(read)
        context.block = line.sentence.block
