"""The ledger: all that was acknowledged to people, and all that was not as it must be."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.soak.inventing import Invented, Names

Standing = Literal["asked", "in", "leaving", "gone"]
"""Handed over; acknowledged; its removal asked for; its removal acknowledged."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """What became of a source."""

    source: Invented
    standing: Standing = "asked"
    titles: list[str] = field(default_factory=list)
    """The titles it may have: the last acknowledged, and those asked for since."""
    gone_at: float = float("inf")


@dataclass(slots=True, kw_only=True)
class Account:
    """One workspace: what it was told, and what it is known to hold."""

    workspace: str
    names: Names
    entries: dict[str, Entry] = field(default_factory=dict)
    """By line."""
    texts: list[str] = field(default_factory=list)
    """Every source ever handed over here, out of which every quote must come."""
    titles: set[str] = field(default_factory=set)
    votes: set[tuple[str, str, str]] = field(default_factory=set)
    """Person, quote and claim of each vote that was acknowledged."""
    saved: set[tuple[str, str]] = field(default_factory=set)
    """Person and quote of what was put into notebooks."""
    settings: dict[str, list[str]] = field(default_factory=dict)
    """The values that a setting may have: the last acknowledged, and those asked for since."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def hand_over(self, source: Invented) -> Entry:
        """Note that a source was given to the bot."""
        with self.lock:
            entry = Entry(source=source, titles=[source.title])
            self.entries[source.code] = entry
            self.texts.append(source.text)
            self.titles.add(source.title)
            return entry

    def ask_title(self, entry: Entry, title: str) -> None:
        """Note that a title was asked for."""
        with self.lock:
            self.titles.add(title)
            entry.titles.append(title)

    def ask_setting(self, name: str, value: str) -> None:
        """Note that a setting was asked for."""
        with self.lock:
            self.settings.setdefault(name, []).append(value)

    def settled(self, values: list[str]) -> None:
        """Note that the last of these was acknowledged, so that none before it may be seen any more."""
        with self.lock:
            del values[:-1]

    def removed(self, entry: Entry) -> None:
        """Note that a removal was acknowledged."""
        with self.lock:
            entry.standing, entry.gone_at = "gone", time.monotonic()

    def held(self) -> list[Entry]:
        """The sources that are in for good."""
        with self.lock:
            return [entry for entry in self.entries.values() if entry.standing == "in"]


@dataclass(slots=True)
class Ledger:
    """All workspaces, all that was counted, and every violation."""

    accounts: dict[str, Account] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    doings: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    outages: list[tuple[str, float, float]] = field(default_factory=list)
    """What kept questions from the bot, from when until when."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, number: int = 1) -> None:
        """Count something."""
        with self._lock:
            self.counts[what] += number

    def violate(self, kind: str, what: str) -> None:
        """Note what must not be."""
        with self._lock:
            self.counts[kind] += 1
            self.violations.append(f"{kind}: {what}")

    @contextmanager
    def outage(self, kind: str) -> Iterator[None]:
        """Note that the bot could not be reached in this block, and why."""
        begun = time.monotonic()
        with self._lock:
            self.outages.append((kind, begun, float("inf")))
            place = len(self.outages) - 1
        try:
            yield
        finally:
            with self._lock:
                self.outages[place] = (kind, begun, time.monotonic())

    def outages_in(self, begun: float, ended: float) -> set[str]:
        """What kept the bot from being reached at some time between two moments."""
        with self._lock:
            return {kind for kind, since, until in self.outages if since <= ended and until >= begun}
