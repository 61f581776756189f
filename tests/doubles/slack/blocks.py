"""Slack's checks of blocks, and of the views that hold them."""

from collections.abc import Callable
from typing import Any

from tests.doubles.slack import limits
from tests.doubles.slack.elements import IN_ACTIONS, IN_INPUT, IN_SECTION, check_element
from tests.doubles.slack.shapes import (
    Json,
    Report,
    check_keys,
    check_length,
    check_list,
    check_optional_length,
    check_optional_text,
    check_text,
)


def check_blocks(blocks: Any, *, surface: str, at: str = "/blocks") -> list[str]:
    """Say what Slack would refuse in the blocks of a `message`, a `modal` or the `home` tab."""
    report = Report()
    least = 0 if surface == "message" else 1
    for number, block in enumerate(check_list(blocks, at, report, most=limits.BLOCKS[surface], least=least)):
        _check_block(block, f"{at}/{number}", report, surface=surface)
    return report.problems


def _check_block(block: Any, at: str, report: Report, *, surface: str) -> None:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in CHECKS or (kind == "markdown" and surface != "message"):
        report.add(f"{at}/type", f"unsupported type: {kind}")
        return
    block_id = block.get("block_id")
    if block_id is not None:
        check_length(block_id, f"{at}/block_id", report, most=limits.ID, least=1)
        if block_id in report.block_ids:
            report.add(f"{at}/block_id", f"`block_id` {block_id!r} already exists")
        report.block_ids.add(block_id)
    CHECKS[kind](block, at, report)


def _check_section(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "text", "fields", "accessory", "expand"})
    if block.get("text") is None and not block.get("fields"):
        report.add(at, "must provide text or fields")
    check_optional_text(block, "text", at, report, most=limits.SECTION_TEXT, plain=False)
    if block.get("fields") is not None:
        for number, one in enumerate(check_list(block["fields"], f"{at}/fields", report, most=limits.FIELDS)):
            check_text(one, f"{at}/fields/{number}", report, most=limits.FIELD_TEXT, plain=False)
    if block.get("accessory") is not None:
        check_element(block["accessory"], f"{at}/accessory", report, allowed=IN_SECTION, seen=set())


def _check_header(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "level"}, needed=("text",))
    check_optional_text(block, "text", at, report, most=limits.HEADER_TEXT)


def _check_divider(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id"})


def _check_markdown(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "text"})
    check_length(block.get("text"), f"{at}/text", report, most=limits.MARKDOWN_TEXT, least=1)


def _check_image(block: Json, at: str, report: Report) -> None:
    allowed = {"type", "block_id", "image_url", "slack_file", "title"}
    check_keys(block, at, report, allowed=allowed, needed=("alt_text",))
    check_optional_length(block, "alt_text", at, report, most=limits.ALT_TEXT)
    check_optional_text(block, "title", at, report, most=limits.ALT_TEXT)
    if (block.get("image_url") is None) == (block.get("slack_file") is None):
        report.add(at, "must provide either image_url or slack_file")


def _check_context(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "elements"})
    elements = check_list(block.get("elements"), f"{at}/elements", report, most=limits.CONTEXT_ELEMENTS)
    for number, element in enumerate(elements):
        here = f"{at}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(element, here, report, allowed={"image"}, seen=set())
        else:
            check_text(element, here, report, most=limits.CONTEXT_TEXT, plain=False)


def _check_actions(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "elements"})
    elements = check_list(block.get("elements"), f"{at}/elements", report, most=limits.ACTIONS_ELEMENTS)
    seen: set[str] = set()
    for number, element in enumerate(elements):
        check_element(element, f"{at}/elements/{number}", report, allowed=IN_ACTIONS, seen=seen)


def _check_input(block: Json, at: str, report: Report) -> None:
    allowed = {"type", "block_id", "hint", "optional", "dispatch_action"}
    check_keys(block, at, report, allowed=allowed, needed=("label", "element"))
    check_optional_text(block, "label", at, report, most=limits.LABEL)
    check_optional_text(block, "hint", at, report, most=limits.LABEL)
    if block.get("element") is not None:
        check_element(block["element"], f"{at}/element", report, allowed=IN_INPUT, seen=set())


def _check_rich_text(block: Json, at: str, report: Report) -> None:
    check_keys(block, at, report, allowed={"type", "block_id", "elements"})
    known = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
    for number, part in enumerate(check_list(block.get("elements"), f"{at}/elements", report, most=1_000)):
        if part.get("type") not in known:
            report.add(f"{at}/elements/{number}/type", f"unsupported type: {part.get('type')}")


CHECKS: dict[str, Callable[[Json, str, Report], None]] = {
    "section": _check_section,
    "header": _check_header,
    "divider": _check_divider,
    "markdown": _check_markdown,
    "image": _check_image,
    "context": _check_context,
    "actions": _check_actions,
    "input": _check_input,
    "rich_text": _check_rich_text,
}
VIEW_KEYS = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
MODAL_KEYS = {*VIEW_KEYS, "title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"}


def check_view(view: Any) -> list[str]:
    """Say what Slack would refuse in a modal or a home tab."""
    report = Report()
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in ("modal", "home"):
        report.add("/view/type", f"unsupported type: {kind}")
        return report.problems
    check_keys(view, "/view", report, allowed=MODAL_KEYS if kind == "modal" else VIEW_KEYS)
    for key in ("title", "submit", "close"):
        check_optional_text(view, key, "/view", report, most=limits.VIEW_TITLE)
    check_optional_length(view, "private_metadata", "/view", report, most=limits.PRIVATE_METADATA)
    for key in ("callback_id", "external_id"):
        check_optional_length(view, key, "/view", report, most=limits.ID)
    _check_needs(view, report)
    return report.problems + check_blocks(view.get("blocks"), surface=kind, at="/view/blocks")


def _check_needs(view: Json, report: Report) -> None:
    if view["type"] == "home":
        return
    if view.get("title") is None:
        report.add("/view", "missing required field: title")
    blocks = view.get("blocks") if isinstance(view.get("blocks"), list) else []
    if view.get("submit") is None and any(one.get("type") == "input" for one in blocks or ()):
        report.add("/view/submit", "must be provided when there is an input block")
