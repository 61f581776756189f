"""What debaters call a motion: "This house would ban phones", "Should schools ban phones?", and the claim it makes."""

import re
from typing import Final

from knowledge.understanding.declaratives import declarative

HOUSE: Final = re.compile(
    r"^(?:this house|th)[ ,]*(?P<mood>would|w(?= )|believes(?: that)?|bt(?= )|thinks(?: that)?|supports|s(?= )|opposes|"
    r"o(?= )|regrets|r(?= )|prefers|p(?= )|should)\s+(?P<rest>\S.*?)[.!]*$",
    re.IGNORECASE,
)
"""`This house would`, `THW`, `THBT`: how a motion begins in a debating club."""

RESOLVED: Final = re.compile(r"^(?:resolved|motion)[:,]\s*(?:that\s+)?(?P<rest>\S.*?)[.!]*$", re.IGNORECASE)

ASKED: Final = re.compile(
    r"^(?P<verb>should|shall|must|ought) (?P<who>.+?) (?P<rest>(?:to )?(?:"
    r"be|have|do|get|go|give|let|set|put|take|make|keep|stop|end|cut|tax|ban|allow|forbid|abolish|adopt|accept|add|"
    r"build|buy|change|charge|close|create|deny|drop|expand|fund|grant|help|impose|increase|introduce|invest|join|leave|"
    r"legali[sz]e|limit|lower|lose|move|nationali[sz]e|offer|open|oppose|pay|permit|play|prefer|privati[sz]e|prohibit|"
    r"promote|protect|provide|punish|raise|receive|reduce|regulate|reject|remain|remove|repeal|replace|require|reject|"
    r"restrict|return|rule|scrap|sell|send|serve|spend|start|stay|subsidi[sz]e|support|switch|teach|trade|treat|trust|"
    r"use|vote|withdraw|work|abandon|lift|share|recogni[sz]e|arm|host|phase|prioriti[sz]e|break|hold|run|show|say)\b.*?)\?+$",
    re.IGNORECASE,
)
"""A question about what somebody should do; the verb tells where the subject ends."""

MOODS: Final = {
    "would": "We should {rest}",
    "w": "We should {rest}",
    "should": "We should {rest}",
    "supports": "We should support {rest}",
    "s": "We should support {rest}",
    "opposes": "We should oppose {rest}",
    "o": "We should oppose {rest}",
    "regrets": "It is bad that there is {rest}",
    "r": "It is bad that there is {rest}",
    "prefers": "We should prefer {rest}",
    "p": "We should prefer {rest}",
}

CAN_BE_DENIED: Final = re.compile(
    r"\b(should|must|will|would|can|could|may|might|is|are|was|were|has|have|does|do|did)\b( not\b)?",
    re.IGNORECASE,
)
"""The first word of a plain claim after which `not` denies it."""


def is_motion(words: str) -> bool:
    """Whether somebody typed a motion, and not a topic or a plain claim."""
    bare = " ".join(words.split())
    return any(form.match(bare) for form in (HOUSE, RESOLVED, ASKED))


def claim_of(motion: str) -> str:
    """The plain claim that whoever speaks for a motion makes; other words as `declarative` gives them."""
    bare = " ".join(motion.split())
    if house := HOUSE.match(bare):
        mood = house["mood"].lower().split()[0]
        # believes that, thinks that, bt: what follows is the claim itself
        rest = house["rest"]
        return MOODS.get(mood, "{rest}").format(rest=rest if mood in MOODS else _capital(rest))
    if resolved := RESOLVED.match(bare):
        return _capital(resolved["rest"])
    if asked := ASKED.match(bare):
        verb = "should" if asked["verb"].lower() in {"ought", "shall"} else asked["verb"].lower()
        return f"{_capital(asked['who'])} {verb} {asked['rest'].removeprefix('to ')}"
    return declarative(bare)


def denial_of(claim: str) -> str | None:
    """The claim with `not` in it, or without the one it has; None where it has no place for it."""
    found = CAN_BE_DENIED.search(claim)
    if found is None:
        return None
    verb = found[1] if found[2] else f"{found[1]} not"
    return f"{claim[: found.start()]}{verb}{claim[found.end() :]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
