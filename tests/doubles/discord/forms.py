"""What a message, a modal and a list of suggestions may hold, as the platform checks it."""

from tests.doubles.discord.components import (
    CUSTOM_ID,
    ROW,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    check_components,
    check_select,
    check_text,
    check_unique,
    walk,
)
from tests.doubles.discord.embeds import check_embeds
from tests.doubles.discord.refusals import EMPTY_MESSAGE, Path, Payload, Problems, Refusal

EPHEMERAL, LOADING, SECOND_VERSION = 64, 128, 32_768
CONTENT, NONCE, MOST_FILES, MOST_MENTIONED = 2_000, 25, 10, 100
MODAL_TITLE, MODAL_LABEL, MODAL_DESCRIPTION, MODAL_INPUT, MODAL_PARTS = 45, 45, 100, 4_000, 5
MODAL_PLACEHOLDER = 100
MOST_CHOICES, CHOICE = 25, 100
LABELLED, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
UNSAFE_NUMBER = 2**53


def check_message(whole: Payload, *, changed: Payload, before: Path = ()) -> None:
    """Refuse what the platform refuses; `whole` is the message as it will stand, `changed` what was sent.

    Raises:
        Refusal: with the place of everything that is wrong.
    """
    problems = Problems(before=before)
    second_version = bool(int(whole.get("flags") or 0) & SECOND_VERSION)
    problems.text(("content",), whole.get("content"), most=CONTENT)
    problems.text(("nonce",), changed.get("nonce"), most=NONCE)
    check_embeds(problems, whole.get("embeds"))
    check_components(problems, whole.get("components"), second_version=second_version)
    check_allowed_mentions(problems, changed.get("allowed_mentions"))
    problems.items(("attachments",), whole.get("attachments"), most=MOST_FILES)
    if second_version:
        _check_nothing_beside(problems, whole)
    problems.refuse()
    if not any(_shown(whole, key) for key in ("content", "embeds", "components", "attachments")):
        raise Refusal(400, EMPTY_MESSAGE)


def _shown(whole: Payload, key: str) -> bool:
    value = whole.get(key)
    return bool(value.strip() if isinstance(value, str) else value)


def _check_nothing_beside(problems: Problems, whole: Payload) -> None:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if whole.get(key):
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def check_allowed_mentions(problems: Problems, allowed: Payload | None) -> None:
    if not allowed:
        return
    parsed = allowed.get("parse") or []
    for place, one in enumerate(parsed):
        problems.one_of(("allowed_mentions", "parse", place), one, ("roles", "users", "everyone"))
    for key in ("users", "roles"):
        named = problems.items(("allowed_mentions", key), allowed.get(key), most=MOST_MENTIONED)
        if named and key in parsed:
            message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            problems.add(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def check_choices(data: Payload) -> None:
    """Refuse suggestions that the platform refuses.

    Raises:
        Refusal: with the place of everything that is wrong.
    """
    problems = Problems(before=("data",))
    for place, choice in enumerate(problems.items(("choices",), data.get("choices"), most=MOST_CHOICES)):
        path: Path = ("choices", place)
        problems.text((*path, "name"), choice.get("name"), least=1, most=CHOICE)
        value = choice.get("value")
        if isinstance(value, str) or value is None:
            problems.text((*path, "value"), value, least=1, most=CHOICE)
        elif abs(value) > UNSAFE_NUMBER:
            problems.add((*path, "value"), "NUMBER_TYPE_MAX", "The number is outside the safe range")
    problems.refuse()


def check_modal(data: Payload) -> None:
    """Refuse a modal that the platform refuses.

    Raises:
        Refusal: with the place of everything that is wrong.
    """
    problems = Problems(before=("data",))
    problems.text(("custom_id",), data.get("custom_id"), least=1, most=CUSTOM_ID)
    problems.text(("title",), data.get("title"), least=1, most=MODAL_TITLE)
    parts = problems.items(("components",), data.get("components"), least=1, most=MODAL_PARTS)
    for place, part in enumerate(parts):
        _check_part(problems, ("components", place), part)
    check_unique(problems, list(walk(parts)))
    problems.refuse()


def _check_part(problems: Problems, path: Path, part: Payload) -> None:
    if not problems.one_of((*path, "type"), part.get("type"), (ROW, LABELLED, TEXT)):
        return
    if part["type"] == TEXT:
        check_text(problems, path, part)
    elif part["type"] == ROW:
        for place, one in enumerate(
            problems.items((*path, "components"), part.get("components"), least=1, most=1)
        ):
            inner = (*path, "components", place)
            problems.one_of((*inner, "type"), one.get("type"), (TEXT_INPUT,))
            problems.text((*inner, "label"), one.get("label"), least=1, most=MODAL_LABEL)
            _check_input(problems, inner, one)
    else:
        _check_labelled(problems, path, part)


def _check_labelled(problems: Problems, path: Path, part: Payload) -> None:
    problems.text((*path, "label"), part.get("label"), least=1, most=MODAL_LABEL)
    problems.text((*path, "description"), part.get("description"), most=MODAL_DESCRIPTION)
    one = part.get("component") or {}
    inner = (*path, "component")
    kinds = (TEXT_INPUT, *SELECTS, UPLOAD, RADIO, CHECKBOXES, CHECKBOX)
    if not problems.one_of((*inner, "type"), one.get("type"), kinds):
        return
    if one["type"] == TEXT_INPUT:
        if one.get("label"):
            message = "A text input inside a label has no label of its own"
            problems.add((*inner, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", message)
        _check_input(problems, inner, one)
    elif one["type"] in SELECTS:
        check_select(problems, inner, one)
    else:
        problems.text((*inner, "custom_id"), one.get("custom_id"), least=1, most=CUSTOM_ID)


def _check_input(problems: Problems, path: Path, one: Payload) -> None:
    problems.text((*path, "custom_id"), one.get("custom_id"), least=1, most=CUSTOM_ID)
    problems.one_of((*path, "style"), one.get("style"), (1, 2))
    problems.text((*path, "placeholder"), one.get("placeholder"), most=MODAL_PLACEHOLDER)
    least, most = one.get("min_length"), one.get("max_length")
    if least is not None and not 0 <= least <= MODAL_INPUT:
        problems.add((*path, "min_length"), "NUMBER_TYPE_MAX", f"Must be 0 to {MODAL_INPUT}")
    if most is not None and not 1 <= most <= MODAL_INPUT:
        problems.add((*path, "max_length"), "NUMBER_TYPE_MAX", f"Must be 1 to {MODAL_INPUT}")
    problems.text((*path, "value"), one.get("value"), most=most or MODAL_INPUT)
