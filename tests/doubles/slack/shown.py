"""What was shown to a person, and what they can do with it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from tests.doubles.slack.client import Client
from tests.doubles.slack.seen import (
    Json,
    Option,
    action_of,
    elements_of,
    find_element,
    find_option,
    label_of,
    links_of,
    option,
    options_of,
    state_values,
    text_of,
)

SECONDS = 30.0
VISIBLE = ("message", "update", "view", "home", "errors", "delete")
Until = str | Callable[["Shown"], bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One person at the double: who acts, and what their menus were offered."""

    client: Client
    person: str
    interim: tuple[str, ...] = ()
    suggested: dict[str, list[Option]] = field(default_factory=dict)


class Somebody(Protocol):
    """A person, seen from what they look at."""

    @property
    def hand(self) -> Hand: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that a person did; the answer may still be on its way."""

    hand: Hand
    id: str
    what: str

    def report(self) -> Json:
        """All that came of it so far: payload, deliveries, acknowledged_ms, failure, effects."""
        found: Json = self.hand.client.ask("report", interactions=[self.id])["interactions"][0]
        return found

    def acknowledged(self, *, seconds: float = SECONDS) -> float:
        """Wait for the acknowledgement; how many milliseconds it took."""
        found = self._wait(after=0, seconds=seconds, settled=True)
        assert found["failure"] is None, f"{self.what}: {found['failure']}\n{self.hand.client.trouble()}"
        assert found["acknowledged_ms"] is not None, f"{self.what}: no ack\n{self.hand.client.trouble()}"
        return float(found["acknowledged_ms"])

    def answer(self, *, until: Until = None, seconds: float = SECONDS) -> "Shown":
        """Wait for what the person gets to see; `until` names words in it or tests it."""
        after, end, seen = 0, time.monotonic() + seconds, ""
        while (left := end - time.monotonic()) > 0:
            found = self._wait(after=after, seconds=left, settled=False)
            for effect in found["effects"]:
                after = effect["number"]
                assert effect["kind"] != "failure", (
                    f"{self.what}: {effect['data']}\n{self.hand.client.trouble()}"
                )
                if effect["kind"] in VISIBLE:
                    shown = from_effect(self.hand, effect)
                    seen = shown.text
                    if fits(shown, until):
                        return shown
        raise AssertionError(
            f"{self.what}: no answer in {seconds:.0f} s; last seen {seen!r}\n{self.hand.client.trouble()}"
        )

    def _wait(self, *, after: int, seconds: float, settled: bool) -> Json:
        asked = {"interaction": self.id, "after": after, "seconds": seconds, "settled": settled}
        found: Json = self.hand.client.ask("wait", **asked)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message as one person sees it, at one moment."""

    hand: Hand
    raw: Json
    kind: str = "message"
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Json:
        found: Json = self.raw["body"]
        return found

    @property
    def text(self) -> str:
        return text_of(self.body)

    @property
    def fallback(self) -> str:
        return str(self.body.get("text") or "")

    @property
    def links(self) -> list[tuple[str, str]]:
        return links_of(self.body)

    @property
    def buttons(self) -> list[str]:
        return [label_of(one) for _, one in elements_of(self.body) if one["type"] == "button"]

    @property
    def private(self) -> bool:
        return self.raw["seen_by"] is not None

    @property
    def gone(self) -> bool:
        return bool(self.raw["deleted"])

    @property
    def place(self) -> Json:
        """Where it stands, for the control API."""
        return {"channel": self.raw["channel"], "ts": self.raw["ts"]}

    def now(self) -> "Shown":
        """The same message as it stands now."""
        return replace(self, raw=self.hand.client.ask("message", **self.place))

    def delete(self) -> None:
        """Delete the message, as an admin may."""
        self.hand.client.ask("delete", **self.place)

    def wait_for(self, until: Until, *, seconds: float = SECONDS) -> "Shown":
        """Wait until this message has changed so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.now()
            if fits(shown, until):
                return shown
            time.sleep(0.02)
        raise AssertionError(f"still shows {self.now().text!r}, not {until!r}\n{self.hand.client.trouble()}")

    def by(self, person: Somebody) -> "Shown":
        """The same as another person sees it; an ephemeral message is nobody else's."""
        assert self.raw["seen_by"] in (None, person.hand.person), "this message is private to somebody else"
        return replace(self, hand=person.hand)

    def press(self, name: str, *, number: int = 0, until: Until = None, seconds: float = SECONDS) -> "Shown":
        """Press a button, by its label or action id, and wait for what comes of it."""
        return self.begin_press(name, number=number).answer(until=until, seconds=seconds)

    def begin_press(self, name: str, *, number: int = 0) -> Deed:
        block, element = find_element(self.body, name, number=number)
        assert element["type"] == "button", f"{name!r} is a {element['type']}: choose from it"
        return self._act(f"press {name!r}", action_of(block, element))

    def suggest(self, name: str, typed: str, *, number: int = 0) -> list[Option]:
        """Type into a menu that asks the bot for its options."""
        block, element = find_element(self.body, name, number=number)
        least = element.get("min_query_length", 3)
        assert len(typed) >= least, f"Slack asks from {least} characters on"
        asked = {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        began = self.hand.client.ask("suggest", person=self.hand.person, asked=asked, **self.place)
        Deed(hand=self.hand, id=began["id"], what=f"suggest {typed!r}").acknowledged()
        report = self.hand.client.ask("report", interactions=[began["id"]])["interactions"][0]
        offered = [one["data"]["options"] for one in report["effects"] if one["kind"] == "options"]
        self.hand.suggested[element["action_id"]] = [option(one) for one in offered[-1]]
        return self.hand.suggested[element["action_id"]]

    def choose(self, name: str, value: Any, *, until: Until = None, seconds: float = SECONDS) -> "Shown":
        """Choose from a menu, and wait for what comes of it."""
        return self.begin_choose(name, value).answer(until=until, seconds=seconds)

    def begin_choose(self, name: str, value: Any) -> Deed:
        block, element = find_element(self.body, name)
        known = self.hand.suggested.get(element["action_id"], []) if "external" in element["type"] else None
        known = options_of(element) if known is None else known
        chosen: Any = value
        if "select" in element["type"] or element["type"] in ("overflow", "radio_buttons"):
            chosen = (
                value if element["type"].startswith(("users", "conv", "chan")) else find_option(known, value)
            )
        elif element["type"] == "checkboxes":
            chosen = [find_option(known, one).raw for one in value]
        return self._act(f"choose {value!r}", action_of(block, element, chosen))

    def _act(self, what: str, action: Json) -> Deed:
        values = state_values(self.body, {}, self.hand.suggested, submitted=False)
        if action["type"] not in ("button", "overflow"):
            values[action["block_id"]][action["action_id"]] = action
        began = self.hand.client.ask(
            "act", person=self.hand.person, action=action, values=values, **self.place
        )
        return Deed(hand=self.hand, id=began["id"], what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Shown):
    """A modal or the home tab."""

    kind: str = "view"

    @property
    def body(self) -> Json:
        return self.raw

    @property
    def private(self) -> bool:
        return True

    @property
    def gone(self) -> bool:
        return False

    @property
    def place(self) -> Json:
        return {"view": self.raw["id"]}

    @property
    def title(self) -> str:
        return str((self.raw.get("title") or {}).get("text", ""))

    def now(self) -> "View":
        return replace(self, raw=self.hand.client.ask("view", id=self.raw["id"])["view"])

    def by(self, person: Somebody) -> "View":
        assert person.hand.person == self.hand.person, "a modal and a home tab are one person's"
        return self

    def submit(
        self, values: Mapping[str, Any] | None = None, *, until: Until = None, seconds: float = SECONDS
    ) -> Shown:
        """Fill in and submit, and wait for what comes of it: errors, another view, a message."""
        deed = self.begin_submit(values)
        # What the bot posts may come before the acknowledgement, which decides whether the modal stays.
        deed.acknowledged(seconds=seconds)
        return deed.answer(until=until, seconds=seconds)

    def begin_submit(self, values: Mapping[str, Any] | None = None) -> Deed:
        assert self.raw.get("submit"), f"{self.title!r} has no submit button"
        filled = state_values(self.raw, values or {}, self.hand.suggested)
        began = self.hand.client.ask("submit", person=self.hand.person, view=self.raw["id"], values=filled)
        return Deed(hand=self.hand, id=began["id"], what=f"submit {self.title!r}")

    def close(self) -> None:
        self.hand.client.ask("close", person=self.hand.person, view=self.raw["id"])


def from_effect(hand: Hand, effect: Json) -> Shown:
    """What an effect shows."""
    if effect["kind"] in ("view", "home"):
        return View(hand=hand, raw=effect["data"], kind=effect["kind"])
    if effect["kind"] == "errors":
        return View(hand=hand, raw=effect["data"]["view"], kind="errors", errors=effect["data"]["errors"])
    return Shown(hand=hand, raw=effect["data"], kind=effect["kind"])


def fits(shown: Shown, until: Until) -> bool:
    """Say whether this is what a test waits for; without a wish, whatever is no placeholder."""
    if isinstance(until, str):
        return until in shown.text
    if until is not None:
        return until(shown)
    return not any(words in shown.text for words in shown.hand.interim)
