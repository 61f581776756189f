"""What people do, and what they may believe afterwards: each doing writes into the ledger what was acknowledged."""

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.soak.chat import Chat, Deed, Seen
from benchmarks.soak.inventing import QUESTIONS, invented
from benchmarks.soak.ledger import Account, Entry, Ledger

PATIENCE: Final = 20.0
MODERATOR: Final = "Mo"
MEMBERS: Final = ("Ada", "Bo", "Cy")
ENOUGH: Final = 14
"""So many sources a workspace has at most; then some are removed."""
SETTINGS: Final[dict[str, Sequence[str]]] = {
    "answers": ("private", "public"),
    "links": ("1", "7", "30", "90"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that was done, to be looked at again later."""

    deed: Deed
    what: str
    at: float
    is_question: bool


@dataclass(slots=True, kw_only=True)
class Place:
    """One workspace, with what is known of it."""

    chat: Chat
    account: Account
    ledger: Ledger
    look: Callable[["Place", str, float], None]
    """Looks for what must not be in a text that was shown for something done at some moment."""
    done: list[Done] = field(default_factory=list)
    serials: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def do(self, what: str, deed: Deed, *, is_question: bool = False) -> Done:
        """Note that somebody did something."""
        self.ledger.doings[what] += 1
        made = Done(deed=deed, what=what, at=time.monotonic(), is_question=is_question)
        self.done.append(made)
        return made

    def seen(self, done: Done, *words: str, within: float = PATIENCE) -> Seen | None:
        """Wait for what comes of it, and look at it."""
        seen = done.deed.wait(*words, within=within)
        if seen is not None:
            self.look(self, seen.text, done.at)
        return seen


def ask(place: Place, person: str, rng: random.Random) -> None:
    """Ask for counters, support, views or a speaker, and often press a button under the answer."""
    words, options = rng.choice(
        (
            ("counter", {"claim": rng.choice(QUESTIONS)}),
            ("counter", {"claim": rng.choice(QUESTIONS)}),
            ("support", {"claim": rng.choice(QUESTIONS)}),
            ("views", {"topic": rng.choice(("bridge", "ferry"))}),
            ("who", {"name": rng.choice(place.account.names.speakers)}),
            ("mention", {"text": rng.choice(QUESTIONS)}),
        )
    )
    done = place.do(words, place.chat.command(person, words, **options), is_question=True)
    seen = place.seen(done)
    if seen is not None and rng.random() < 0.5:
        _press(place, person, seen, options.get("claim") or options.get("text") or "", rng)


def _press(place: Place, person: str, seen: Seen, claim: str, rng: random.Random) -> None:
    buttons = list(dict.fromkeys(seen.shown.buttons))
    wanted = [one for one in ("More", "Other side", "In context", "Save", "Not a counter") if one in buttons]
    if not wanted:
        return
    button = rng.choice(wanted)
    done = place.do(button, place.chat.press(person, seen, button))
    then = place.seen(done)
    if then is None:
        return
    if button == "Not a counter" and then.text.startswith("Noted: "):
        quote = then.text.removeprefix("Noted: ").split()[0]
        place.account.votes.add((place.chat.id_of(person), quote, claim))
    if button == "Save" and " is in your notebook" in then.text:
        place.account.saved.add((place.chat.id_of(person), then.text.split()[0]))


def add(place: Place, person: str, rng: random.Random) -> None:
    """Add a source, by a file."""
    source = invented(rng, place.account.names, next(place.serials))
    entry = place.account.hand_over(source)
    done = place.do("add", place.chat.hand_over(person, source.file, source.content))
    if place.seen(done, "1 source added", "⚠", "could not be added", within=2 * PATIENCE):
        seen = done.deed.wait("1 source added", within=0.5)
        if seen is not None and entry.standing == "asked":
            entry.standing = "in"
            place.ledger.count("sources acknowledged")


def remove(place: Place, person: str, rng: random.Random) -> None:
    """Remove a source, by the button that asks once more."""
    entry = _one_of(place, rng)
    if entry is None:
        return
    asked = place.do("remove", place.chat.command(person, "source remove", id=entry.source.file))
    seen = place.seen(asked)
    if seen is None or "Yes, remove it" not in seen.shown.buttons:
        return
    entry.standing = "leaving"
    done = place.do("remove for good", place.chat.press(person, seen, "Yes, remove it"))
    if place.seen(done, "Removed “") is not None:
        place.account.removed(entry)
        place.ledger.count("removals acknowledged")


def edit(place: Place, person: str, rng: random.Random) -> None:
    """Give a source another title, by the form or the command."""
    entry = _one_of(place, rng)
    if entry is None:
        return
    title = f"{entry.source.title}, seen {rng.randrange(1_000_000)}"
    place.account.ask_title(entry, title)
    deed = place.chat.retitle(person, entry.source.file, title)
    if deed is None:
        return
    done = place.do("edit", deed)
    if place.seen(done, f"Changed “{title}”") is not None:
        place.account.settled(entry.titles)
        place.ledger.count("edits acknowledged")


def settle(place: Place, person: str, rng: random.Random) -> None:
    """Change a setting."""
    name = rng.choice(sorted(SETTINGS))
    value = rng.choice(SETTINGS[name])
    place.account.ask_setting(name, value)
    done = place.do("settings", place.chat.command(person, "settings", **{name: value}))
    if place.seen(done, "Settings") is not None:
        place.account.settled(place.account.settings[name])
        place.ledger.count("settings acknowledged")


def sum_up(place: Place, person: str, rng: random.Random) -> None:
    """Look at a source in its own words."""
    entry = _one_of(place, rng)
    if entry is not None:
        done = place.do("summary", place.chat.command(person, "source summary", id=entry.source.file))
        place.seen(done)


def member(place: Place, person: str, rng: random.Random) -> None:
    """One thing that a member does."""
    (ask if rng.random() < 0.9 else sum_up)(place, person, rng)


def moderate(place: Place, person: str, rng: random.Random) -> None:
    """One thing that a moderator does."""
    held = len(place.account.held())
    weights = {
        add: 1 if held >= ENOUGH else 5,
        remove: 4 if held >= ENOUGH else 1,
        edit: 2,
        settle: 2,
        sum_up: 1,
    }
    doing = rng.choices(list(weights), list(weights.values()))[0] if held > 1 else add
    doing(place, person, rng)


def _one_of(place: Place, rng: random.Random) -> Entry | None:
    held = place.account.held()
    return rng.choice(held) if held else None
