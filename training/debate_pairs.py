"""The second training step's pairs: debates, what is off the point, doubt, and some of the first step."""

import random
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from argument_pairs import argument_pairs
from flipped_claims import flipped_pairs, joined_pairs
from negation_pairs import negation_pairs
from news_pairs import news_pairs
from opinion_pairs import opinion_pairs
from pairs import LABELS, Pair, inference_pairs, pairs, rows
from phrases import antonyms, difficulty_pairs, doubt_pairs
from repetition_pairs import repetition_pairs
from wordings import punctuated, reworded

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
SETS: Final = ("perspectrum", "debatepedia", "iam-stance", "ibm-claim-stance", "argkp")
QUESTION: Final = re.compile(r"^(Should(?:n't)?|Can|Will|Do|Is) (we|you|I|there) (.+?)\??$", re.IGNORECASE)


def declarative(question: str) -> str:
    """Turn a short question about a policy into the claim it asks about: "Should we ban X?"."""
    found = QUESTION.match(question)
    if not found:
        return question
    verb, subject, rest = found.groups()
    verb = verb.lower().replace("shouldn't", "should")
    return f"{subject.capitalize()} {verb} {rest}"


def stance_pairs(data: Path, split: str, *, only: Collection[str] = SETS) -> list[Pair]:
    """All pairs of the debate sets: a claim, and a reply that supports or counters it."""
    found = []
    for name in only:
        kept = (r for r in rows(data / f"{name}.jsonl", split) if r.get("kind", "stance") == "stance")
        found += pairs(kept)
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


def point_pairs(data: Path, chance: random.Random, *, others: float) -> list[Pair]:
    """Key points: an argument that makes the point supports it, one that makes another point does neither."""
    made = []
    for row in rows(data / "argkp.jsonl", "train"):
        if row["kind"] != "key-point":
            continue
        if row["label"] == "same-point":
            made.append(Pair(row["claim"], row["text"], SUPPORTS))
        elif chance.random() < others:
            made.append(Pair(row["claim"], row["text"], NEITHER))
    return made


def debate_mix(data: Path, *, seed: int = 13) -> list[Pair]:
    """Return the pairs of one epoch of the second step, shuffled; what is made up differs from seed to seed."""
    chance = random.Random(seed)
    debate = stance_pairs(data, "train")
    base = inference_pairs(data, seed=seed + 1)
    opposites = antonyms(data / "oewn_antonyms.tsv")
    declared = [p.claim for p in base if 20 < len(p.claim) < 140 and p.claim[0].isupper()]
    modal = [c for c in dict.fromkeys(declared) if re.search(r" (will|can|should|must) ", c)]
    of_debates = sorted({p.claim for p in debate})
    chance.shuffle(of_debates)
    claims = modal[:1_500] + declared[:1_500] + of_debates[:1_500]
    chance.shuffle(claims)
    found = (
        reworded(debate, chance, share=0.12)
        + off_point(debate, chance, random_share=0.1, alike_share=0.13)
        + point_pairs(data, chance, others=0.25)
        + opinion_pairs(data, chance)
        + argument_pairs(data, chance, share=0.5)
        + news_pairs(data, chance, share=0.4)
        + doubt_pairs(claims[:2_500], opposites, chance)
        + difficulty_pairs(modal + of_debates, chance)
        + negation_pairs(claims[:2_000], chance)
        + base[:24_000]
    )
    chance.shuffle(found)
    return found


def punctuated_mix(data: Path, *, seed: int = 13) -> list[Pair]:
    """The same, each text with a full stop or without one by chance."""
    return punctuated(debate_mix(data, seed=seed), random.Random(seed))


def repeated_mix(data: Path, *, seed: int = 13) -> list[Pair]:
    """A fifth of the same, with texts that repeat each other."""
    return _with_repetition(data, seed=seed, most=22_000)


def flipped_mix(data: Path, *, seed: int = 13) -> list[Pair]:
    """The same, with real replies to claims turned round, and replies joined in one sentence."""
    return _with_flipped(data, seed=seed, most=22_000, share=0.6, joined=4_000)


def more_flipped_mix(data: Path, *, seed: int = 13) -> list[Pair]:
    """Two fifths of the second step, and more claims turned round."""
    return _with_flipped(data, seed=seed, most=45_000, share=0.9, joined=5_000)


def _with_flipped(data: Path, *, seed: int, most: int, share: float, joined: int) -> list[Pair]:
    chance = random.Random(seed)
    debate = stance_pairs(data, "train")
    added = flipped_pairs(debate, chance, share=share) + joined_pairs(debate, chance, count=joined)
    mixed = _with_repetition(data, seed=seed, most=most) + punctuated(
        reworded(added, chance, share=0.12), chance
    )
    chance.shuffle(mixed)
    return mixed


def _with_repetition(data: Path, *, seed: int, most: int) -> list[Pair]:
    chance = random.Random(seed)
    found = punctuated_mix(data, seed=seed)
    texts = [pair.text for pair in found[-5_000:]] + [pair.claim for pair in found[-7_000:-5_000]]
    mixed = found[:most] + punctuated(repetition_pairs(texts, chance), chance)
    chance.shuffle(mixed)
    return mixed
