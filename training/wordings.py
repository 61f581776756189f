"""Other wordings of a claim, as people type them: as a question, with a preamble, without a full stop."""

import random
import re
from typing import Final

from pairs import Pair

ASKED: Final = re.compile(
    r"^((?!There|It|This|That|What|How|Why|If|When)[^,;:?]{3,60}?) "
    r"(should|will|can|must|would|could|is|are|was|were|has|have) "
    r"([^?]{3,160}?)[. ]*$"
)
PREAMBLES: Final = (
    "I think {}",
    "I believe that {}",
    "in my opinion {}",
    "This house believes that {}",
    "everyone knows {}",
    "{}, right?",
    "isn't it true that {}?",
    "People say {}",
)


def question(claim: str) -> str | None:
    """Return the claim as a question with the same direction; None where it has no verb to put in front."""
    found = ASKED.match(claim)
    if not found:
        return None
    subject, verb, rest = found.groups()
    first = subject.split(maxsplit=1)[0]
    kept = subject if not first[1:].islower() or first == "I" else subject[0].lower() + subject[1:]
    return f"{verb.capitalize()} {kept} {rest}?"


def reworded(found: list[Pair], chance: random.Random, *, share: float) -> list[Pair]:
    """The same pairs, a share of them with the claim in other wording."""
    made = []
    for pair in found:
        if chance.random() < share and len(pair.claim) < 160 and not pair.claim.endswith("?"):
            plain = pair.claim.rstrip(". ")
            other = question(plain) if chance.random() < 0.5 else None
            made.append(Pair(other or chance.choice(PREAMBLES).format(plain), pair.text, pair.label))
        else:
            made.append(pair)
    return made


def punctuated(found: list[Pair], chance: random.Random) -> list[Pair]:
    """The same pairs, each text with a full stop or without one by chance, so that a full stop says nothing.

    In some sets all claims have one, in others none has, and a model takes it for a sign of the set.
    """
    return [Pair(_ended(p.claim, chance), _ended(p.text, chance), p.label) for p in found]


def _ended(text: str, chance: random.Random) -> str:
    bare = text.rstrip(". ")
    if not bare or bare[-1] in '?!"”’)':
        return text
    return bare if chance.random() < 0.5 else bare + "."
