"""Pairs of claims with their plain denials, and with their repetition."""

import random
import re
from typing import Final

from pairs import LABELS, Pair

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
AUXILIARY: Final = re.compile(
    r"^([^,;:]{3,70}?) (is|are|was|were|will|can|should|must|would|could|has|have|does|do|did)( be| been)? "
    r"(?!not\b|n't|never\b|no\b)(.{4,120}?)\.?$"
)
DENIALS: Final = (
    "{a} {v} not{b} {r}",
    "{a} {v} never{b} {r}",
    "{a} {v} not{b} {r} at all",
    "{a} {v} hardly{b} {r}",
)
REASONS: Final = (
    "because it saves people time",
    "and the figures show it",
    "as last year proved",
    "whatever its critics say",
    "because nobody else pays for it",
    "since the costs fall every year",
    "and everyone who lives there knows it",
    "although some would like to believe otherwise",
)


def denied(claim: str, chance: random.Random) -> str | None:
    """Return the claim with its first auxiliary verb denied; None where it has none to deny."""
    found = AUXILIARY.match(claim)
    if not found:
        return None
    a, v, b, r = found.groups()
    text = chance.choice(DENIALS[:1] * 4 + DENIALS[1:]).format(a=a, v=v, b=b or "", r=r)
    return text.replace("can not", "cannot")


def negation_pairs(claims: list[str], chance: random.Random) -> list[Pair]:
    """From each claim: it against its denial both ways round, and each beside itself with a reason."""
    made = []
    for claim in claims:
        other = denied(claim, chance)
        if other is None:
            continue
        reason = chance.choice(REASONS)
        plain, tail = claim.rstrip(". "), f", {reason}." if chance.random() < 0.6 else "."
        made.append(Pair(claim, f"{other}{tail}", COUNTERS))
        made.append(Pair(other, f"{plain}{tail}", COUNTERS))
        made.append(Pair(claim, f"{plain}, {reason}.", SUPPORTS))
        made.append(Pair(other, f"{other}, {reason}.", SUPPORTS))
    return made
