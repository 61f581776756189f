"""Who wrote a text, and as what: from bylines, lines with a name, standfirsts and boxes about the author."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.reading.dates import date_in, without_date
from knowledge.reading.names import HONORIFIC, NOT_NAMES, ROLE_WORD, full_name, is_role, names_in, plain_name

BYLINE = re.compile(
    r"^\W{0,4}(?:(?:authored|opinion|analysis|commentary|story|words|text|written|posted|published|reported|report|reporting"
    r"|column|essay|guest post|guest essay|interview|review|perspective)(?: and \w{1,20})? )?by\b\s?:?\s*(?=\S)",
    re.IGNORECASE,
)
AUTHOR_IS = re.compile(r"^\W{0,4}(?:authors?|writers?|written by|byline|from)\s?:\s*(?=\S)", re.IGNORECASE)
SPLIT = re.compile(r"\s+(?:[|•·∙/–—-]|for|in|on|at)\s+|\s*[|•·∙;(]\s*")
VERBS = (
    r"(?:believes|argues|says|writes|contends|explains|thinks|notes|suggests|warns|maintains|claims|asserts|holds"
    r"|points out|considers|analy[sz]es|discusses|examines|asks|reflects|explores|makes the case)"
)
NAMED = re.compile(
    rf"((?:[A-Z][\w'’.-]{{0,30}} (?:(?:of|for|the|and|de|van|von|bin|al) ){{0,2}}){{1,12}}){VERBS}\b"
)
THE_AUTHOR = re.compile(
    r"\b(?:the|this|present) (?:author|writer) (?:also |therefore |further |still )?(?:believes?|thinks?|argues?|holds?"
    r"|considers?|contends?|suggests?|notes?|agrees?|maintains?|would|does|has|is of|sees|feels|expects)\b"
    r"|\b(?:the|this) (?:author|writer)[’']s (?:view|opinion|mind|estimation|judge?ment)\b",
    re.IGNORECASE,
)
BIO = re.compile(
    r"^(?:about )?(?P<name>the (?:author|writer)s?|[^\W\d_][\w'’.-]{0,30}(?: [^\W\d_][\w'’.-]{0,30}){0,5})"
    r"(?:,? (?:PhD|Ph\.D\.|MD|M\.D\.|Jr\.|MP))?(?P<aside>, [^.]{3,160}?,| \([^)]{2,60}\))?"
    r" (?:(?:is|was|are|were|has been)(?: currently| also| now)?(?P<role> (?:[^.;]|\.(?=\w)){3,200})"
    r"|(?:has|have) (?:worked|written|served|covered|reported)|writes|covers|teaches|works|serves|lectures"
    r"|reports|blogs|tweets)\b",
)
BIO_WORDS = re.compile(
    r"\b(?:holds? an? (?:\w+ ){0,3}(?:degree|phd|ph\.d|ba|ma|doctorate|master)|(?:is|are) the (?:co-?)?authors? of"
    r"|previously (?:worked|served|was)|tweets|writes (?:about|on|for|regularly)|regular contributor|accredited"
    r"|(?:his|her|their) (?:work|writing|research|books?|latest)\b|based in|blogs at|award-winning|follow"
    r"|can be (?:reached|followed|found)|speciali[sz]\w+ in|s?he covers|views (?:are|expressed))",
    re.IGNORECASE,
)
AT = re.compile(
    r"\s(?:at|for|with|of|in)\s(?:the\s)?(?=[A-Z])|[,;]| who | where | and (?:the )?(?:author|a former|holds|has)\b|\.\s"
)
PRESS = re.compile(
    r"\b(?:journalist|editor|reporter|columnist|correspondent|writer|broadcaster|contributor)\b",
    re.IGNORECASE,
)
AFTER_AT = re.compile(r"\s(?:at|for|with|of)\s(?:the\s)?([A-Z][\w.&'’-]{1,30}(?: [A-Z][\w.&'’-]{1,30}){0,4})")
PLACES = re.compile(
    r"University|College|School|Institute|Centre|Center|Council|Foundation|Academy|Department|Ministry"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whoever wrote a text, with role and outlet when they stand beside the name."""

    name: str | None
    role: str | None = None
    outlet: str | None = None


