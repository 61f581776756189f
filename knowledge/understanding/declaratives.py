"""Puts what people type into the plain claim that it makes: "Should we ban cars?", "ban cars", "I think cars are bad"."""

import re
from typing import Final

PREAMBLE: Final = re.compile(
    r"^(?:(?:i|we) (?:really |strongly |firmly )?(?:think|believe|feel|say|argue)(?: that)?(?! in\b)|"
    r"in my (?:opinion|view),?|imo,?|resolved[:,]?(?: that)?|motion:|claim:|this house (?:believes|thinks)(?: that)?|"
    r"everyone knows(?: that)?|it is (?:true|clear|obvious) that)\s+(?=\w+\W+\w)",
    re.IGNORECASE,
)
TAG: Final = re.compile(r",\s*(?:right|isn['’]t it|don['’]t you think|no)\?+$", re.IGNORECASE)

ASKED_OF_US: Final = re.compile(
    r"^(?P<verb>should|shall|can|must|will) (?P<who>we|they|there|it) (?P<rest>(?:(?!, or ).)+?)\?*$",
    re.IGNORECASE,
)
"""A question whose subject is one word, so that it is known where the subject ends."""

DEMAND: Final = re.compile(
    r"^(?:please )?(?P<verb>(?:ban|abolish|legali[sz]e|allow|forbid|scrap|defund|oppose|repeal|restrict|protect|"
    r"privati[sz]e|nationali[sz]e|regulate|subsidi[sz]e|introduce|adopt|reject|reduce|require|prohibit|eliminate|expand|remove|"
    r"boycott)(?! (?:is|are|was|were|will|would|can|has)\b)|"
    r"(?:stop|end|keep|build|raise|cut|tax|fund|support|close|lower|increase|make|give|limit)"
    r"(?= (?:the|all|a|an|our|every|this|these|those|their|more|no|it|them|us)\b))"
    r" (?P<rest>.+)$",
    re.IGNORECASE,
)
"""A demand; verbs that may also be nouns or adjectives need an article after them ("cut the tax", not "cut flowers")."""

UNFINISHED: Final = re.compile(
    r"\b(?:who|which|that|if|when|whether|although|though|not|no|never)\b|n['’]t\b", re.IGNORECASE
)
"""Words after which what follows may be needed: "not because of fear", "no one who was poor, and knew it"."""

VERB: Final = re.compile(
    r"\b(?:is|are|was|were|will|would|can|cannot|could|should|must|has|have|had|does|do|did|may|might|\w+n['’]t)\b",
    re.IGNORECASE,
)
FIRST_CLAUSE: Final = re.compile(
    r"^(?P<main>(?:\S+ ){3,}?\S+?)(?:, (?:and|because|since|so|as) |,? because )(?!of )(?=\S+ \S+ )",
    re.IGNORECASE,
)
"""A statement with another one, or its reason, behind it: who denies the first one counters the whole."""


def declarative(words: str) -> str:
    """Return the claim that a question, a demand or an opinion makes; any other text as it is.

    The sources are searched with the words as they were typed; this is for the judge of stance, which was taught with
    plain claims.
    """
    bare = TAG.sub("", PREAMBLE.sub("", words.strip()))
    asked = ASKED_OF_US.match(bare)
    if asked:
        return f"{asked['who'].capitalize()} {asked['verb'].lower()} {asked['rest']}"
    demanded = DEMAND.match(bare)
    if demanded and not bare.endswith("?") and not VERB.search(demanded["rest"]):
        return f"We should {demanded['verb'].lower()} {demanded['rest']}"
    clause = FIRST_CLAUSE.match(bare)
    if clause and VERB.search(clause["main"]) and not UNFINISHED.search(clause["main"]):
        return clause["main"]
    return bare or words


def asserts(words: str) -> bool:
    """Whether words make a claim, as a motion does, and do not only name a subject: "nuclear power"."""
    bare = words.strip()
    return bare.endswith("?") or bool(VERB.search(bare)) or declarative(bare) != bare or len(bare.split()) > 3
