"""What people do while processes are killed, and what must have come of it: once, and nothing lost that was acknowledged."""

import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import must
from benchmarks.soak.chat import Chat, Deed, Impossible, Outcome
from benchmarks.soak.inventing import invented, names
from bot import stop_texts
from knowledge.storage.engines import Database, opened

MODERATOR, MEMBER = "Mo", "Ada"
PEOPLE: Final = (MODERATOR, MEMBER)
AT_ONCE: Final = 5
"""Questions in each workspace at the moment when a process ends, besides a vote and a source."""
VOTE: Final = "Not a counter"
OLD_ENOUGH: Final = 3.0
"""Seconds after which a question is surely answered, so that its buttons can be pressed."""
PATIENCE, UNHEARD = 5.0, 4.0
"""Seconds after which nobody goes on while something waits, and after which it was never acknowledged."""
SETTLED: Final = 180.0
AGAIN: Final = stop_texts.restarting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that somebody did."""

    chat: Chat
    person: str
    deed: Deed
    kind: str
    about: str = ""
    """Of a vote what was asked, of a source its digest."""
    at: float = field(default_factory=time.monotonic)


@dataclass(slots=True, kw_only=True)
class Deeds:
    """Everything that was done."""

    data: Path
    key: str
    database: Database | None
    chats: list[Chat] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    _open: int = 0
    """How many, from the first on, have their answers."""
    _asked: dict[str, list[Done]] = field(default_factory=dict)
    """Questions of each workspace under which nobody has voted yet."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _turns: Iterator[int] = field(default_factory=itertools.count)
    _rng: random.Random = field(default_factory=lambda: random.Random(1))

    def all_at_once(self) -> None:
        """Let everybody do something at the same moment."""
        for chat in self.chats:
            self._vote(chat)
            self._add(chat)
            for _ in range(AT_ONCE):
                self._ask(chat)

    def next_one(self) -> None:
        """Let the next one do the next thing: mostly a question, at times a mention, a vote, or a source."""
        if not self.chats or self._have_to_wait():
            return
        turn = next(self._turns)
        chat = self.chats[turn % len(self.chats)]
        match turn // len(self.chats) % 12:
            case 2:
                number = next(self._numbers)
                self._do(
                    chat, MEMBER, "question", "mention", text=f"the bridge is too expensive, take {number}"
                )
            case 5:
                self._do(chat, MODERATOR, "question", "votes")
            case 8 | 9:
                self._vote(chat)
            case 11:
                self._add(chat)
            case _:
                self._ask(chat)

    def _have_to_wait(self) -> bool:
        """Whether something has waited for its answer so long that nobody goes on: else all would wait ever longer."""
        while self._open < len(self.done):
            oldest = self.done[self._open]
            age, outcome = time.monotonic() - oldest.at, oldest.deed.outcome()
            if not outcome.texts and (outcome.acknowledged or age < UNHEARD):
                return age > PATIENCE
            self._open += 1
        return False

    def _ask(self, chat: Chat) -> None:
        number = next(self._numbers)
        claim = f"the bridge is too expensive, take {number}"
        done = self._do(chat, PEOPLE[number % len(PEOPLE)], "question", "counter", claim=claim)
        if done:
            self._asked.setdefault(chat.workspace, []).append(done)

    def _vote(self, chat: Chat) -> None:
        """Vote against the first quote of an answer."""
        asked = self._asked.get(chat.workspace, [])
        while asked and time.monotonic() - asked[0].at > OLD_ENOUGH:
            question = asked.pop(0)
            seen = question.deed.wait("Against", within=0.05)
            if seen is None or VOTE not in seen.shown.buttons:
                continue
            try:
                deed = chat.press(question.person, seen, VOTE)
            except Impossible:
                return
            vote = Done(chat=chat, person=question.person, deed=deed, kind="vote", about=question.about)
            self.done.append(vote)
            return

    def _add(self, chat: Chat) -> None:
        number = next(self._numbers)
        source = invented(self._rng, names(self.chats.index(chat)), number)
        # each from somebody else: in direct messages nobody can tell which of two answers is whose
        person = f"{MODERATOR} {number}"
        try:
            deed = chat.hand_over(person, source.file, source.content)
        except Impossible:
            return
        self.done.append(Done(chat=chat, person=person, deed=deed, kind="source", about=source.digest))

    def _do(self, chat: Chat, person: str, kind: str, words: str, /, **options: str) -> Done | None:
        try:
            deed = chat.command(person, words, **options)
        except Impossible:
            # nobody is connected to the server just now
            return None
        done = Done(chat=chat, person=person, deed=deed, kind=kind, about=options.get("claim", ""))
        self.done.append(done)
        return done

    def judged(self, *, rolling: int) -> str:
        """Wait until all is answered, and compare it with what is stored; `rolling`: what came after that many.

        Raises:
            Broken: something was lost, or came twice.
        """
        found = self._settled()
        told = [(one, outcome, _again(outcome)) for one, outcome in found]
        for kind, named in (("lost", _is_lost), ("doubled", _is_doubled)):
            wrong = [(one.kind, outcome) for one, outcome, _ in told if named(outcome)]
            must(not wrong, f"{len(wrong)} of {len(told)} were {kind}: {wrong[:3]}")
        after = {id(one) for one in self.done[rolling:]}
        hasty = [(one.kind, outcome) for one, outcome, again in told if again and id(one) in after]
        must(not hasty, f"a rolling restart told somebody to ask again: {hasty[:3]}")
        self._compare([(one, again) for one, _, again in told])
        kinds = Counter(one.kind for one, _, _ in told)
        again = sum(again for _, _, again in told)
        alone = sum(again and not _answers(outcome) for _, outcome, again in told)
        return (
            f"{kinds['question']} questions, {kinds['vote']} votes, {kinds['source']} sources acknowledged: "
            f"0 lost, 0 doubled, {again} told to ask again, {alone} of them without an answer"
        )

    def _settled(self) -> list[tuple[Done, Outcome]]:
        """What came of everything that was acknowledged."""
        until = time.monotonic() + SETTLED
        open_still = list(self.done)
        found: dict[int, Outcome] = {}
        while open_still and time.monotonic() < until:
            found |= {id(one): one.deed.outcome() for one in open_still}
            open_still = [one for one in open_still if _is_lost(found[id(one)])]
            time.sleep(0.5)
        # what comes twice comes a little later
        time.sleep(2.0)
        outcomes = [(one, one.deed.outcome()) for one in self.done]
        return [(one, outcome) for one, outcome in outcomes if outcome.acknowledged]

    def _compare(self, told: Sequence[tuple[Done, bool]]) -> None:
        """See that the store holds what was acknowledged."""
        store, installation = opened(self.data, database=self.database, keys=[self.key])
        try:
            for chat in self.chats:
                workspace = store.workspace(chat.workspace)
                here = [(one, again) for one, again in told if one.chat is chat]
                votes = Counter((one.person, one.asked) for one in workspace.records.votes())
                sources = Counter(source.sha256 for source in workspace.sources())
                for one, again in here:
                    held = 1
                    if one.kind == "vote":
                        held = votes[chat.id_of(one.person), one.about]
                    elif one.kind == "source":
                        held = sources[one.about]
                    must(
                        held == 1 or (again and not held),
                        f"a {one.kind} is in {held} times: {one.deed.outcome()}",
                    )
        finally:
            store.close()
            installation.close()


def _again(outcome: Outcome) -> bool:
    return any(AGAIN in text for text in outcome.texts)


def _answers(outcome: Outcome) -> int:
    return sum(AGAIN not in text for text in outcome.texts)


def _is_lost(outcome: Outcome) -> bool:
    return outcome.acknowledged and (not outcome.texts or outcome.failure is not None)


def _is_doubled(outcome: Outcome) -> bool:
    return _answers(outcome) > 1
