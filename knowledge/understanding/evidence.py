"""What a claim rests on: figures, somebody's word, something that happened, or reasoning alone.

The kinds follow Rinott et al. 2015, "Show Me Your Evidence": study, expert and anecdote, with what happened added.
"""

import re
from typing import Final

from knowledge.types import Evidence

_UNIT: Final = (
    r"(?:%|per ?cent|percent|percentage|million|billion|trillion|times|tonnes?|tons?|kilomet|miles?|barrels?|points?|"
    r"dollars?|pounds|euros?)"
)
_COUNT: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten|a hundred|hundreds|thousands|dozens)"
_TIME: Final = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|countries|articles?|pages?|chapters?)\b"
)
_NOT_A_DAY: Final = "".join(
    f"(?<!{end} )" for end in ["ary", "rch", "ril", "May", "une", "uly", "ust", "ber"]
)

FIGURE: Final = re.compile(
    rf"[$€£¥]\s?\d|\d\s?{_UNIT}|\b\d{{1,3}},\d{{3}}\b|\b{_COUNT} (?:times|per cent|percent|million|billion|pounds|"
    rf"dollars|euros|thirds|quarters|fifths)\b|\btwo-thirds\b|\b{_COUNT} (?:in|out of) {_COUNT}\b|"
    r"\b(?:a|one) (?:half|third|quarter|fifth|tenth)\b|\bhalf (?:of|as|the)\b|\btwice as\b|\bdoubled?\b|\btripled?\b|"
    r"\bhalved\b|\b(?:a|the|large|vast|great) (?:majority|minority) of\b|\bper (?:head|capita|person|pupil|year)\b|"
    rf"\b{_NOT_A_DAY}(?!(?:1[5-9]|20)\d\d\b)\d{{2,6}} (?:of them\b|(?:[a-z]{{1,20}} ){{0,2}}(?!{_TIME})"
    r"[a-z]{2,20}(?:s|people|men|women|children)\b)",
    re.IGNORECASE,
)
"""Only the last digit before a unit is asked for, so that long runs of digits cost no more than other text. A number
before a plural counts something, unless it is a year or tells how long."""

_SOURCE: Final = (
    r"(?:experts?|analysts?|observers?|critics|scholars|researchers|economists|scientists|historians|doctors|"
    r"officials|witnesses|stud(?:y|ies)|surveys?|polls?|reports?|research|inspectors|many|some|others)"
)
_SAYING: Final = (
    r"(?:say|said|argue[sd]?|believe[sd]?|suggest(?:s|ed)?|see|finds?|found|shows?|showed|reveal(?:s|ed)?|"
    r"indicate[sd]?|warn(?:s|ed)?|claim(?:s|ed)?|estimate[sd]?|conclude[sd]?|agreed?|reckon|expect)"
)
CITED: Final = re.compile(
    rf"\b{_SOURCE}\b(?:[ ,]{{1,2}}[\w’'.-]{{1,30}}){{0,8}}?,? {_SAYING}\b|"
    r"\baccording to\b|\breported(?:ly)?\b|\ballegedly\b",
    re.IGNORECASE,
)
"""People or studies without a name, and what they say."""

LIVED: Final = re.compile(
    r"\bI (?:have |had |once )?(?:seen|saw|see|watched|heard|met|lost|grew up|taught|worked|served|lived|treat|teach|"
    r"remember|spent|live|work)\b|\bI['’]ve (?:seen|known|watched|heard|lived|worked|taught)\b|"
    r"\b[Mm]y (?:own |little |late )?(?:experience|brother|sister|mother|father|son|daughter|family|pupils|patients|"
    r"village|surgery|wife|husband)\b"
)
"""What somebody lived through."""

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
)
EVENT: Final = re.compile(
    rf"(?<!\bby )\b(?:1[5-9]|20)\d\d\b|\b{_MONTH}|\b(?:yesterday|last (?:week|month|year|autumn|spring|summer|winter)|this "
    r"morning)\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:signed|declared|invaded|annexed|abstained|"
    r"voted|resigned|arrested|launched|withdrew|collapsed|met|visited|arrived|attended|opened|took place|"
    r"(?:was|were) (?:born|signed|elected|killed|arrested))\b",
    re.IGNORECASE,
)
SUPPOSED: Final = re.compile(
    r"\b(?:may|might|could|would|should|must|will|can|cannot|ought|need(?:s)? to|hints?|means|suggests?|proves?|"
    r"because|therefore|important)\b|n['’]t\b|\bif\b",
    re.IGNORECASE,
)
"""Words by which a sentence that names a date draws a conclusion and does not just tell what happened."""


def evidence(text: str, *, cited: bool) -> Evidence:
    """Say what a claim rests on; `cited`: its words are of somebody whom the author of the source cites."""
    if FIGURE.search(text):
        return "statistic"
    if cited or CITED.search(text) or LIVED.search(text):
        return "testimony"
    if EVENT.search(text) and not SUPPOSED.search(text):
        return "event"
    return "reasoning"
