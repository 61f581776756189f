"""How a pair model's files are read: settled when it is added, kept beside them in `judge.json`."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from knowledge.errors import InputError
from knowledge.judges.labels import columns, names_of

SETTINGS: Final = "judge.json"
CONFIG: Final = "config.json"
TOKENIZER: Final = "tokenizer.json"

Order = Literal["quote-claim", "claim-quote"]
"""What a model reads first. Inference models read the premise, here the quote, before the hypothesis, the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSettings:
    """How a model's files are read."""

    source: str
    """Where the model came from, for people: a folder, or a name and commit on a hub."""
    graph: str
    """Name of the ONNX file."""
    labels: tuple[str, ...]
    """Names of the outputs, in their order."""
    order: Order = "quote-claim"
    temperature: float = 1.0
    """Divides the outputs before they become probabilities (Guo et al. 2017): above 1 is less sure."""


def read_config(folder: Path) -> dict[str, Any]:
    """Read a model's config.json. Raises `InputError`."""
    return _object(folder / CONFIG)


def read_settings(folder: Path) -> PairSettings:
    """Read what was settled when a model was added. Raises `InputError`."""
    read = _object(folder / SETTINGS)
    try:
        return PairSettings(**{**read, "labels": tuple(read["labels"])})
    except (TypeError, KeyError):
        raise InputError(f"The model's {SETTINGS} is damaged; remove the model and add it again.") from None


def write_settings(folder: Path, settings: PairSettings) -> None:
    """Keep beside a model's files how they are read."""
    (folder / SETTINGS).write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")


def labels_of(folder: Path, given: Sequence[str] | None) -> tuple[str, ...]:
    """The names of a model's outputs: as given, or from its config. Raises `InputError` for what means no stance."""
    names = tuple(given or names_of(read_config(folder)))
    columns(names)
    return names


def _object(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        read = None
    if not isinstance(read, dict):
        raise InputError(f"The model's {path.name} cannot be read; a pair model needs it beside its graph.")
    return read
