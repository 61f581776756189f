"""Windows: forms with their fields, answers shown in a window, the App Home."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from adapters.slack import limits, texts
from adapters.slack.blocks import Block, context, option, plain_text, rich_text, run, section
from adapters.slack.markup import cut, unescaped
from adapters.slack.naming import as_here
from adapters.slack.sending import Place
from bot.forms import Field, Form

FORM: Final = "cp:form"
ANSWER: Final = "cp:answer"
SUGGESTS: Final = "cp:s:"
INPUT: Final = "cp:i"
OWN: Final = "~own"
"""Ends the name of a second field, for words of one's own beside a list."""


def form_window(form: Form, place: Place) -> Block:
    """A form as a window; where its answer goes travels with it."""
    shown = place.window or any(field.file for field in form.fields)
    packed = {**place.packed(), **({"window": True} if shown else {})}
    needed = [field.name for field in form.fields if field.required and _two_ways(field)]
    sent = {"code": form.code, "place": packed, **({"needed": needed} if needed else {})}
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain_text(as_here(form.title), limits.VIEW_TITLE),
        "submit": plain_text(form.submit, limits.VIEW_TITLE),
        "close": plain_text(texts.close(), limits.VIEW_TITLE),
        "private_metadata": json.dumps(sent, separators=(",", ":")),
        "blocks": [block for field in form.fields for block in _inputs(field)],
    }


def waiting_window(text: str, *, mark: str | None = None) -> Block:
    """A window that says that something is being done; `mark` names it, apart from the id that Slack gives it."""
    made = _shown([rich_text(section(run(text)))], ANSWER, {})
    return made if mark is None else {**made, "external_id": mark}


def answer_window(blocks: Sequence[Block], place: Place) -> Block:
    """A window that shows an answer."""
    return _shown(list(blocks), ANSWER, {"place": place.packed()})


def home_tab(blocks: Sequence[Block]) -> Block:
    """The App Home."""
    return {"type": "home", "blocks": list(blocks)}


def sent_with(view: Mapping[str, Any]) -> dict[str, Any]:
    """What travelled with a window; nothing where it is not one of ours."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def values_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What was typed and chosen, by field; words of one's own go before a choice."""
    found: dict[str, str] = {}
    for name, state in _states(view):
        value = state.get("value")
        chosen = (state.get("selected_option") or {}).get("value") or state.get("selected_conversation")
        given = str(value) if value is not None else unescaped(str(chosen)) if chosen is not None else ""
        field = name.removesuffix(OWN)
        if "files" not in state:
            found[field] = given if field == name else given.strip() or found.get(field, "")
    return found


def files_of(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The file that was handed over for each field, as Slack describes it."""
    return {name: state["files"][0] for name, state in _states(view) if state.get("files")}


def left_out(view: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """What is missing, as errors beside the fields: of two ways to fill a field, one is needed."""
    needed = sent_with(view).get("needed", [])
    return {f"cp:{name}{OWN}": texts.one_needed() for name in needed if not values.get(name, "").strip()}


def _states(view: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields in the order they stand in, which the state itself need not keep."""
    values = (view.get("state") or {}).get("values") or {}
    for block_id in sorted(values):
        for state in values[block_id].values():
            yield block_id.removeprefix("cp:"), state


def _shown(blocks: list[Block], callback: str, sent: dict[str, Any]) -> Block:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(texts.no_answer_title(), limits.VIEW_TITLE),
        "close": plain_text(texts.close(), limits.VIEW_TITLE),
        "private_metadata": json.dumps(sent, separators=(",", ":")),
        "blocks": blocks or [context("…")],
    }


def _two_ways(field: Field) -> bool:
    """A claim may be longer than an option's value can hold, so that a list alone would cut it."""
    return field.suggests == "claims"


def _inputs(field: Field) -> Iterator[Block]:
    if not _two_ways(field):
        yield _input(field.name, field.label, _element(field), optional=not field.required)
        return
    listed = _select(field, "external_select", f"{SUGGESTS}{field.suggests}")
    yield _input(field.name, field.label, {**listed, "min_query_length": 0}, optional=True)
    yield _input(f"{field.name}{OWN}", texts.own_words(), _text(field), optional=True)


def _input(name: str, label: str, element: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": f"cp:{name}"[: limits.BLOCK_ID],
        "label": plain_text(label, limits.LABEL),
        "optional": optional,
        "element": element,
    }


def _element(field: Field) -> Block:
    if field.file:
        return {"type": "file_input", "action_id": INPUT, "max_files": 1}
    if field.channel:
        return _channel_select(field)
    if field.choices:
        return {
            **_select(field, "static_select", INPUT),
            "options": [option(one, one) for one in field.choices[: limits.OPTIONS]],
        }
    if field.suggests:
        made = _select(field, "external_select", f"{SUGGESTS}{field.suggests}")
        return {**made, "min_query_length": 0}
    return _text(field)


def _channel_select(field: Field) -> Block:
    made: Block = {
        "type": "conversations_select",
        "action_id": INPUT,
        "placeholder": plain_text(field.hint or field.label, limits.PLACEHOLDER),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**made, "initial_conversation": field.value} if field.value[:1] in ("C", "G") else made


def _select(field: Field, kind: str, action_id: str) -> Block:
    made: Block = {
        "type": kind,
        "action_id": action_id,
        "placeholder": plain_text(field.hint or field.label, limits.PLACEHOLDER),
    }
    known = field.value in field.choices if field.choices else 0 < len(field.value) <= limits.OPTION_VALUE
    return (
        {**made, "initial_option": option(field.value, field.value)}
        if known and not _two_ways(field)
        else made
    )


def _text(field: Field) -> Block:
    made: Block = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "multiline": field.long,
        "max_length": limits.INPUT,
    }
    if field.hint:
        made["placeholder"] = plain_text(field.hint, limits.PLACEHOLDER)
    if field.value:
        made["initial_value"] = cut(field.value, limits.INPUT)
    return made
