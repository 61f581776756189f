"""Which words of a sentence are reported: after the cue, before the source, or on both sides."""

from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.understanding.cues import BARE, CALL, FINITE, SAY, TELL, THINK
from knowledge.understanding.offices import CALENDAR
from knowledge.understanding.phrases import Phrase, phrase_after
from knowledge.understanding.tokens import Word
from knowledge.understanding.vocabulary import vocabulary

STOPS: Final = vocabulary(". ! ? …")


BREAKS: Final = vocabulary(", ; : – — ( )")


MARKS: Final = frozenset("\"“”‘’'«»„") | {"''"}


PLACING: Final = (
    vocabulary(
        "on in at during after before to from earlier late last this next recently today yesterday tonight again later as "
        "through via by when while about of for following and with against into over afterward afterwards"
    )
    | CALENDAR
)


_CLAUSE_OPENERS: Final = vocabulary("that how why whether if")


PARTICIPLES: Final = vocabulary(
    "saying adding noting arguing telling stating claiming warning insisting suggesting explaining stressing writing "
    "emphasizing emphasising declaring asserting pointing acknowledging tweeting urging calling recalling predicting "
    "concluding citing boasting reiterating complaining announcing promising vowing pledging describing accusing"
)


_LEADS_OBJECT: Final = vocabulary("a an the his her its their this that no of so-called")


_LONGEST_LEAD: Final = 16


def contents_around(
    words: Sequence[Word], place: int, phrase: Phrase, begin: int
) -> Iterator[tuple[int, int]]:
    """The reported words after the cue, or before the source, or (an interrupted quotation) both."""
    inverted = phrase.first > place
    close = (
        (phrase.aside[1] if phrase.aside else phrase.last)
        if inverted
        else place + 1 + (words[place].low == "put")
    )
    after = list(_quoted_after(words, close)) if inverted else list(contents_after(words, place, close))
    start = min(begin, phrase.first)
    if (
        start
        and words[start - 1].low == "as"
        and not inverted
        and close < len(words)
        and words[close].text in (",", ":")
    ):
        yield from trimmed(words, [(close + 1, len(words))])
        return
    if (
        start > 1
        and _leads_up(words, start)
        and (not after or words[start - 1].quoted or words[start - 1].text in MARKS)
    ):
        yield from trimmed(words, [(_report_start(words, start), start)])
    yield from after


def _report_start(words: Sequence[Word], end: int) -> int:
    """Where words that stand before their source begin: the sentence's start, past a leading conjunction."""
    return 1 if words[0].low in ("but", "and") and end > 3 else 0


def _leads_up(words: Sequence[Word], start: int) -> bool:
    """Whether the words before the source can be its report: closed by a comma, dash, question or quotation mark."""
    mark = words[start - 1]
    if mark.low in ("as", "but", "and") and start > 2:
        mark = words[start - 2]
    if mark.quoted or mark.text in MARKS:
        return True
    return (
        mark.text in (",", "—", "–", "?", "!")
        and start > 4
        and (words[0].low not in PLACING | {"according"} or any(word.low in FINITE for word in words[:start]))
    )


def _quoted_after(words: Sequence[Word], close: int) -> Iterator[tuple[int, int]]:
    for place in range(close, len(words)):
        if words[place].quoted:
            yield from trimmed(words, [(place, len(words))])
            return


def contents_after(words: Sequence[Word], place: int, close: int) -> Iterator[tuple[int, int]]:
    """The reported words that follow the cue."""
    start = _content_start(words, place, close)
    if start is None or start >= len(words):
        return
    yield from trimmed(words, [(start, _content_end(words, start))])


def _content_start(words: Sequence[Word], place: int, close: int) -> int | None:
    low = words[place].low
    for ahead in range(close, min(len(words), close + _LONGEST_LEAD)):
        word = words[ahead]
        if word.quoted:
            return _before_quote(words, close, ahead, low)
        if word.low == "that" and (low in SAY or low in THINK):
            return ahead + 1 if _leads_that(words, close, ahead, low) else close
        if word.text == ":":
            return ahead + 1
        if word.text in STOPS | {";"} or (word.text == "," and not _quote_or_that(words, ahead + 1)):
            break
    return _bare_start(words, place, close)


def _leads_that(words: Sequence[Word], close: int, that: int, low: str) -> bool:
    """Whether `that` opens what is said (`said in Oslo on Monday that`), not a clause within it."""
    if (
        that - close < 2
        or low in TELL
        or low not in BARE
        or words[close].low in PLACING
        or words[close].text in BREAKS
    ):
        return True
    return not any(word.low in FINITE for word in words[close:that])