def byline(line: str) -> Author | None:
    """The author of a line that says so: `By Ann Lee, port correspondent`; None when it does not."""
    if len(line) > 160:
        return None
    opening = BYLINE.match(line) or AUTHOR_IS.match(line)
    if not opening:
        return _behind_date(line)
    rest = without_date(line[opening.end() :])
    names = names_in(SPLIT.split(rest)[0].strip(" ,."))
    if not names:
        return None
    return Author(name=_all(names), role=_role_after(rest, names))


def name_line(line: str) -> Author | None:
    """The author of a line that is a name, or a name and a role, and nothing else."""
    if len(line) > 120:
        return None
    head, _, tail = line.partition(",")
    name = full_name(SPLIT.split(head)[0])
    if not name or any(word.lower() in NOT_NAMES for word in SPLIT.split(head)[0].split()):
        return None
    if not tail:
        return Author(name=name)
    if is_role(tail.strip()):
        return Author(name=name, role=tail.strip(" ."))
    names = names_in(line)
    return Author(name=_all(names)) if len(names) > 1 and len(names) == line.count(",") + 1 else None


def has_honorific(line: str) -> bool:
    """Whether a line begins like `Dr. Ann Lee`."""
    return bool(HONORIFIC.match(line))


def speaks_of_the_author(text: str) -> bool:
    """Whether a text calls whoever wrote it "the author"."""
    return bool(THE_AUTHOR.search(text))


def named_in_standfirst(standfirst: str) -> Author | None:
    """Whoever a standfirst says believes or argues something: `Port scholar Ann Lee argues that ...`."""
    for found in NAMED.finditer(standfirst):
        words = found[1].split()
        roles = [i for i, word in enumerate(words) if ROLE_WORD.fullmatch(word.strip(","))]
        after = words[roles[-1] + 1 :] if roles else words
        name = full_name(" ".join(after))
        if name:
            return Author(name=name, role=" ".join(words[: roles[-1] + 1]) if roles else None)
    return None


def author_box(text: str, *, known: str | None, body: str, sure: bool = False) -> Author | None:
    """The author that a closing paragraph introduces; None when it is a paragraph like the others.

    Args:
        known: the author from the byline, if there was one.
        body: the text before, in which somebody that it discusses would have been named.
        sure: that the paragraph stands in a box about the author.
    """
    found = BIO.match(text[:600])
    if not found or not (found["role"] is None or ROLE_WORD.search(found["role"][:120])):
        return None
    if found["name"].lower().startswith("the "):
        return Author(name=None, role=_role(found["role"]))
    name = _boxed_name(found["name"])
    if name is None:
        return None
    is_known = bool(known) and (
        name.lower() in (known or "").lower() or (known or "").lower() in name.lower()
    )
    is_new = name.split()[-1] not in body
    telling = sure or bool(BIO_WORDS.search(text)) or (" " in name and len(text.split()) <= 60)
    if not is_known and not (is_new and telling):
        return None
    role = found["role"] or found["aside"]
    return Author(name=name, role=_role(role), outlet=_outlet(role))


def _boxed_name(words: str) -> str | None:
    name = plain_name(
        " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in words.split())
    )
    if name is None or any(word.lower() in NOT_NAMES for word in name.split()):
        return None
    return name


def _behind_date(line: str) -> Author | None:
    """`2 March 2025 by Ann Lee`, `Ann Lee | 2 March 2025`."""
    if not date_in(line):
        return None
    rest = without_date(line)
    by = re.search(r"\bby\s+(?=[^\W\d_])", rest, re.IGNORECASE)
    name = full_name(SPLIT.split(rest[by.end() :] if by else rest)[0].strip(" ,|·•-–—"))
    return Author(name=name) if name else None


def _all(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _role_after(rest: str, names: Sequence[str]) -> str | None:
    behind = rest.rpartition(names[-1].split()[-1])[2].strip(" ,|·•-–—.")
    return behind if behind and is_role(behind) else None


def _role(text: str | None) -> str | None:
    if not text:
        return None
    role = re.sub(r"^(?:an?|the) ", "", AT.split(text.strip(" ,()") + " ")[0].strip(), flags=re.IGNORECASE)
    return role if 2 < len(role) <= 100 and ROLE_WORD.search(role) else None


def _outlet(text: str | None) -> str | None:
    if not text or not PRESS.search(text):
        return None
    found = AFTER_AT.search(text)
    return None if not found or PLACES.search(found[1]) else found[1].strip(".")
