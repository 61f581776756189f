"""Templates of doubt, difficulty and future, which no public set aims at: claims made into pairs."""

import random
import re
from pathlib import Path
from typing import Final

from pairs import LABELS, Pair

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))

DOUBT: Final = (
    "It is unlikely that {}.",
    "It is far from certain that {}.",
    "There is little reason to believe that {}.",
    "Few experts expect that {}.",
    "It is a myth that {}.",
    "Nobody should assume that {}.",
    "The evidence does not show that {}.",
    "I doubt that {}.",
    "It would be naive to think that {}.",
)
BELIEF: Final = (
    "There is no doubt that {}.",
    "It is increasingly clear that {}.",
    "Most experts agree that {}.",
    "The evidence shows that {}.",
    "I am convinced that {}.",
    "Nobody can deny that {}.",
    "It is only a matter of time before it is accepted that {}.",
    "Nobody rules out any longer that {}.",
    "Even former critics concede that {}.",
)
OPEN: Final = (
    "Some wonder whether {}.",
    "The committee will discuss next week whether {}.",
    "It is too early to say whether {}.",
    "Can it be that {}?",
)
WILL_NOT: Final = (
    "won't",
    "will never",
    "must never",
    "must not",
    "is unlikely to",
    "will not",
    "is in no position to",
    "would refuse to",
    "has no reason to",
)
WILL: Final = (
    "is going to",
    "is bound to",
    "is set to",
    "will surely",
    "has every reason to",
    "is certain to",
)
MODAL: Final = re.compile(r"^(.{3,60}?) (will|can|should|must) (?!not\b|never\b)([a-z]+ .{6,140}?)\.?$")

HARD: Final = (
    "It will be hard for {s} to {r}.",
    "{s} lacks the means to {r}.",
    "So far every attempt of {s} to {r} has come to nothing.",
    "Much would have to change before {s} could {r}.",
    "{s} may want to {r}, but too much stands against it.",
    "The hurdles are too high for {s} to {r} any time soon.",
    "{s} has struggled for years to {r}, with little to show for it.",
    "Anyone who expects {s} to {r} will be disappointed.",
)
WITHIN_REACH: Final = (
    "{s} is well placed to {r}.",
    "Little keeps {s} from doing what it takes to {r}.",
    "{s} already has everything it needs to {r}.",
    "{s} is closer than ever to being able to {r}.",
    "It would cost {s} little to {r}.",
    "That {s} could yet {r} is no longer ruled out by anyone.",
)
ASIDE: Final = (
    "{s} was asked on Monday about plans to {r}.",
    "A report describes how others came to {r}, and what it cost them.",
    "Whether {s} would {r} did not come up at the meeting.",
    "{s} has not said anything about it since the spring.",
    "Last year {s} spent twelve million on other things.",
)
ABLE: Final = re.compile(
    r"^((?!(?:He|She|They|We|It|I|I'm|There|You|This|That|These|Those|If|When|How|Why|Some|Nothing|No|Not|What|Who|Changes)\b)"
    r"[A-Z][\w'-]*(?: [\w'-]+){0,4}?) (?:will|can) (?!not\b|never\b|be\b|only\b|also\b|either\b)([a-z]+ [^,;:]{6,120}?)\.?$"
)
MOST_ABLE: Final = 1_000
"""Claims of difficulty in one draw, so that templates stay a small part."""


def difficulty_pairs(claims: list[str], chance: random.Random) -> list[Pair]:
    """From each claim about what will or can be done: that it is hard, within reach, or neither."""
    made = []
    able = [found for claim in claims if (found := ABLE.match(claim))]
    for found in chance.sample(able, min(MOST_ABLE, len(able))):
        claim, subject, rest = found.group(), found.group(1), found.group(2)
        inside = _lower(subject)
        for frames, label in ((HARD, COUNTERS), (WITHIN_REACH, SUPPORTS), (ASIDE, NEITHER)):
            text = chance.choice(frames).format(s=inside, r=rest)
            made.append(Pair(claim, text[0].upper() + text[1:], label))
        hard = chance.choice(HARD).format(s=inside, r=rest)
        made.append(Pair(hard[0].upper() + hard[1:], f"{subject} will surely {rest}.", COUNTERS))
    return made


def antonyms(path: Path) -> dict[str, str]:
    """Read adjectives and adverbs with their antonyms, one word each way."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, opposite, part = line.split("\t")
        if part in {"a", "s", "r"} and word.isalpha() and opposite.isalpha() and word.islower():
            found.setdefault(word, opposite)
    return found


def swapped(claim: str, opposites: dict[str, str]) -> str | None:
    """Return the claim with its first word that has an antonym replaced by it."""
    words = claim.split()
    for i, word in enumerate(words):
        if word in opposites:
            return " ".join([*words[:i], opposites[word], *words[i + 1 :]])
    return None


def _lower(claim: str) -> str:
    first = claim.split(maxsplit=1)[0]
    keep = (len(first) > 1 and not first[1:].islower()) or first == "I"
    return claim.rstrip(". ") if keep else (claim[0].lower() + claim[1:]).rstrip(". ")


def doubt_pairs(claims: list[str], opposites: dict[str, str], chance: random.Random) -> list[Pair]:
    """From each claim one or two pairs: believed, doubted, left open, its antonym, its future denied."""
    made = []
    for claim in claims:
        if not 15 < len(claim) < 160 or claim.endswith("?"):
            continue
        frames, label = chance.choice(((DOUBT, COUNTERS), (BELIEF, SUPPORTS), (OPEN, NEITHER)))
        made.append(Pair(claim, chance.choice(frames).format(_lower(claim)), label))
        opposite = swapped(claim, opposites)
        if opposite and chance.random() < 0.5:
            made.append(Pair(claim, opposite, COUNTERS))
        modal = MODAL.match(claim)
        if modal:
            subject, _, rest = modal.groups()
            made.append(Pair(claim, f"{subject} {chance.choice(WILL_NOT)} {rest}.", COUNTERS))
            made.append(Pair(claim, f"{subject} {chance.choice(WILL)} {rest}.", SUPPORTS))
            made.append(Pair(f"{subject} is unlikely to {rest}", claim, COUNTERS))
    return made
