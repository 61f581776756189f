"""The pair models of an installation: added from a folder or a hub, kept in the data folder, removed."""

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.errors import InputError
from knowledge.judges.contract import LABELS, JudgeFailed, Pair, Probabilities
from knowledge.judges.pair_settings import (
    CONFIG,
    TOKENIZER,
    Order,
    PairSettings,
    labels_of,
    read_settings,
    write_settings,
)

FOLDER: Final = "judges"
"""Where judges keep their things, in the data folder."""

SHIPPED_NAME: Final = "shipped"
LANGUAGE_MODEL_NAME: Final = "language-model"
RESERVED: Final = (SHIPPED_NAME, LANGUAGE_MODEL_NAME)
GRAPHS: Final = ("onnx/model_quantized.onnx", "model_quantized.onnx", "onnx/model.onnx", "model.onnx")
"""Graphs under the names of common exporters; the first that is there is taken: small ones suit a processor."""

PLAIN: Final[tuple[tuple[Pair, str], ...]] = (
    (("The ferry is safe in winter.", "The ferry is not safe in winter."), "counters"),
    (("The ferry is safe in winter.", "Even in winter, the ferry is safe."), "supports"),
)
"""Pairs that every judge of stance gets right once its labels and its order are."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A pair model that was added."""

    name: str
    settings: PairSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A model's files, gathered in a folder."""

    source: str
    """Where they came from, for people."""
    graph: str
    """Name of the ONNX file."""


Fetch = Callable[[Path], Fetched]
"""Puts a model's files into an empty folder. Raises `InputError` where there is no such model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A pair model that was just added, and what it makes of two plain pairs."""

    kept: Kept
    right: int
    """How many of `PLAIN` it judged rightly."""


def kept(data: Path) -> list[Kept]:
    """The pair models in a data folder, by name; a damaged one is left out."""
    found = []
    for folder in sorted(_shelf(data).glob("*/")):
        if _NAME.fullmatch(folder.name):
            try:
                found.append(Kept(name=folder.name, settings=read_settings(folder)))
            except InputError:
                continue
    return found


def folder_of(data: Path, name: str) -> Path:
    """Where a pair model's files stand. Raises `InputError` where none of that name was added."""
    folder = _shelf(data) / name
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise InputError(
            f'There is no model "{name[:64]}"; counterpoint models list shows those that there are.'
        )
    return folder


def add(
    data: Path,
    name: str,
    fetch: Fetch,
    *,
    labels: Sequence[str] | None = None,
    order: Order = "quote-claim",
    temperature: float = 1.0,
) -> Added:
    """Fetch a model, see that it judges, and keep it. Nothing is kept of one that does not.

    Raises:
        InputError: the name is taken or none, a file is missing, a label means no stance, or it does not load.
    """
    place = _shelf(data) / _free(data, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".adding-") as made:
        folder = Path(made) / name
        folder.mkdir()
        fetched = fetch(folder)
        settings = PairSettings(
            source=fetched.source,
            graph=fetched.graph,
            labels=labels_of(folder, labels),
            order=order,
            temperature=temperature,
        )
        write_settings(folder, settings)
        right = _judged_rightly(folder)
        folder.rename(place)
    return Added(kept=Kept(name=name, settings=settings), right=right)


def remove(data: Path, name: str) -> None:
    """Delete a pair model's files. Raises `InputError` where none of that name was added."""
    shutil.rmtree(folder_of(data, name))


def from_folder(source: Path, *, graph: str | None = None) -> Fetch:
    """Copy a model out of a folder on this machine; the graph may be named where there are several."""

    def fetch(into: Path) -> Fetched:
        # Not the whole tree: somebody may name a folder that holds everything they have.
        paths = [*source.glob("*"), *source.glob("onnx/*")]
        there = [path.relative_to(source).as_posix() for path in paths if path.is_file()]
        chosen = graph_among(there, graph)
        for name in needed(there, chosen):
            shutil.copyfile(source / name, into / Path(name).name)
        return Fetched(source=str(source.absolute()), graph=Path(chosen).name)

    return fetch


def graph_among(files: Sequence[str], wanted: str | None) -> str:
    """The graph to take among a model's files. Raises `InputError` where there is none, or none that is usual."""
    graphs = sorted(name for name in files if name.endswith(".onnx"))
    if wanted is not None and wanted not in graphs:
        raise InputError(f'There is no graph "{wanted}"; there {_listed(graphs)}.')
    usual = [name for name in GRAPHS if name in graphs]
    chosen = [wanted] if wanted else (usual or graphs)
    if not chosen or (len(chosen) > 1 and not usual):
        raise InputError(f"Name the graph to take with --graph; there {_listed(graphs)}.")
    return chosen[0]


def needed(files: Sequence[str], graph: str) -> list[str]:
    """The files of a model that are needed, and no others. Raises `InputError` where one is missing."""
    for name in (TOKENIZER, CONFIG):
        if name not in files:
            raise InputError(f"The model has no {name}; take one that was exported with its tokenizer.")
    # Weights of large models stand beside the graph, under names that begin with its own.
    beside = [name for name in files if name.startswith((f"{graph}_data", f"{graph}.data"))]
    return [graph, *beside, TOKENIZER, CONFIG]


def right_about_plain(rows: Probabilities) -> int:
    """How many of `PLAIN` are judged rightly in these rows, shape (n, 3)."""
    return sum(LABELS[int(row.argmax())] == stance for row, (_, stance) in zip(rows, PLAIN, strict=True))


def _judged_rightly(folder: Path) -> int:
    from knowledge.judges.pair_model import PairModel

    try:
        rows = PairModel.load(folder).probabilities([pair for pair, _ in PLAIN])
    except JudgeFailed as error:
        raise InputError(f"The model was not added: {error}.") from error
    return right_about_plain(rows)


def _free(data: Path, name: str) -> str:
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise InputError(f'"{name[:64]}" cannot name a model; use small letters, digits, dots and hyphens.')
    if (_shelf(data) / name).exists():
        raise InputError(
            f'There is a model "{name}" already; remove it first: counterpoint models remove {name}'
        )
    return name


def _listed(graphs: Sequence[str]) -> str:
    return f"are {', '.join(graphs)}" if graphs else "is no file that ends in .onnx"


def _shelf(data: Path) -> Path:
    return data / FOLDER
