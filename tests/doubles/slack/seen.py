"""What a person sees in blocks: texts, buttons, links, fields. Pure functions over Slack's JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.mrkdwn import lines_of, links_in, texts_of, visible

Json = dict[str, Any]
PICKED = {
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
}
MANY = ("checkboxes", "multi_static_select", "multi_external_select")
TYPED = ("plain_text_input", "url_text_input")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    label: str
    value: str
    raw: Json


def option(raw: Json) -> Option:
    return Option(label=raw["text"]["text"], value=raw["value"], raw=raw)


def text_of(body: Json) -> str:
    """All visible text of a message or view, a line per text."""
    parts = [body["title"]] if body.get("title") else []
    lines = list(lines_of([*parts, body.get("blocks") or []]))
    return "\n".join(lines) if lines else visible(body.get("text") or "")


def links_of(body: Json) -> list[tuple[str, str]]:
    """Links in texts and on buttons, as label and address."""
    found: list[tuple[str, str]] = []
    for text in texts_of(body.get("blocks") or []):
        found += [(text["text"], text["url"])] if "url" in text else links_in(text["text"])
    return found + [
        (label_of(element), element["url"])
        for _, element in elements_of(body)
        if element.get("url") is not None
    ]


def elements_of(body: Json) -> Iterator[tuple[Json, Json]]:
    """Every block with each of the elements that one can use in it."""
    for block in body.get("blocks") or ():
        for element in (block.get("accessory"), block.get("element"), *(block.get("elements") or ())):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def label_of(element: Json) -> str:
    found = element.get("text") or element.get("placeholder") or {}
    return str(found.get("text", ""))


def options_of(element: Json) -> list[Option]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option(one) for group in groups for one in group["options"]]


def find_element(body: Json, name: str, *, number: int = 0) -> tuple[Json, Json]:
    """Find an element by its label or action id; `number` tells equal ones apart, from 0."""
    found = [(block, one) for block, one in elements_of(body) if name in (label_of(one), one["action_id"])]
    known = [label_of(one) or one["action_id"] for _, one in elements_of(body)]
    assert len(found) > number, (
        f"no {name!r} (number {number}) to use; there is {known}, in:\n{text_of(body)}"
    )
    return found[number]


def find_option(known: list[Option], wanted: str | Option) -> Option:
    """Find an option by label or value."""
    if isinstance(wanted, Option):
        return wanted
    for one in known:
        if wanted in (one.label, one.value):
            return one
    raise AssertionError(f"no option {wanted!r}; there is {[one.label for one in known]}")


def state_values(
    body: Json, given: Mapping[str, Any], suggested: Mapping[str, list[Option]], *, submitted: bool = True
) -> Json:
    """The state of a form that a person filled in; keys of `given` are labels, block ids or action ids."""
    left = dict(given)
    values: Json = {}
    for block, element in elements_of(body):
        if element["type"] in ("button", "overflow"):
            continue
        names = (
            block.get("label", {}).get("text"),
            block["block_id"],
            element["action_id"],
            label_of(element),
        )
        key = next((name for name in names if name in left), None)
        entry = _entry(
            element, left.pop(key) if key is not None else None, suggested.get(element["action_id"], [])
        )
        if submitted and block["type"] == "input":
            _check_filled(block, element, entry)
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    assert not left, f"no fields {sorted(left)} in:\n{text_of(body)}"
    return values


def _entry(element: Json, given: Any, suggested: list[Option]) -> Json:
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": given if given is not None else element.get("initial_value")}
    if kind in PICKED:
        key, initial = PICKED[kind]
        return {"type": kind, key: given if given is not None else element.get(initial)}
    if kind == "file_input":
        return {"type": kind, "files": given or []}
    known = suggested if "external" in kind else options_of(element)
    if kind in MANY:
        chosen = [find_option(known, one).raw for one in given] if given is not None else None
        return {
            "type": kind,
            "selected_options": element.get("initial_options") or [] if chosen is None else chosen,
        }
    picked = find_option(known, given).raw if given is not None else element.get("initial_option")
    return {"type": kind, "selected_option": picked}


def _check_filled(block: Json, element: Json, entry: Json) -> None:
    """Slack's own client checks this before it submits."""
    value = next(held for key, held in entry.items() if key != "type")
    label = block["label"]["text"]
    assert value or block.get("optional"), f"Slack lets nobody submit without {label!r}"
    if element["type"] in TYPED and value:
        longest = element.get("max_length") or 3_000
        assert len(value) <= longest, f"Slack takes {longest} characters for {label!r}"
        assert len(value) >= (element.get("min_length") or 0), f"{label!r} is too short for Slack"


def action_of(block: Json, element: Json, chosen: Any = None) -> Json:
    """The action that a press, a choice or typed words cause."""
    kind = element["type"]
    made: Json = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        return made | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    if isinstance(chosen, Option):
        chosen = chosen.raw
    if kind in TYPED:
        return {**made, "value": chosen}
    if kind in PICKED:
        return {**made, PICKED[kind][0]: chosen}
    return {**made, "selected_options" if kind in MANY else "selected_option": chosen}
