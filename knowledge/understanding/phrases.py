"""Noun phrases of a sentence that can name a speaker: before a cue, after it, at the beginning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from knowledge.understanding.cues import ADVERBS, FINITE
from knowledge.understanding.offices import BODIES, CALENDAR, COURTESY, NAMELESS, OFFICES, QUALIFIERS, REPORTS
from knowledge.understanding.tokens import NOT_NAMES, Word
from knowledge.understanding.vocabulary import vocabulary

DETERMINERS: Final = vocabulary(
    "the a an his her its their our my this that these those some many several one"
)


JOINS: Final = vocabulary("of for on at in by from with to")


_PLACES: Final = vocabulary(
    "in on at during after before for with by when while as since though although despite"
)


PARTICLES: Final = vocabulary("de da di du del la le van von der den ter bin ibn al el ben y e")


_RELATIVE: Final = vocabulary("who whose which")
_ASIDE_OPENERS: Final = vocabulary(
    "of jr sr now then himself herself speaking citing in on though however meanwhile for too when"
)
_GOVERNING: Final = JOINS | vocabulary("about between against behind over like under toward towards than")


_LONGEST: Final = 14


_LONGEST_ASIDE: Final = 32


_OPENERS: Final = {")": "(", ",": ",", "–": "–", "—": "—", "]": "["}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase `words[first:last]`, and what an aside between commas adds (`a professor at …`)."""

    first: int
    last: int
    aside: tuple[int, int] | None = None


def phrase_before(words: Sequence[Word], place: int) -> Phrase | None:
    """The noun phrase that ends right before `words[place]`, past adverbs and auxiliaries."""
    last = place - 1
    while last >= 0 and not words[last].quoted and _is_adverb(words[last]):
        last -= 1
    if last >= 0 and words[last].low in ("and", "but") and not words[last].quoted:
        return subject(words[:last])
    found = _ending(words, last)
    if found is not None and found.first and words[found.first - 1].low in _GOVERNING:
        return None
    return found


def phrase_after(words: Sequence[Word], place: int) -> Phrase | None:
    """The noun phrase that begins at `words[place]`: `said | Foreign Minister Ada Lund`."""
    first = place
    if first < len(words) and words[first].low.endswith("ly"):
        first += 1
    last = first
    while last < len(words) and last - first < _LONGEST and _continues(words, first, last):
        last += 1
    while last > first and words[last - 1].low in JOINS | PARTICLES | DETERMINERS | {"and", "&"}:
        last -= 1
    if last == first or not any(_is_noun(word) for word in words[first:last]):
        return None
    return Phrase(first=first, last=last, aside=_aside_after(words, last))


def phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """Every phrase of the sentence that ends in a capitalised word, with the aside after it."""
    for place, word in enumerate(words):
        if not word.capital or word.quoted or _runs_on(words, place):
            continue
        yield Phrase(first=_first(words, place), last=place + 1, aside=_aside_after(words, place + 1))


def _runs_on(words: Sequence[Word], place: int) -> bool:
    """Whether the name goes on after `words[place]`: with a capital, or with `of (the)` and one."""
    ahead = place + 1
    if ahead < len(words) and words[ahead].low == "and" and _within_of(words, place):
        ahead += 1
    elif ahead < len(words) and words[ahead].low == "of":
        ahead += 2 if ahead + 1 < len(words) and words[ahead + 1].low == "the" else 1
    return ahead < len(words) and words[ahead].capital and not words[ahead].quoted


def subject(words: Sequence[Word]) -> Phrase | None:
    """The noun phrase that opens the sentence, past a leading adverb: whoever the sentence is about."""
    place = _past_opening(words)
    if place and words[place - 1].text == ",":
        return _after_comma(words, place)
    end = place + 3
    while place < min(end, len(words)) and (
        words[place].low in NOT_NAMES - DETERMINERS or words[place].text == ","
    ):
        if words[place].low in ("he", "she"):
            return Phrase(first=place, last=place + 1)
        place += 1
    return phrase_after(words, place)


