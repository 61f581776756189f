"""Slack's checks of the elements that stand in blocks: buttons, menus, inputs."""

from collections.abc import Callable
from typing import Any

from tests.doubles.slack import limits
from tests.doubles.slack.shapes import (
    Json,
    Report,
    check_keys,
    check_length,
    check_option,
    check_optional_length,
    check_optional_text,
    check_options,
)

COMMON = {"type", "action_id", "confirm", "focus_on_load"}
PICKS = {
    "users_select": "initial_user",
    "channels_select": "initial_channel",
    "conversations_select": "initial_conversation",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
}
CHOICES = ("checkboxes", "radio_buttons")
MENUS = ("static_select", "external_select", "multi_static_select", "multi_external_select")
IN_SECTION = {"button", "overflow", "image", *MENUS, *CHOICES, *PICKS}
IN_ACTIONS = {"button", "overflow", *MENUS, *CHOICES, *PICKS}
IN_INPUT = {"plain_text_input", "file_input", "url_text_input", *MENUS, *CHOICES, *PICKS}


def check_element(element: Any, at: str, report: Report, *, allowed: set[str], seen: set[str]) -> None:
    """Check one element; `seen` holds the action ids of its block so far."""
    if not isinstance(element, dict):
        report.add(at, "must be an object")
        return
    kind = element.get("type")
    if kind not in allowed or kind not in CHECKS:
        report.add(f"{at}/type", f"unsupported element type: {kind}")
        return
    _check_action_id(element, at, report, seen=seen)
    if element.get("confirm") is not None:
        _check_confirm(element["confirm"], f"{at}/confirm", report)
    CHECKS[kind](element, at, report)


def _check_action_id(element: Json, at: str, report: Report, *, seen: set[str]) -> None:
    action_id = element.get("action_id")
    if action_id is None:
        return
    check_length(action_id, f"{at}/action_id", report, most=limits.ID, least=1)
    if action_id in seen:
        report.add(f"{at}/action_id", f"`action_id` {action_id!r} already exists in this block")
    seen.add(action_id)


def _check_confirm(confirm: Json, at: str, report: Report) -> None:
    check_keys(confirm, at, report, allowed={"title", "text", "confirm", "deny", "style"})
    for key, most in limits.CONFIRM.items():
        check_optional_text(confirm, key, at, report, most=most, plain=key != "text")


def _check_button(button: Json, at: str, report: Report) -> None:
    allowed = {*COMMON, "value", "url", "style", "accessibility_label"}
    check_keys(button, at, report, allowed=allowed, needed=("text",))
    check_optional_text(button, "text", at, report, most=limits.BUTTON_TEXT)
    check_optional_length(button, "value", at, report, most=limits.BUTTON_VALUE)
    check_optional_length(button, "url", at, report, most=limits.URL)
    check_optional_length(button, "accessibility_label", at, report, most=limits.BUTTON_TEXT)
    if button.get("url") is not None and not str(button["url"]).startswith(
        ("http://", "https://", "mailto:")
    ):
        report.add(f"{at}/url", "invalid url")
    if button.get("style") not in (None, "primary", "danger"):
        report.add(f"{at}/style", "must be primary or danger")


def _check_image(image: Json, at: str, report: Report) -> None:
    check_keys(image, at, report, allowed={"type", "image_url", "slack_file"}, needed=("alt_text",))
    check_optional_length(image, "image_url", at, report, most=limits.URL)


def _check_menu(menu: Json, at: str, report: Report) -> None:
    allowed = {*COMMON, "placeholder", "options", "option_groups", "initial_option", "initial_options"}
    allowed |= {"max_selected_items"} if menu["type"].startswith("multi") else set()
    external = "external" in menu["type"]
    allowed = {*allowed - {"options", "option_groups"}, "min_query_length"} if external else allowed
    check_keys(menu, at, report, allowed=allowed)
    check_optional_text(menu, "placeholder", at, report, most=limits.PLACEHOLDER)
    options = None if external else check_options(menu, at, report)
    _check_initial(menu, at, report, options=options)


def _check_initial(
    menu: Json, at: str, report: Report, *, options: list[Json] | None, plain: bool = True
) -> None:
    initial = list(menu.get("initial_options") or ())
    initial += [menu["initial_option"]] if menu.get("initial_option") is not None else []
    for option in initial:
        check_option(option, f"{at}/initial_option", report, plain=plain)
        if options is not None and option not in options:
            report.add(f"{at}/initial_option", "must be one of the options")


def _check_choices(choices: Json, at: str, report: Report) -> None:
    check_keys(choices, at, report, allowed={*COMMON, "options", "initial_option", "initial_options"})
    options = check_options(choices, at, report, most=limits.CHOICE_OPTIONS, plain=False)
    _check_initial(choices, at, report, options=options, plain=False)


def _check_overflow(menu: Json, at: str, report: Report) -> None:
    check_keys(menu, at, report, allowed={*COMMON, "options"})
    check_options(menu, at, report, most=limits.OVERFLOW_OPTIONS)


def _check_pick(pick: Json, at: str, report: Report) -> None:
    check_keys(pick, at, report, allowed={*COMMON, "placeholder", PICKS[pick["type"]], "timezone", "filter"})
    check_optional_text(pick, "placeholder", at, report, most=limits.PLACEHOLDER)


def _check_text_input(entry: Json, at: str, report: Report) -> None:
    allowed = {*COMMON, "placeholder", "initial_value", "dispatch_action_config"} - {"confirm"}
    lengths = {"multiline", "min_length", "max_length"} if entry["type"] == "plain_text_input" else set()
    check_keys(entry, at, report, allowed=allowed | lengths)
    check_optional_text(entry, "placeholder", at, report, most=limits.PLACEHOLDER)
    longest = entry.get("max_length") or limits.INPUT_LENGTH
    for key in ("min_length", "max_length"):
        if not 0 <= (entry.get(key) or 0) <= limits.INPUT_LENGTH:
            report.add(f"{at}/{key}", f"must be at most {limits.INPUT_LENGTH}")
    check_optional_length(entry, "initial_value", at, report, most=min(longest, limits.INPUT_LENGTH))


def _check_file_input(entry: Json, at: str, report: Report) -> None:
    check_keys(entry, at, report, allowed={"type", "action_id", "filetypes", "max_files"})


CHECKS: dict[str, Callable[[Json, str, Report], None]] = {
    "button": _check_button,
    "image": _check_image,
    "overflow": _check_overflow,
    "plain_text_input": _check_text_input,
    "url_text_input": _check_text_input,
    "file_input": _check_file_input,
    **dict.fromkeys(MENUS, _check_menu),
    **dict.fromkeys(CHOICES, _check_choices),
    **dict.fromkeys(PICKS, _check_pick),
}
