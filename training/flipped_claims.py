"""Claims turned round, with what argues about them: who argues for a ban argues against allowing the same."""

import random
import re
from typing import Final

from negation_pairs import AUXILIARY
from pairs import LABELS, Pair

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
OTHER_SIDE: Final = {COUNTERS: SUPPORTS, SUPPORTS: COUNTERS, NEITHER: NEITHER}

OPPOSITES: Final = (
    ("ban", "allow"),
    ("banned", "allowed"),
    ("prohibit", "permit"),
    ("prohibited", "permitted"),
    ("abolish", "keep"),
    ("abolished", "kept"),
    ("forbid", "allow"),
    ("forbidden", "allowed"),
    ("legalize", "criminalize"),
    ("legalized", "banned"),
    ("legalise", "criminalise"),
    ("legalised", "banned"),
    ("legal", "illegal"),
    ("allow", "forbid"),
    ("allowed", "forbidden"),
    ("adopt", "reject"),
    ("adopted", "rejected"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("introduce", "scrap"),
    ("introduced", "scrapped"),
    ("increase", "reduce"),
    ("increased", "reduced"),
    ("reduce", "increase"),
    ("reduced", "increased"),
    ("encourage", "discourage"),
    ("encouraged", "discouraged"),
    ("mandatory", "optional"),
    ("compulsory", "voluntary"),
    ("beneficial", "harmful"),
    ("harmful", "harmless"),
    ("good", "bad"),
    ("bad", "good"),
    ("better", "worse"),
    ("worse", "better"),
    ("safe", "dangerous"),
    ("dangerous", "safe"),
    ("effective", "useless"),
    ("necessary", "unnecessary"),
    ("unnecessary", "necessary"),
    ("justified", "unjustified"),
    ("acceptable", "unacceptable"),
    ("moral", "immoral"),
    ("immoral", "moral"),
    ("ethical", "unethical"),
    ("unethical", "ethical"),
    ("fair", "unfair"),
    ("unfair", "fair"),
    ("right", "wrong"),
    ("wrong", "right"),
    ("end", "continue"),
    ("ended", "continued"),
    ("success", "failure"),
    ("failure", "success"),
    ("advantages", "drawbacks"),
    ("possible", "impossible"),
    ("impossible", "possible"),
    ("likely", "unlikely"),
    ("unlikely", "likely"),
)
BECOMES: Final = dict(OPPOSITES)
WORD: Final = re.compile(r"[A-Za-z]+")
DENIED: Final = re.compile(
    r"\b(should|must|can|could|will|would|do|does|did|is|are|was|were|has|have)(?: not|n['’]t) "
)


def flipped(claim: str, chance: random.Random) -> str | None:
    """Return the claim that says the opposite; None where no sure way to say it is known.

    A denial is taken out, a word is replaced by its opposite, or the first auxiliary verb is denied.
    """
    bare = claim.rstrip(". ")
    if DENIED.search(bare):
        return DENIED.sub(r"\1 ", bare, count=1) if len(DENIED.findall(bare)) == 1 else None
    if re.search(r"\b(?:not|never|no|cannot|nor|neither)\b", bare, re.IGNORECASE):
        return None
    opposed = [word for word in WORD.findall(bare) if word in BECOMES]
    if len(opposed) == 1 and chance.random() < 0.6:
        return re.sub(rf"\b{opposed[0]}\b", BECOMES[opposed[0]], bare, count=1)
    found = AUXILIARY.match(bare)
    if not found:
        return None
    subject, verb, been, rest = found.groups()
    return f"{subject} {verb} not{been or ''} {rest}".replace("can not", "cannot")


def flipped_pairs(found: list[Pair], chance: random.Random, *, share: float) -> list[Pair]:
    """For a share of the pairs, the same text with the claim turned round, and so the other label."""
    made = []
    for pair in found:
        if pair.label == NEITHER or chance.random() >= share:
            continue
        other = flipped(pair.claim, chance)
        if other:
            made.append(Pair(other, pair.text, OTHER_SIDE[pair.label]))
    return made


def joined_pairs(found: list[Pair], chance: random.Random, *, count: int) -> list[Pair]:
    """Two texts that say the same of a claim as one text, as people write: "…, and …"."""
    by_claim: dict[tuple[str, int], list[str]] = {}
    for pair in found:
        if pair.label != NEITHER and 15 < len(pair.text) < 110:
            by_claim.setdefault((pair.claim, pair.label), []).append(pair.text)
    groups = [(key, texts) for key, texts in sorted(by_claim.items()) if len(texts) > 1]
    made = []
    for _ in range(count):
        (claim, label), texts = chance.choice(groups)
        one, other = chance.sample(texts, 2)
        link = chance.choice((", and ", "; ", ", because ", ", but ")[:3])
        made.append(Pair(claim, one.rstrip(". ") + link + _lowered(other), label))
    return made


def _lowered(text: str) -> str:
    """A text as it goes on behind a comma."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[0].lower() + text[1:] if first[1:].islower() and first != "I" else text