def _after_comma(words: Sequence[Word], place: int) -> Phrase | None:
    """The first phrase that begins after a comma and is no place or date of its own: `In Ames, Iowa, | Lund tried`."""
    while place < min(len(words), 40):
        found = phrase_after(words, place) if not words[place].quoted else None
        if found is not None and found.last < len(words) and words[found.last].text.islower():
            return found
        while place < len(words) and words[place].text != ",":
            place += 1
        place += 1
    return None


def _past_opening(words: Sequence[Word]) -> int:
    """Past a dateline (`OSLO —`) or what places the sentence (`In an interview with the Times,`)."""
    for place, word in enumerate(words[:8]):
        if word.text in ("—", "–", "--", "-") and all(
            other.capital or not other.text.isalpha() for other in words[:place]
        ):
            return place + 1
    if words and (words[0].low in _PLACES or words[0].low.endswith("ing")):
        for place, word in enumerate(words[:20]):
            if word.text == ",":
                return place + 1
    return 0


def _is_adverb(word: Word) -> bool:
    return (
        word.low in ADVERBS
        or (word.low.endswith("ly") and word.text.islower())
        or word.low in CALENDAR - {"may"}
    )


def _is_noun(word: Word) -> bool:
    return (
        word.capital
        or any(word.low in nouns for nouns in (OFFICES, BODIES, REPORTS, NAMELESS))
        or word.low
        in (
            "he",
            "she",
            "they",
        )
    )


def _ending(words: Sequence[Word], last: int, depth: int = 0) -> Phrase | None:
    """The phrase whose last word is `words[last]`, or that stands before an aside that ends there."""
    if last < 0 or words[last].quoted or depth > 2:
        return None
    if words[last].text in _OPENERS:
        return _before_aside(words, last, depth)
    if words[last].low in ("he", "she", "they", "it", "i", "we"):
        return Phrase(first=last, last=last + 1)
    if not _is_noun(words[last]) and words[last].low not in ("'s", "’s"):
        return None
    return Phrase(first=_first(words, last), last=last + 1)


def _before_aside(words: Sequence[Word], last: int, depth: int) -> Phrase | None:
    opener = _OPENERS[words[last].text]
    place = last - 1
    while place > 0 and last - place < _LONGEST_ASIDE and words[place].text != opener:
        if words[place].quoted:
            return None
        place -= 1
    if place <= 0 or words[place].text != opener:
        return None
    found = _ending(words, place - 1, depth + 1)
    if found is None:
        return _ending(words, last - 1, depth + 1) if opener == "," else None
    if opener == "," and not _is_aside(words[place + 1 : last]):
        return None
    return Phrase(first=found.first, last=found.last, aside=found.aside or (place + 1, last))


def _is_aside(words: Sequence[Word]) -> bool:
    """Whether the words between two commas say who somebody is, and are no clause of their own."""
    if not words:
        return False
    head = words[0].low
    if head in _RELATIVE or head in _ASIDE_OPENERS:
        return True
    own = takewhile(lambda word: word.low not in _RELATIVE and word.low != "that", words)
    if any(word.low in FINITE and word.low not in ("'s", "’s") for word in own):
        return False
    if head in ("a", "an", "the") or words[0].text.isdigit():
        return True
    return any(word.low in OFFICES or word.low in BODIES for word in words) or (
        words[0].capital and len(words) <= 3
    )


def _aside_after(words: Sequence[Word], last: int) -> tuple[int, int] | None:
    if last >= len(words) or words[last].text not in (",", "("):
        return None
    closer = ")" if words[last].text == "(" else ","
    for place in range(last + 1, min(len(words), last + _LONGEST_ASIDE)):
        if words[place].quoted:
            return None
        if words[place].text == "," and place == last + 2 and words[last + 1].text.isdigit():
            continue
        if words[place].text in (closer, ".", ";", "—"):
            if words[place].text != closer and any(word.low in FINITE for word in words[last:place]):
                return None
            return (last + 1, place) if _is_aside(words[last + 1 : place]) else None
    return None


