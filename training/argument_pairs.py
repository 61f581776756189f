"""Pairs from ArguAna's debates: a motion with its arguments, an argument with its rebuttal, the sides."""

import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from opinion_pairs import sentences
from pairs import LABELS, Pair
from splits import clean_arguments, debate_of

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
PLACE: Final = re.compile(r"-(pro|con)(\d\d)([ab])$")
MOTION: Final = re.compile(r"\bhouse (believes|would|supports|opposes) (.{8,})$")


def claim_of(title: str) -> str | None:
    """The motion of a debate as a claim, from the title of its arguments, which lacks small words."""
    found = MOTION.search(title)
    if not found:
        return None
    verb, rest = found.groups()
    if verb == "believes":
        return rest[0].upper() + rest[1:]
    begun = {"would": "We should", "supports": "We should support", "opposes": "We should oppose"}
    return f"{begun[verb]} {rest}"


def side(argument_id: str) -> bool:
    """Whether an argument speaks for the motion: a point for it, or the rebuttal of a point against it."""
    place = PLACE.search(argument_id)
    if place is None:
        raise ValueError(f"{argument_id} is not the id of an argument")
    return (place.group(1) == "pro") == (place.group(3) == "a")


def argument_pairs(data: Path, chance: random.Random, *, share: float) -> list[Pair]:
    """For a share of the arguments: motion and argument, argument and rebuttal, same side, other side, other debate."""
    found = [row for row in clean_arguments(data) if PLACE.search(row["_id"])]
    debates: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        debates[debate_of(row["_id"])].append(row)
    by_id = {row["_id"]: row for row in found}
    made: list[Pair] = []
    for row in found:
        if chance.random() < share:
            made += _pairs_of(row, debates[debate_of(row["_id"])], by_id, found, chance)
    return made


def _pairs_of(
    row: dict[str, Any],
    debate: list[dict[str, Any]],
    by_id: dict[str, dict[str, Any]],
    everything: list[dict[str, Any]],
    chance: random.Random,
) -> list[Pair]:
    own = side(row["_id"])
    claim = opening(row, chance, most=1)
    made = []
    motion = claim_of(row["title"])
    if motion:
        made.append(Pair(motion, opening(row, chance), SUPPORTS if own else COUNTERS))
    answer = by_id.get(row["_id"][:-1] + ("b" if row["_id"].endswith("a") else "a"))
    if answer:
        made.append(Pair(claim, opening(answer, chance), COUNTERS))
    allies = [one for one in debate if side(one["_id"]) == own and one is not row]
    if allies:
        made.append(Pair(claim, opening(chance.choice(allies), chance), SUPPORTS))
    rivals = [one for one in debate if side(one["_id"]) != own and one is not answer]
    if rivals and chance.random() < 0.4:
        made.append(Pair(claim, opening(chance.choice(rivals), chance), COUNTERS))
    other = chance.choice(everything)
    if debate_of(other["_id"]) != debate_of(row["_id"]):
        made.append(Pair(claim, opening(other, chance), NEITHER))
    return [pair for pair in made if pair.claim and pair.text]


def opening(row: dict[str, Any], chance: random.Random, *, most: int = 3) -> str:
    """The first sentence of an argument, or up to `most`."""
    return " ".join(sentences(row["text"], chance.randint(1, most)))
