"""Which output of a pair model means which stance, by the names that models are published with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.errors import InputError
from knowledge.judges.contract import LABELS

_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "counters": (
        *("contradiction", "contradict", "contradicts", "contradictory", "contradicted"),
        *("refutes", "refute", "refuted", "counters", "counter", "against", "con", "opposes", "oppose"),
        *("undermines", "undermine", "attacks", "attack", "disagree", "disagrees", "denies", "deny"),
    ),
    "supports": (
        *("entailment", "entail", "entails", "entailed", "supports", "support", "supported"),
        *("for", "pro", "favor", "favour", "in favor", "in favour", "agree", "agrees"),
    ),
    "neither": (
        *("neutral", "neither", "none", "nei", "not enough info", "not enough information", "unknown"),
        *("unrelated", "discuss", "discusses", "comment", "query", "no relation", "no stance", "other"),
    ),
}
_MEANS: Final = {name: stance for stance, names in _NAMES.items() for name in names}
_SEPARATORS: Final = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The outputs that mean each stance, by number; `neither` is empty where a model has no word for it."""

    counters: tuple[int, ...]
    supports: tuple[int, ...]
    neither: tuple[int, ...] = ()


def columns(names: Sequence[str]) -> Columns:
    """Read the order of a model's outputs off their names, in the model's order.

    Raises:
        InputError: a name means no stance, or none of them means `counters`, or none `supports`.
    """
    found: dict[str, list[int]] = {stance: [] for stance in LABELS}
    for number, name in enumerate(names):
        stance = _MEANS.get(_SEPARATORS.sub(" ", name.strip().lower()))
        if stance is None:
            raise InputError(_unknown(name))
        found[stance].append(number)
    for stance in ("counters", "supports"):
        if not found[stance]:
            raise InputError(
                f"This model has no label that means {stance} (it has {', '.join(names)}); "
                f"take one that tells contradiction from entailment."
            )
    return Columns(**{stance: tuple(numbers) for stance, numbers in found.items()})


def names_of(config: Mapping[str, object]) -> list[str]:
    """The names of a model's outputs, in order, from `id2label` of its config.json. Raises `InputError`."""
    labels = config.get("id2label")
    if not isinstance(labels, dict) or not labels:
        raise InputError("The model's config.json has no id2label; name its labels in order with --labels.")
    try:
        numbered = {int(number): str(name) for number, name in labels.items()}
    except ValueError:
        numbered = {}
    if sorted(numbered) != list(range(len(labels))):
        raise InputError("id2label in the model's config.json is not numbered from 0; give --labels.")
    return [numbered[number] for number in range(len(numbered))]


def _unknown(name: str) -> str:
    return (
        f'The model\'s label "{name[:40]}" does not say which stance it means; name its labels in order, '
        f"for example --labels counters,neither,supports."
    )
