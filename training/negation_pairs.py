"""The last step's pairs: plain denials of claims and their repetition, beside a part of the earlier steps."""

import random
import re
from pathlib import Path
from typing import Final

from debate_pairs import off_point, stance_pairs
from opinion_pairs import opinion_pairs
from pairs import LABELS, Pair, inference_pairs
from phrases import antonyms, doubt_pairs

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


def last_pairs(data: Path, *, seed: int = 31) -> list[Pair]:
    """Return the pairs of the last step, shuffled."""
    chance = random.Random(seed)
    debate = stance_pairs(data, "train")
    chance.shuffle(debate)
    base = inference_pairs(data, limit=160_000, seed=seed)
    declared = [p.claim for p in base if 20 < len(p.claim) < 140 and p.claim[0].isupper()]
    claims = sorted({p.claim for p in debate}) + declared[:7_000]
    found = (
        debate[:13_000]
        + off_point(debate[:13_000], chance, random_share=0.2, alike_share=0.2)
        + doubt_pairs(claims[:1_500], antonyms(data / "oewn_antonyms.tsv"), chance)
        + negation_pairs(claims, chance)
        + opinion_pairs(data, chance)[:4_000]
        + base[:9_000]
    )
    chance.shuffle(found)
    return found
