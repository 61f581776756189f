"""The second training step's pairs: debates, what is off the point, doubt, and some of the first step."""

import random
import re
from pathlib import Path
from typing import Final

from pairs import LABELS, Pair, inference_pairs, pairs, rows
from phrases import antonyms, bond_pairs, doubt_pairs

NEITHER: Final = LABELS.index("neither")
QUESTION: Final = re.compile(r"^(Should(?:n't)?|Can|Will|Do|Is) (we|you|I|there) (.+?)\??$", re.IGNORECASE)


def declarative(question: str) -> str:
    """Turn a short question about a policy into the claim it asks about: "Should we ban X?"."""
    found = QUESTION.match(question)
    if not found:
        return question
    verb, subject, rest = found.groups()
    verb = verb.lower().replace("shouldn't", "should")
    return f"{subject.capitalize()} {verb} {rest}"


def stance_pairs(data: Path, split: str) -> list[Pair]:
    """All pairs of the debate sets: a claim, and a reply that supports or counters it."""
    found = []
    for name in ("perspectrum", "debatepedia", "iam-stance", "ibm-claim-stance"):
        found += pairs(rows(data / f"{name}.jsonl", split))
    found += pairs(r for r in rows(data / "argkp.jsonl", split) if r["kind"] == "stance")
    return [Pair(declarative(p.claim), p.text, p.label) for p in found if p.text]


def off_point(
    found: list[Pair], chance: random.Random, *, random_share: float, alike_share: float
) -> list[Pair]:
    """The same replies against other claims, drawn at random or because they share a telling word."""
    claims = sorted({p.claim for p in found})
    by_word: dict[str, list[str]] = {}
    for claim in claims:
        for word in set(re.findall(r"[a-z]{5,}", claim.lower())):
            by_word.setdefault(word, []).append(claim)
    made = []
    for pair in found:
        if chance.random() < random_share:
            made.append(Pair(chance.choice(claims), pair.text, NEITHER))
        if chance.random() < alike_share:
            own = set(re.findall(r"[a-z]{5,}", pair.claim.lower()))
            words = [w for w in sorted(own) if 1 < len(by_word.get(w, ())) < 40]
            others = [c for w in words for c in by_word[w] if c != pair.claim]
            if others:
                other = chance.choice(others)
                shared = own & set(re.findall(r"[a-z]{5,}", other.lower()))
                if len(shared) <= len(own) / 2:
                    made.append(Pair(other, pair.text, NEITHER))
    return made


def debate_pairs(data: Path, *, seed: int = 13) -> list[Pair]:
    """Return the pairs of the second step, shuffled."""
    chance = random.Random(seed)
    debate = stance_pairs(data, "train")
    base = inference_pairs(data, limit=160_000, seed=seed + 1)
    opposites = antonyms(data / "oewn_antonyms.tsv")
    declared = [p.claim for p in base if 20 < len(p.claim) < 140 and p.claim[0].isupper()][:20_000]
    modal = [c for c in declared if re.search(r" (will|can|should|must) ", c)]
    claims = modal[:1_500] + declared[:1_200] + sorted({p.claim for p in debate})[:1_200]
    found = (
        debate
        + off_point(debate, chance, random_share=0.2, alike_share=0.22)
        + doubt_pairs(claims, opposites, chance)
        + bond_pairs(1_500, chance)
        + base[:8_000]
    )
    chance.shuffle(found)
    return found
