"""Libraries at no cost: what was read in once, copied as the workspace of a chat."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelve:
    """Puts the two sources into a data folder."""

    database: Path

    def __call__(self, data: Path, workspace: str) -> Path:
        shelf = data / self.database.parent.name
        shelf.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.database, shelf / f"{workspace}{self.database.suffix}")
        return data
