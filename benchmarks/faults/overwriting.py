"""Bytes of a database that change by themselves: always noticed, set aside, and the other workspaces go on."""

import logging
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import CLAIMS, NAME, check_whole, database, filled, invented
from knowledge.errors import DatabaseError
from knowledge.storage.sqlite.store import SQLiteStore

BYTES: Final = 64
OTHER: Final = "other"


def after_closing(folder: Path, rounds: int) -> str:
    """Overwrite bytes of a file that was closed properly."""
    filled(folder / "whole", names=(NAME, OTHER))
    return _harmed(folder, rounds, _overwrite, told=True)


def after_killing(folder: Path, rounds: int) -> str:
    """Overwrite bytes of a file that was never closed, and of which there is no seal."""
    filled(folder / "whole", names=(NAME, OTHER))
    for seal in (folder / "whole" / "workspaces").glob("*-seal"):
        seal.unlink()
    return _harmed(folder, rounds, _overwrite_content)


def logs(folder: Path, rounds: int) -> str:
    """Cut the write-ahead log anywhere, or take it away."""
    kept = []
    (folder / "open").mkdir()
    store = SQLiteStore(folder / "open")
    acknowledged = [store.workspace(NAME).add(invented(number)).id for number in range(6)]
    for round_ in range(rounds):
        data = folder / "cut"
        shutil.copytree(folder / "open", data, ignore=shutil.ignore_patterns("*-shm"))
        log = database(data).with_name(database(data).name + "-wal")
        length = random.Random(round_).randrange(log.stat().st_size)
        if round_ % 8:
            with log.open("r+b") as file:
                file.truncate(length)
        else:
            log.unlink()
        there = check_whole(data, [])
        store_cut = SQLiteStore(data)
        ids = [source.id for source in store_cut.workspace(NAME).sources()]
        store_cut.close()
        must(ids == acknowledged[:there], "what is left is not what was added first")
        kept.append(there)
        shutil.rmtree(data)
    store.close()
    return f"{min(kept)} to {max(kept)} of 6 sources left, always the first ones"


class _Warnings(logging.Handler):
    """Counts what the operator is told."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.told += 1


def _harmed(
    folder: Path, rounds: int, harm: Callable[[Path, random.Random], None], *, told: bool = False
) -> str:
    warnings, aside, log = _Warnings(), 0, logging.getLogger("knowledge.storage")
    log.addHandler(warnings)
    log.propagate = False
    try:
        for round_ in range(rounds):
            before = warnings.told
            refused = _is_refused_after(folder, harm, round_)
            aside += refused
            # whoever uses a workspace that is refused is told why; one that goes on is told of in the log
            must(refused or warnings.told > before or not told, f"round {round_}: nobody was told")
    finally:
        log.removeHandler(warnings)
        log.propagate = True
    sound = f", {rounds - aside} times in bytes on which nothing hangs" if aside < rounds else ""
    return f"set aside or refused {aside} times{sound}; the log told of {warnings.told}"


def _is_refused_after(folder: Path, harm: Callable[[Path, random.Random], None], round_: int) -> bool:
    """Harm a copy and look: it is out of use, or all in it is as it was; the other workspace goes on."""
    data = folder / "harmed"
    shutil.copytree(folder / "whole", data)
    before = database(data).read_bytes()
    harm(database(data), random.Random(round_))
    must(database(data).read_bytes() != before, "nothing was overwritten")
    used = _is_read(data)
    must(not used or _unchanged(data), f"round {round_}: changed bytes were shown")
    must(check_whole(data, [], name=OTHER) > 0, "the other workspace is gone")
    shutil.rmtree(data)
    return not used


def _is_read(data: Path) -> bool:
    """Whether the workspace is still used; where it is not, it is set aside or left where it is, and said so."""
    store = SQLiteStore(data)
    try:
        store.guards.check(NAME)
    except DatabaseError:
        aside = NAME in store.guards.set_aside()
        must(aside or database(data).exists(), "the damaged file is gone")
        return False
    finally:
        store.close()
    return True


def _unchanged(data: Path) -> bool:
    store = SQLiteStore(data)
    try:
        workspace = store.workspace(NAME)
        texts = [
            document.text for source in workspace.sources() if (document := workspace.document(source.id))
        ]
        expected = [invented(number, by=NAME).document.text for number in range(6)]
        return texts == expected and workspace.count() == 6 * CLAIMS
    finally:
        store.close()


def _overwrite(path: Path, chance: random.Random) -> None:
    _write(path, chance.randrange(path.stat().st_size - BYTES), chance.randbytes(BYTES))


def _overwrite_content(path: Path, chance: random.Random) -> None:
    """Overwrite what holds something: where all bytes are zero, nothing is lost."""
    content = path.read_bytes()
    while True:
        at = chance.randrange(len(content) - BYTES)
        if any(content[at : at + BYTES]):
            _write(path, at, chance.randbytes(BYTES))
            return


def _write(path: Path, at: int, made: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(made)


FAULTS = (
    Fault(
        name="64 bytes overwritten, closed before",
        must="always noticed, others go on",
        rounds=200,
        run=after_closing,
    ),
    Fault(
        name="64 bytes overwritten, killed before",
        must="noticed, or nothing shown differs",
        rounds=200,
        run=after_killing,
    ),
    Fault(name="-wal cut or gone", must="opens, only the tail is lost", rounds=60, run=logs),
)
