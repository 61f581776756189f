"""Reads a noun phrase: the name in it, the role beside it, or that it names nobody."""

import re
from collections.abc import Sequence
from typing import Final

from knowledge.understanding.offices import (
    ABBREVIATED_OFFICES,
    BODIES,
    COURTESY,
    DEPARTMENTS,
    NAMELESS,
    OFFICES,
    QUALIFIERS,
    REPORTS,
)
from knowledge.understanding.people import People, Who
from knowledge.understanding.phrases import DETERMINERS, JOINS, Phrase
from knowledge.understanding.tokens import Word
from knowledge.understanding.vocabulary import vocabulary

_WRITERS: Final = vocabulary("author writer")


_LONGEST_ROLE: Final = 90


_SHORT_ASIDE: Final = 7


def who(words: Sequence[Word], phrase: Phrase, *, known: People | None = None) -> Who:
    """Read a noun phrase."""
    found = list(words[phrase.first : phrase.last])
    if found[0].low in ("he", "she", "they", "it", "i", "we", "who"):
        return Who(sort="pronoun", name=found[0].low)
    definite = found[0].low == "the"
    if found[0].low in DETERMINERS:
        found = found[1:]
    if not found or (found[-1].text.islower() and found[0].text.islower() and not _determined(words, phrase)):
        return Who(sort="nobody", name=_joined(found))
    if definite and len(found) == 1 and found[0].low in _WRITERS:
        return Who(sort="author")
    head, tail = _parted(found)
    if known is not None and _may_be_common(phrase, head, known):
        return Who(sort="nobody")
    read = _read(head, tail, definite=definite, known=known)
    if read.sort == "office" and phrase.aside is not None:
        return _named_aside(read, words[slice(*phrase.aside)])
    return _with_aside(read, words, phrase) if read.sort == "person" else read


def _may_be_common(phrase: Phrase, head: Sequence[Word], known: People) -> bool:
    """Whether the phrase is one word with a capital only because it opens the sentence (`Reports`)."""
    first = head[0]
    if (
        phrase.first > 1
        or len(head) > 1
        or not first.capital
        or known.knows(first.text)
        or first.text in known.seen
    ):
        return False
    return first.low in known.small or first.low.endswith("s")


def _named_aside(read: Who, aside: Sequence[Word]) -> Who:
    """`the foreign minister, Ada Lund,` names a person by the aside."""
    if 0 < len(aside) <= 4 and all(word.capital for word in aside):
        return Who(sort="person", name=_joined(aside), role=read.name)
    return read


def _determined(words: Sequence[Word], phrase: Phrase) -> bool:
    return words[phrase.first].low in DETERMINERS


