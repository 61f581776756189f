"""The checks of the soak see what must not be, and nothing else: shown, stored and counted."""

import random
import sqlite3
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks.soak.chat import Deed, Outcome, Seen
from benchmarks.soak.checks import Checks
from benchmarks.soak.doings import Place
from benchmarks.soak.inventing import Invented, invented, names
from benchmarks.soak.ledger import Account, Ledger
from benchmarks.soak.on_discord import DiscordChat
from benchmarks.soak.program import Sample, growth
from knowledge.library import Library

NEVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that was done, of which this came."""

    came: Outcome

    def wait(self, *words: str, within: float) -> Seen | None:
        return Seen(text=f"{words} {within}", shown=None)

    def outcome(self) -> Outcome:
        return self.came


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Two workspaces, one of which holds a source."""

    ledger: Ledger
    checks: Checks
    place: Place
    source: Invented
    foreign: Invented

    @property
    def account(self) -> Account:
        return self.place.account

    def kinds(self) -> list[str]:
        return [line.partition(":")[0] for line in self.ledger.violations]

    def judge(self, *texts: str, acknowledged: bool = True, at: float | None = None) -> None:
        deed: Deed = Told(came=Outcome(acknowledged=acknowledged, texts=texts))
        done = self.place.do("counter", deed, is_question=True)
        self.checks.judge(self.place, done if at is None else replace(done, at=at))


@pytest.fixture
def bench() -> Bench:
    ledger = Ledger()
    for number in range(2):
        ledger.accounts[f"w{number}"] = Account(workspace=f"w{number}", names=names(number))
    checks, account = Checks(ledger), ledger.accounts["w0"]
    chat = DiscordChat.__new__(DiscordChat)
    place = Place(chat=chat, account=account, ledger=ledger, look=checks.look)
    source = invented(random.Random(1), names(0), 1)  # noqa: S311
    account.hand_over(source).standing = "in"
    foreign = invented(random.Random(2), names(1), 1)  # noqa: S311
    return Bench(ledger=ledger, checks=checks, place=place, source=source, foreign=foreign)


def test_an_answer_with_words_of_this_place_alone_is_good(bench: Bench) -> None:
    text = f"## Against “x”\n> “{bench.source.sentences[0]}”\n— **{names(0).speakers[0]}** · author\n-# 1 · `B-001`"
    bench.checks.look(bench.place, text, time.monotonic())
    bench.judge(text)
    assert bench.kinds() == []
    assert [bench.ledger.counts[one] for one in ("quotes looked at", "answered")] == [1, 1]


def test_a_word_of_another_workspace_is_a_leak(bench: Bench) -> None:
    bench.checks.look(bench.place, f"{bench.foreign.text} is shown", NEVER)
    assert bench.kinds() == ["leaked"]


@pytest.mark.parametrize("start", ["> ", "3. ", ""])
def test_a_quote_with_a_changed_letter_is_not_verbatim(bench: Bench, start: str) -> None:
    changed = bench.source.sentences[0].replace("bridge", "brigde").replace("ferry", "fery")
    bench.checks.look(bench.place, f"{start}“{changed}”\n", NEVER)
    assert bench.kinds() == ["not verbatim"]


def test_a_quote_of_a_removed_source_may_be_shown_to_who_asked_before_and_to_nobody_after(
    bench: Bench,
) -> None:
    asked = time.monotonic()
    bench.account.removed(bench.account.entries[bench.source.code])
    bench.checks.look(bench.place, bench.source.sentences[0], asked - 1)
    assert bench.kinds() == []
    bench.checks.look(bench.place, bench.source.sentences[0], time.monotonic() + 1)
    assert bench.kinds() == ["shown after it was removed"]


def test_the_same_answer_twice_is_doubled(bench: Bench) -> None:
    bench.judge("the answer", "the answer")
    assert bench.kinds() == ["doubled"]


def test_no_answer_is_unanswered_unless_the_program_was_killed_or_never_reached(bench: Bench) -> None:
    now = time.monotonic()
    bench.judge(at=now)
    assert bench.kinds() == ["unanswered"]
    with bench.ledger.outage("stop"):
        bench.judge(at=now)
    assert bench.kinds() == ["unanswered"] * 2
    bench.judge(acknowledged=False, at=time.monotonic())
    with bench.ledger.outage("kill"):
        bench.judge(at=time.monotonic())
    assert bench.kinds() == ["unanswered"] * 2
    silent = ("in flight at a kill, unanswered", "never reached the bot")
    assert [bench.ledger.counts[one] for one in silent] == [1, 1]


def test_what_was_acknowledged_and_is_not_there_is_lost(bench: Bench, tmp_path: Path) -> None:
    library = Library(tmp_path)
    file = tmp_path / bench.source.file
    file.write_bytes(bench.source.content)
    library.workspace("w0").ingest([str(file)])
    library.close()
    bench.checks.compare(bench.place, tmp_path)
    assert bench.kinds() == []
    missing = invented(random.Random(3), names(0), 2)  # noqa: S311
    bench.account.hand_over(missing)
    bench.checks.compare(bench.place, tmp_path)
    assert bench.kinds() == []
    bench.account.entries[missing.code].standing = "in"
    bench.account.votes.add(("Ada", "A-001", "x"))
    bench.account.ask_title(bench.account.entries[bench.source.code], "Another")
    bench.account.settled(bench.account.entries[bench.source.code].titles)
    bench.checks.compare(bench.place, tmp_path)
    assert bench.kinds() == ["lost", "lost"]
    assert [one for one in bench.ledger.violations if missing.file in one]


def test_an_audit_log_that_somebody_changed_is_not_sound(bench: Bench, tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name in ("a", "b"):
        library.workspace("w0").records.set_setting(name, "1")
        library.workspace("w0").audit.add(person="Mo", action="settings", subject=name)
    library.close()
    bench.account.entries.clear()
    bench.checks.compare(bench.place, tmp_path)
    assert bench.kinds() == []
    db = sqlite3.connect(tmp_path / "workspaces" / "w0.db")
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    changed = next(name for name in tables if name.startswith("audit") and "subject" in columns(db, name))
    with db:
        db.execute(f"UPDATE {changed} SET subject = 'c' WHERE subject = 'a'")  # noqa: S608
    db.close()
    bench.checks.compare(bench.place, tmp_path)
    assert bench.kinds() == ["not sound"]


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def test_memory_that_grows_is_told_from_memory_that_starts_at_another_level() -> None:
    def life(process: int, *, level: int, slope: int) -> list[Sample]:
        return [
            Sample(at=1_000.0 * process + at, process=process, program=level + slope * at, children=0)
            for at in range(900)
        ]

    flat = growth(life(0, level=100, slope=0) + life(1, level=700, slope=0), since=0, warm=60)
    assert flat is not None
    assert flat[0] == pytest.approx(0)
    steep = growth(life(0, level=100, slope=2) + life(1, level=700, slope=2), since=0, warm=60)
    assert steep is not None
    assert steep[0] == pytest.approx(2 * 3600)
    assert growth(life(0, level=1, slope=0), since=5_000) is None
