"""Pairs from the news: what somebody says there as the claim, the sentence that reports it as the text."""

import random
import re
from pathlib import Path
from typing import Any, Final

from negation_pairs import denied
from pairs import LABELS, Pair, rows

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
DISTANT: Final = re.compile(
    r"\b(den|reject|doubt|disput|question|refus|dismiss|ask|wonder|not|never|n't|without)", re.IGNORECASE
)
"""Cues after which the content is not simply held to be true."""

WHOLE: Final = re.compile(
    r"^(?:[A-Z]|the|a|an|it|he|she|they|we|there|this|these|those)\b.*\b(?:is|are|was|were|will|would|has|have|had|can|"
    r"could|should|must|does|did|do|may|might)\b",
)
END: Final = re.compile(r"(?<=[.!?][\"”’)])\s+|(?<=[.!?])\s+(?=[\"“A-Z])|\n+")


def reported_claims(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Each whole statement that a document reports, with the sentence where it stands."""
    text, found = document["text"], []
    bounds = [0, *(m.end() for m in END.finditer(text)), len(text)]
    for one in document["attributions"]:
        cue = " ".join(text[a:b] for a, b in one["cue"])
        if len(one["content"]) != 1 or DISTANT.search(cue):
            continue
        start, end = one["content"][0]
        content = text[start:end].strip(' "“”‘’,.;:').removeprefix("that ")
        first = max(b for b in bounds if b <= start)
        last = min(b for b in bounds if b >= end)
        if 25 < len(content) < 200 and WHOLE.match(content) and last - first < 420:
            found.append((content[0].upper() + content[1:], " ".join(text[first:last].split())))
    return found


def news_pairs(data: Path, chance: random.Random, *, share: float) -> list[Pair]:
    """Reported statements: repeated, denied, and beside other sentences of the same document."""
    made: list[Pair] = []
    for document in rows(data / "polnear.train.jsonl"):
        found = reported_claims(document)
        for claim, sentence in found:
            if chance.random() > share:
                continue
            other = denied(claim, chance)
            if other:
                made.append(Pair(other, sentence, COUNTERS))
                made.append(Pair(claim, sentence, SUPPORTS))
            beside_claim, beside = chance.choice(found)
            if beside != sentence and not _shared(claim, beside_claim):
                made.append(Pair(claim, beside, NEITHER))
    return made


def _shared(claim: str, other: str) -> bool:
    """Whether two statements have so much in common that one may speak of the other."""
    words, others = (set(re.findall(r"[a-z]{4,}", text.lower())) for text in (claim, other))
    return len(words & others) > min(len(words), len(others)) / 3