def _quote_or_that(words: Sequence[Word], place: int) -> bool:
    ahead = words[place : place + 1]
    return bool(ahead) and (ahead[0].quoted or ahead[0].low == "that")


def _before_quote(words: Sequence[Word], close: int, quote: int, low: str) -> int | None:
    """Where the report begins when a quotation follows: with it, or with the unquoted words before it."""
    if _plain_lead(words, close, quote, low):
        return close
    if low in CALL:
        return _bare_object(words, close, low)
    lead = words[quote - 1]
    if quote == close or lead.text in BREAKS or lead.low in ("that", "as"):
        return quote
    if (low in BARE or low in TELL) and lead.low not in _LEADS_OBJECT:
        return quote
    return None


def _bare_object(words: Sequence[Word], close: int, low: str) -> int:
    if words[close].low in ("for", "on", "upon") and low.startswith("call"):
        return close + 1
    return _past_hearer(words, close + 1) if words[close].low == "to" else close


def _plain_lead(words: Sequence[Word], close: int, quote: int, low: str) -> bool:
    """`said the plan was “dead”`: unquoted words belong to what is reported, unless they place the saying."""
    if (
        quote - close < 2
        or words[close].text in BREAKS
        or words[close].low in PLACING
        or words[quote - 2].text in ",:"
    ):
        return False
    return low in BARE and low not in TELL


def _bare_start(words: Sequence[Word], place: int, close: int) -> int | None:
    low = words[place].low
    if close >= len(words) or words[close].text in BREAKS | STOPS:
        return None
    while close < len(words) and (
        words[close].low in CALENDAR or words[close].low in ("yesterday", "today", "last", "week")
    ):
        close += 1
    if low in TELL:
        close = _past_hearer(words, close)
    if close >= len(words) or words[close].text in BREAKS | STOPS:
        return None
    if words[close].low in _CLAUSE_OPENERS:
        return close
    if low in CALL:
        return _bare_object(words, close, low)
    if low not in BARE or words[close].low in PLACING:
        return None
    return close if _is_clause(words, close) else None


def _is_clause(words: Sequence[Word], start: int) -> bool:
    """Whether a subject with its verb seems to follow, not just a thing that is told of."""
    for word in words[start + 1 : start + _LONGEST_LEAD]:
        if word.low in FINITE or (word.low.endswith(("ed", "s")) and word.text.islower()):
            return True
        if word.text in STOPS | {";", ":"}:
            return False
    return words[start].low in ("it", "he", "she", "they", "there", "we", "i")


def _past_hearer(words: Sequence[Word], place: int) -> int:
    hearer = phrase_after(words, place)
    if hearer is not None:
        return hearer.last
    if place < len(words) and words[place].low in (
        "him",
        "her",
        "them",
        "us",
        "me",
        "you",
        "reporters",
        "supporters",
    ):
        return place + 1
    return place


def _content_end(words: Sequence[Word], start: int) -> int:
    """Where the reported words end: before a further saying of the same speaker (`, adding that`), `according to`."""
    for place in range(start + 2, len(words)):
        word = words[place]
        if word.quoted:
            continue
        if word.text == "," and place + 1 < len(words):
            ahead = words[place + 1].low
            if ahead in PARTICIPLES or (ahead == "according" and words[place - 1].text != ","):
                return place
        if (
            (word.low in ("and", "but") or word.text == ";")
            and place + 2 < len(words)
            and _new_saying(words, place + 1)
        ):
            return place
    return len(words)


def _new_saying(words: Sequence[Word], place: int) -> bool:
    """Whether a coordinated saying begins here: `and | added that`, `but | Holm said`."""
    for ahead in range(place, min(place + 4, len(words) - 1)):
        low = words[ahead].low
        if words[ahead].quoted or words[ahead].text in BREAKS:
            return False
        if low in SAY and low.endswith(("ed", "id", "ote")):
            return ahead == place or words[place - 2].text == "," or words[ahead + 1].low == "that"
    return False


def trimmed(words: Sequence[Word], pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces without marks at their edges, without what is too short to say anything."""
    for first, last in pieces:
        start, end = first, last
        while start < end and (words[start].text in BREAKS | STOPS | MARKS):
            start += 1
        while end > start and (
            words[end - 1].text in BREAKS - {")"} | MARKS or _final_stop(words, start, end)
        ):
            end -= 1
        if end > start and (end - start > 1 or words[start].quoted):
            yield start, end


def _final_stop(words: Sequence[Word], start: int, end: int) -> bool:
    return words[end - 1].text == "." and not (words[end - 1].quoted and words[start].quoted)
