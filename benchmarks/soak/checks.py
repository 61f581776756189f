"""What must hold: nothing acknowledged is lost, nothing doubled, nothing leaks, every quote stands in its source."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import Broken
from benchmarks.faults.libraries import check_sound, database
from benchmarks.soak.doings import Done, Place
from benchmarks.soak.ledger import Account, Ledger
from knowledge.storage.audit import broken_at
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import WorkspaceStore
from tests.program import counterpoint

LONGEST_WAIT: Final = 60.0
"""An answer that takes longer than this counts as none."""
AROUND: Final = 4.0
"""Seconds around an outage in which a question may not reach the bot."""
QUOTE: Final = re.compile(r"^(?:> )?(?:\d+\. )?“(.+)”$", re.MULTILINE)
LINE: Final = re.compile(r"\b([A-Z]\d{4})-\d\b")
ENDINGS: Final = {"kill"}
"""Outages in which what was being answered may stay without an answer."""


class Checks:
    """The checks over one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._foreign: dict[str, re.Pattern[str]] = {}

    def look(self, place: Place, text: str, at: float) -> None:
        """Look at a text that somebody was shown: no foreign word in it, and every quote in a source of this place."""
        account = place.account
        self.ledger.count("texts looked at")
        if foreign := self._foreign_in(account, text):
            self.ledger.violate("leaked", f"{foreign!r} was shown in {account.workspace}")
        for quote in QUOTE.findall(text.replace("\\", "")):
            self.ledger.count("quotes looked at")
            if not _stands(quote, account):
                self.ledger.violate("not verbatim", f"{account.workspace}: {quote!r}")
        if at < float("inf"):
            self._look_for_removed(account, text, at)

    def _look_for_removed(self, account: Account, text: str, at: float) -> None:
        for code in set(LINE.findall(text)):
            entry = account.entries.get(code)
            if entry is not None and entry.gone_at < at:
                self.ledger.violate("shown after it was removed", f"{account.workspace}: {code}")

    def _foreign_in(self, account: Account, text: str) -> str | None:
        if account.workspace not in self._foreign:
            others = [
                word
                for other in self.ledger.accounts.values()
                if other is not account
                for word in other.names.canaries
            ]
            self._foreign[account.workspace] = re.compile("|".join(map(re.escape, others)) or r"(?!)")
        found = self._foreign[account.workspace].search(text)
        return found.group() if found else None

    def judge(self, place: Place, done: Done) -> None:
        """Say what came of something that was done a while ago."""
        outcome = done.deed.outcome()
        self.ledger.count("interactions")
        about = f"{done.what} in {place.account.workspace}"
        repeated = [text for text, times in Counter(outcome.texts).items() if times > 1]
        if outcome.failure == "two first responses" or repeated:
            self.ledger.violate("doubled", f"{about}: {(repeated or ['a response'])[0][:120]!r}")
        if outcome.texts:
            self.ledger.count("answered")
        else:
            self._judge_silence(done, f"{about} {outcome.trail}", acknowledged=outcome.acknowledged)

    def _judge_silence(self, done: Done, about: str, *, acknowledged: bool) -> None:
        while_waiting = self.ledger.outages_in(done.at, done.at + LONGEST_WAIT)
        then = self.ledger.outages_in(done.at - AROUND, done.at + AROUND)
        if acknowledged and while_waiting & ENDINGS:
            self.ledger.count("in flight at a kill, unanswered")
        elif not acknowledged and then:
            self.ledger.count("never reached the bot")
        else:
            when = f"{'acknowledged' if acknowledged else 'not acknowledged'}, {sorted(while_waiting)}"
            self.ledger.violate("unanswered", f"{about} ({when})")

    def compare(self, place: Place, data: Path, *, asked: Iterable[str] | None = None) -> None:
        """Compare what a data folder holds with what was acknowledged; `asked`: only these lines must be there."""
        account = place.account
        with account.lock:
            held = {entry.source.code for entry in account.held()}
            votes, saved = set(account.votes), set(account.saved)
        store = SQLiteStore(data)
        try:
            workspace = store.workspace(account.workspace)
            wanted = held if asked is None else held & set(asked)
            self._compare_sources(account, workspace, wanted, now=asked is None)
            if number := broken_at(workspace.audit.entries()):
                self.ledger.violate("not sound", f"{account.workspace}: the audit log breaks at {number}")
            if asked is None:
                self._compare_people(account, workspace, votes, saved)
        finally:
            store.close()
        self.ledger.count("comparisons")

    def _compare_sources(
        self, account: Account, workspace: WorkspaceStore, held: set[str], *, now: bool
    ) -> None:
        found = Counter(source.sha256 for source in workspace.sources())
        titles = {source.sha256: source.metadata.title for source in workspace.sources()}
        for entry in list(account.entries.values()):
            times, about = found[entry.source.digest], f"{account.workspace}: {entry.source.file}"
            if times > 1:
                self.ledger.violate("doubled", f"{about} is in {times} times")
            with account.lock:
                standing, allowed = entry.standing, list(entry.titles)
            if not times and entry.source.code in held and standing == "in":
                self.ledger.violate("lost", f"{about} is not in")
            if times and standing == "in" and now and titles[entry.source.digest] not in allowed:
                self.ledger.violate("lost", f"{about}: its title is {titles[entry.source.digest]!r}")

    def _compare_people(
        self,
        account: Account,
        workspace: WorkspaceStore,
        votes: set[tuple[str, str, str]],
        saved: set[tuple[str, str]],
    ) -> None:
        there = {stored.id for stored in workspace.claims(withheld=True)}
        counted = Counter((one.person, one.quote, one.asked) for one in workspace.records.votes())
        for vote in votes:
            if vote[1] in there and counted[vote] != 1:
                kind = "doubled" if counted[vote] else "lost"
                self.ledger.violate(kind, f"{account.workspace}: the vote {vote} is in {counted[vote]} times")
        for person, quote in saved:
            kept = {entry.quote for entry in workspace.records.notebook(person)}
            if quote in there and quote not in kept:
                self.ledger.violate("lost", f"{account.workspace}: {quote} is not in a notebook")
        settings = workspace.records.settings()
        with account.lock:
            for name, allowed in account.settings.items():
                if len(allowed) == 1 and settings.get(name, allowed[0]) != allowed[0]:
                    self.ledger.violate(
                        "lost", f"{account.workspace}: {name} is {settings[name]!r}, not {allowed}"
                    )

    def verify(self, places: Sequence[Place], data: Path) -> None:
        """Let the program itself verify every workspace, and see that no byte of another one is in its file."""
        for place in places:
            account = place.account
            run = counterpoint("--workspace", account.workspace, "verify", "--json", data=data)
            if run.status:
                self.ledger.violate("not sound", f"{account.workspace}: verify says {run.out or run.err}")
            path = database(data, account.workspace)
            try:
                check_sound(path)
            except Broken as fault:
                self.ledger.violate("not sound", f"{account.workspace}: {fault}")
            if foreign := self._foreign_in(account, path.read_bytes().decode("latin-1")):
                self.ledger.violate("leaked", f"{foreign!r} is in the file of {account.workspace}")
            self.ledger.count("databases verified")

    def read_log(self, log: Path) -> None:
        """See that a log holds no word of anybody's sources, and no traceback."""
        written = log.read_text(encoding="utf-8", errors="replace")
        for account in self.ledger.accounts.values():
            for word in account.names.canaries:
                if word in written:
                    self.ledger.violate("leaked", f"{word!r} is in {log.name}")
        self.ledger.count("tracebacks in the logs", written.count("Traceback"))

    def judge_all(self, places: Sequence[Place], *, older_than: float = 0.0) -> None:
        """Judge what was done some time ago and was not judged yet."""
        for place in places:
            before = time.monotonic() - older_than
            while place.done and place.done[0].at <= before:
                self.judge(place, place.done.pop(0))


def _stands(quote: str, account: Account) -> bool:
    with account.lock:
        return quote in account.titles or any(quote in text for text in reversed(account.texts))