def _parted(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """The phrase before and after its first preposition, unless that is part of an office."""
    for place, word in enumerate(words):
        if place and word.low in JOINS and word.text.islower():
            after = words[place + 1 :]
            if word.low == "of" and after and after[0].low in DEPARTMENTS and words[place - 1].low in OFFICES:
                continue
            return words[:place], words[place:]
    return words, ()


def _read(head: Sequence[Word], tail: Sequence[Word], *, definite: bool, known: People | None) -> Who:
    last = head[-1]
    if last.low in NAMELESS:
        named = any(word.capital for word in head[:-1])
        return (
            Who(sort="body", name=_joined([*head, *tail]))
            if named
            else Who(sort="nobody", name=_joined([*head, *tail]))
        )
    if last.text.islower() or (len(head) == 1 and last.low in REPORTS):
        return _read_common(head, tail, definite=definite)
    role, name = _role_and_name(head)
    if not name:
        return Who(sort="office", name=_joined([*head, *tail]))
    if _is_body(name, tail, definite=definite and not role, known=known):
        return Who(sort="body", name=_joined([*head, *tail]))
    affiliation = (
        _joined(_without_determiner(tail[1:])) if tail and tail[0].low in ("of", "at", "from", "with") else ""
    )
    return Who(sort="person", name=_name(name), role=_role(role, tail, affiliation))


def _read_common(head: Sequence[Word], tail: Sequence[Word], *, definite: bool) -> Who:
    """A phrase that ends in a common noun: `a report by the council`, `the ministry`, `a spokesman for her`."""
    low = head[-1].low
    if low in REPORTS:
        named = [word for word in tail if word.capital]
        if named:
            return Who(sort="body", name=_joined(_without_determiner(tail[1:])))
        own = [word for word in head[:-1] if word.capital]
        if own:
            return Who(sort="body", name=_joined(own))
        return (
            Who(sort="pronoun", name="it") if definite else Who(sort="nobody", name=_joined([*head, *tail]))
        )
    if low in NAMELESS:
        return Who(sort="nobody", name=_joined([*head, *tail]))
    if low in OFFICES:
        return Who(sort="office", name=_joined([*head, *tail]))
    if low in BODIES and not low.endswith("s"):
        return Who(
            sort="body" if any(word.capital for word in head) else "office", name=_joined([*head, *tail])
        )
    return Who(sort="nobody")


def _role_and_name(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Part `Foreign Minister Ada Lund` after its last office."""
    cut = 0
    for place, word in enumerate(words):
        if word.low in OFFICES or word.low in ABBREVIATED_OFFICES or word.low in COURTESY:
            cut = place + 1
        elif word.low in ("'s", "’s"):
            cut = max(cut, place + 1)
    if not cut and len(words) > 1 and words[0].low in QUALIFIERS:
        cut = 1
    while (cut + 1 < len(words) and words[cut].low == "of") or (
        0 < cut < len(words) and _in_department(words, cut)
    ):
        cut += 1
    while cut < len(words) and words[cut].text.islower() and words[cut].low in QUALIFIERS:
        cut += 1
    return list(words[:cut]), list(words[cut:])


def _in_department(words: Sequence[Word], place: int) -> bool:
    return words[place].low in DEPARTMENTS and any(
        word.low == "of" for word in words[max(0, place - 4) : place]
    )


def _is_body(name: Sequence[Word], tail: Sequence[Word], *, definite: bool, known: People | None) -> bool:
    if len(name) == 1 and known is not None and known.knows(name[0].text):
        return False
    if any(word.low in BODIES for word in name) or (len(name) == 1 and name[0].text.isupper()):
        return True
    if any(word.text.islower() for word in name if word.low not in _PARTICLES_OF_NAMES) or len(name) > 4:
        return True
    return definite or (len(name) == 1 and bool(tail))


_PARTICLES_OF_NAMES: Final = vocabulary("de da di du del la le van von der den ter bin ibn al el ben")


def _name(words: Sequence[Word]) -> str:
    kept = [word for word in words if word.low not in COURTESY]
    return _joined(kept)


def _role(words: Sequence[Word], tail: Sequence[Word], affiliation: str) -> str | None:
    kept = [word for word in words if word.low not in COURTESY]
    if not kept:
        return affiliation or None
    text = _joined(kept)
    if len(kept) == 1:
        text = ABBREVIATED_OFFICES.get(kept[0].low, text)
    text = text.removesuffix("'s").removesuffix("’s")
    if not any(word.low in OFFICES or word.low in ABBREVIATED_OFFICES for word in kept):
        return affiliation or None
    return f"{text} {_joined(tail)}" if affiliation and len(text) + len(affiliation) < _LONGEST_ROLE else text


def _with_aside(read: Who, words: Sequence[Word], phrase: Phrase) -> Who:
    """Add the role that stands between commas after the name."""
    if phrase.aside is None or (read.role and _has_office(read.role)):
        return read
    aside = list(words[slice(*phrase.aside)])
    if len(aside) > 2 and aside[0].text.isdigit():
        aside = aside[2:]
    if len(aside) > 1 and aside[0].low == "who" and aside[1].low not in ("is", "was"):
        return read
    told = bool(aside) and aside[0].low in ("a", "an")
    while aside and (
        aside[0].text.isdigit()
        or aside[0].low in DETERMINERS
        or aside[0].low in ("who", "is", "was", "now", ",")
    ):
        aside = aside[1:]
    kept: list[Word] = []
    for word in aside:
        if word.text in (",", ";", "(") or (
            word.low in ("who", "which", "and") and _has_office(_joined(kept))
        ):
            break
        kept.append(word)
    role = _joined(kept)
    if (
        not role
        or len(role) > _LONGEST_ROLE
        or not (_has_office(role) or (told and len(kept) <= _SHORT_ASIDE))
    ):
        return read
    return Who(sort=read.sort, name=read.name, role=role)


def _has_office(role: str) -> bool:
    return any(word.lower() in OFFICES for word in re.findall(r"[\w-]+", role[:_LONGEST_ROLE])) or role in (
        ABBREVIATED_OFFICES.values()
    )


def _without_determiner(words: Sequence[Word]) -> Sequence[Word]:
    return words[1:] if words and words[0].low in DETERMINERS else words


def _joined(words: Sequence[Word]) -> str:
    """The words as text: no space before an apostrophe."""
    text = ""
    for word in words:
        glue = "" if not text or word.text in ("'s", "’s", ",", ".", ")") or text.endswith("(") else " "
        text += glue + word.text
    return text
