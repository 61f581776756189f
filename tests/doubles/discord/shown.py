"""What a person sees: messages with their texts and buttons, forms, and suggestions."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.doubles.discord.components import BUTTON, STRING_SELECT, TEXT, walk
from tests.doubles.discord.embeds import embed_texts
from tests.doubles.discord.link import PATIENCE, Impossible

if TYPE_CHECKING:
    from tests.doubles.discord.person import Person


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion while typing."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that was opened."""

    person: "Person"
    interaction: str
    raw: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.raw["title"])

    @property
    def fields(self) -> dict[str, str]:
        """The label of each field, by its custom_id."""
        found = {}
        for part in self.raw["components"]:
            for one in (part, *walk(part.get("components") or [])):
                inner = one.get("component") or one
                if "custom_id" in inner:
                    found[str(inner["custom_id"])] = str(one.get("label") or inner.get("label"))
        return found

    def submit(
        self, fields: dict[str, Any] | None = None, /, *, within: float = PATIENCE, **more: Any
    ) -> "Shown":
        """Send the form, its fields named by custom_id or label."""
        values = {**(fields or {}), **more}
        return self.person.interact(
            "submit", interaction=self.interaction, values=values, within=within, seen=None
        )


@dataclass(slots=True)
class Shown:
    """What came of something that a person did: a message, a form, or suggestions."""

    person: "Person"
    message: dict[str, Any] | None
    interaction: str | None = None
    outcome: dict[str, Any] = field(default_factory=dict)

    @property
    def view(self) -> dict[str, Any]:
        if self.message is None:
            raise Impossible(f"no message came of it, but {self.outcome}")
        return self.message

    @property
    def raw(self) -> dict[str, Any]:
        """The message as the platform keeps it."""
        payload: dict[str, Any] = self.view["payload"]
        return payload

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def private(self) -> bool:
        return bool(self.view["private"])

    @property
    def deleted(self) -> bool:
        return bool(self.view["deleted"])

    @property
    def pings(self) -> list[str]:
        """Whom the message notified: `everyone`, `here`, `role:ID`, `user:ID`."""
        return [str(one) for one in self.view["pings"]]

    @property
    def text(self) -> str:
        """Everything that can be read on the message, buttons apart."""
        texts = [self.raw["content"], *(text for embed in self.raw["embeds"] for text in embed_texts(embed))]
        texts += [one["content"] for one in walk(self.raw["components"]) if one["type"] == TEXT]
        return "\n".join(text for text in texts if text)

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons, links and disabled ones too."""
        return [str(one.get("label") or "") for one in self._components(BUTTON)]

    @property
    def enabled(self) -> list[str]:
        """The labels of the buttons that can be pressed or opened."""
        return [str(one.get("label") or "") for one in self._components(BUTTON) if not one.get("disabled")]

    @property
    def links(self) -> list[str]:
        return [str(one["url"]) for one in self._components(BUTTON) if one.get("url")]

    @property
    def options(self) -> list[str]:
        """The labels of all selects' options."""
        return [str(opt["label"]) for one in self._components(STRING_SELECT) for opt in one["options"]]

    @property
    def files(self) -> list[str]:
        """The addresses of the files on the message."""
        return [str(one["url"]) for one in self.raw["attachments"]]

    @property
    def modal(self) -> Modal:
        """The form that was opened."""
        if self.outcome.get("modal") is None or self.interaction is None:
            raise Impossible(f"no form was opened, but {self.text if self.message else self.outcome}")
        return Modal(self.person, self.interaction, self.outcome["modal"])

    @property
    def follow_ups(self) -> list["Shown"]:
        """The further messages of the same interaction, as they are now."""
        if self.interaction is None:
            return []
        now = self.person.link.call("outcome", interaction=self.interaction)
        return [Shown(self.person, one) for one in now["follow_ups"]]

    def wait_for_follow_ups(self, count: int = 1, *, within: float = PATIENCE) -> list["Shown"]:
        """The further messages of the same interaction, once there are so many."""
        self.person.link.call("followed_up", interaction=self.interaction, count=count, within=within)
        return self.follow_ups

    def _components(self, kind: int) -> list[dict[str, Any]]:
        return [one for one in walk(self.raw["components"]) if one["type"] == kind]

    def press(
        self,
        button: str,
        *,
        by: "Person | None" = None,
        nth: int = 0,
        within: float = PATIENCE,
        times: int = 1,
    ) -> "Shown":
        """Press a button, named by its label or custom_id; `nth` counts those of the same name."""
        person = (by or self.person).beside(self.raw)
        asked = {"message": self.id, "wanted": button, "nth": nth}
        return person.interact("press", **asked, within=within, times=times, seen=self)

    def choose(
        self, *values: str, custom_id: str | None = None, by: "Person | None" = None, within: float = PATIENCE
    ) -> "Shown":
        """Choose options of a select, named by label or value."""
        person = (by or self.person).beside(self.raw)
        asked = {"message": self.id, "values": list(values), "custom_id": custom_id}
        return person.interact("choose", **asked, within=within, seen=self)

    def wait_for_acknowledgement(self, *, within: float = PATIENCE) -> "Shown":
        """Wait for the first response to something that was done without waiting; returns itself."""
        self.person.link.call("acknowledged", interaction=self.interaction, within=within)
        return self

    def wait_for_answer(self, *, within: float = PATIENCE) -> "Shown":
        """Wait for what comes of something that was done without waiting; returns itself."""
        self.outcome = self.person.link.call("outcome", interaction=self.interaction, within=within)
        self.message = self.outcome["message"]
        return self

    def refresh(self) -> "Shown":
        """Look again; returns itself."""
        self.message = self.person.link.call("message", message=self.id, viewer=self.person.id)
        return self

    def delete(self) -> None:
        """Delete the message, as those who moderate a server may."""
        self.person.link.call("delete", message=self.id)

    def seen_by(self, other: "Person") -> bool:
        """Whether somebody else sees this message."""
        try:
            self.person.link.call("message", message=self.id, viewer=other.id)
        except Impossible:
            return False
        return True

    def wait_until(self, is_so: Callable[["Shown"], bool], *, within: float = PATIENCE) -> "Shown":
        """Look at every edit of the message until it is so; returns itself.

        Raises:
            Impossible: when it is not so in time.
        """
        end = time.monotonic() + within
        while not is_so(self.refresh()):
            rest = end - time.monotonic()
            if rest <= 0:
                raise Impossible(f"not so within {within} s; the message says:\n{self.text}")
            known = {"message": self.id, "viewer": self.person.id, "edits": self.view["edits"]}
            self.message = self.person.link.call("changed", within=rest, **known)
        return self

    def wait_for(self, text: str, *, within: float = PATIENCE) -> "Shown":
        """Wait until the message says this; returns itself."""
        return self.wait_until(lambda shown: text in shown.text, within=within)
