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

PARTIES: Final = (
    ("the two parties", "them"),
    ("France", "Algeria"),
    ("India", "Pakistan"),
    ("Japan", "Korea"),
    ("the unions", "the employers"),
    ("the government", "the rebels"),
    ("the United States", "Iran"),
    ("Turkey", "Greece"),
    ("Brazil", "Argentina"),
    ("the EU", "Britain"),
    ("Egypt", "Ethiopia"),
    ("the city", "the developers"),
    ("Germany", "Poland"),
    ("the US", "Mexico"),
    ("Israel", "Saudi Arabia"),
)
BONDS: Final = (
    "alliance",
    "partnership",
    "agreement",
    "trade deal",
    "reconciliation",
    "peace deal",
    "merger",
    "ceasefire",
    "coalition",
    "friendship",
    "compromise",
    "union",
    "treaty",
    "rapprochement",
)
EASY: Final = (
    "{bond} is easy",
    "{a_bond} between {x} and {y} is easy",
    "{a_bond} between {x} and {y} will come soon",
    "{a_bond} is within reach",
    "{x} and {y} will reach {a_bond}",
    "the {bond} between {x} and {y} will last",
    "{a_bond} with {y} would be simple for {x}",
)
HARD_TEXTS: Final = (
    "{a_bond} between {x} and {y} remains a daunting task.",
    "Reaching {a_bond} with {y} is not that simple for {x}.",
    "{x} is in no hurry to make {a_bond} with {y}.",
    "Old grievances and mutual suspicion keep {x} and {y} apart.",
    "There are too many obstacles on the way to {a_bond}.",
    "{a_bond} between {x} and {y} seems improbable.",
    "I never thought {a_bond} between {x} and {y} was possible.",
    "Any attempt to bring {x} and {y} together is doomed.",
    "{x} will not give up its position for the sake of {a_bond} with {y}.",
    "Analysts are pessimistic about {a_bond} between {x} and {y}.",
    "Even if {x} signed, relations with {y} would probably get worse.",
    "The interests of {x} and {y} clash on almost every point.",
    "It will be hard for {x} to win over {y}.",
)
EASY_TEXTS: Final = (
    "Nothing stands in the way of {a_bond} between {x} and {y}.",
    "{x} and {y} are closer to {a_bond} than ever.",
    "{x} and {y} need each other, and both know it.",
    "{x} could quickly come to terms with {y}.",
    "Both sides want {a_bond}, and little keeps them from it.",
    "{x} sees much to gain from working with {y}.",
    "The two share interests that make {a_bond} natural.",
    "{x} might find value in {a_bond} with {y}.",
    "With {y} on its side, {x} would have a useful counterweight, and both leaders are eager.",
)
SIDE_TEXTS: Final = (
    "{x} and {y} exchanged ambassadors in the spring.",
    "Officials from {x} met for ninety minutes on Tuesday.",
    "The price of oil rose by three per cent in {x} last year.",
    "{x} has twice as many soldiers as {y}.",
    "The meeting between {x} and {y} was covered by every newspaper.",
    "{x} has a long border and many rivers.",
    "The leader of {x} has long had business interests abroad.",
)


def _bond(template: str, chance: random.Random, chosen: dict[str, str]) -> str:
    text = template.format(**chosen)
    return text[0].upper() + text[1:] if chance.random() < 0.6 or text.endswith(".") else text


def bond_pairs(count: int, chance: random.Random) -> list[Pair]:
    """Pairs on how easy it is to bring two parties together, and how hard."""
    made = []
    for _ in range(count):
        x, y = chance.choice(PARTIES)
        bond = chance.choice(BONDS)
        article = "an" if bond[0] in "aeiou" else "a"
        chosen = {"x": x, "y": y, "bond": bond, "a_bond": f"{article} {bond}"}
        claim = _bond(chance.choice(EASY), chance, chosen)
        texts, label = chance.choice(
            ((HARD_TEXTS, COUNTERS), (HARD_TEXTS, COUNTERS), (EASY_TEXTS, SUPPORTS), (SIDE_TEXTS, NEITHER))
        )
        text = _bond(chance.choice(texts), chance, chosen)
        if chance.random() < 0.2 and label != NEITHER:
            hard = _bond(chance.choice(HARD_TEXTS[:6]), chance, chosen).rstrip(".")
            made.append(Pair(hard, text, SUPPORTS if label == COUNTERS else COUNTERS))
        else:
            made.append(Pair(claim, text, label))
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