def _first(words: Sequence[Word], last: int) -> int:
    """Where the phrase begins whose last word is given: backwards over names, offices, `of the`, determiners."""
    place = last
    while place > 0 and last - place < _LONGEST and not words[place - 1].quoted:
        word = words[place - 1]
        if word.low in DETERMINERS and word.text.lower() == word.low:
            return _joined(words, place - 1)
        if not _may_precede(words, place):
            break
        place -= 1
    while place < last and words[place].low in JOINS | {"and", "&", "'s", "’s"}:
        place += 1
    return place


def _joined(words: Sequence[Word], place: int) -> int:
    """Go on before `the` where a noun and `of`, `for`, `by` stand there: `a report by | the council`."""
    if (
        place >= 2
        and words[place - 1].low in JOINS
        and not words[place - 2].quoted
        and _is_noun(words[place - 2])
    ):
        return _first(words, place - 2)
    return place


def _may_precede(words: Sequence[Word], place: int) -> bool:
    word = words[place - 1]
    if word.capital or word.low in OFFICES or word.low in QUALIFIERS or word.low in ("'s", "’s"):
        return True
    if word.low in JOINS or word.low in PARTICLES or word.low in ("and", "&"):
        return (
            place >= 2
            and not words[place - 2].quoted
            and _is_noun(words[place - 2])
            and (
                word.low not in ("and", "&", "to", "in", "on", "at", "with", "from")
                or _is_body_join(words, place)
            )
        )
    if word.low in COURTESY or word.low in NAMELESS or word.low in REPORTS:
        return True
    # "a senior trade official": small words between a determiner and an office.
    return (
        word.text.isalpha()
        and word.text.islower()
        and word.low not in NOT_NAMES
        and _determined(words, place - 1)
    )


def _is_body_join(words: Sequence[Word], place: int) -> bool:
    """`Council on Foreign Relations`, `professor at the Institute`: the join is part of the phrase."""
    before = words[place - 2]
    if words[place - 1].low == "and" and words[place].capital:
        return _within_of(words, place - 2)
    if before.low in REPORTS or (before.low in OFFICES and before.text.islower()):
        return words[place - 1].low not in ("and", "&")
    return before.capital and (before.low in BODIES or words[place - 1].low == "&")


def _within_of(words: Sequence[Word], place: int) -> bool:
    """Whether the capitals up to `place` follow an `of`: `Ministry of Culture | and Sport`."""
    back = place
    while back >= 0 and place - back < 5 and words[back].capital:
        back -= 1
    return back >= 0 and words[back].low in ("of", "for", "on")


def _determined(words: Sequence[Word], place: int) -> bool:
    for back in range(place - 1, max(-1, place - 4), -1):
        if words[back].low in DETERMINERS:
            return (
                words[place + 1].low in OFFICES
                or words[place + 1].low in QUALIFIERS
                or words[place + 1].low in BODIES
            )
        if not words[back].text.isalpha() or not words[back].text.islower():
            return False
    return False


def _continues(words: Sequence[Word], first: int, place: int) -> bool:
    word = words[place]
    if word.quoted:
        return False
    if word.capital or word.low in OFFICES or word.low in ("'s", "’s"):
        return True
    if place == first:
        return _begins(words, place)
    if word.low in NAMELESS:
        return True
    if word.low in QUALIFIERS or word.low in REPORTS or word.low in BODIES:
        return not words[place - 1].capital or words[place - 1].low in ("'s", "’s") or word.low in QUALIFIERS
    if word.low in JOINS | PARTICLES or word.low in ("the", "and", "&"):
        return place + 1 < len(words) and (words[place + 1].capital or words[place + 1].low == "the")
    return (
        word.text.islower()
        and words[first].low in DETERMINERS
        and place - first < 4
        and not any(_is_noun(other) for other in words[first:place])
    )


def _begins(words: Sequence[Word], place: int) -> bool:
    """Whether a small word can begin a phrase: a determiner, `former`, `minister`, `harbour` before `minister`."""
    word = words[place]
    if word.low in DETERMINERS or word.low in QUALIFIERS or word.low in COURTESY or _is_noun(word):
        return True
    return word.low not in NOT_NAMES and place + 1 < len(words) and words[place + 1].low in OFFICES
