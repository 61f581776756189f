"""What Slack checks in every part of a block: texts, options, ids, and the report of what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack import limits

Json = dict[str, Any]
TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


@dataclass(slots=True, kw_only=True)
class Report:
    """What is wrong, each with the place where it stands."""

    problems: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)

    def add(self, at: str, problem: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{at}]")


def check_length(value: Any, at: str, report: Report, *, most: int, least: int = 0) -> bool:
    """Check a string's length; False when it is no string at all."""
    if not isinstance(value, str):
        report.add(at, "must be a string")
        return False
    if len(value) > most:
        report.add(at, f"must be less than {most + 1} characters")
    if len(value) < least:
        report.add(at, f"must be more than {least - 1} characters")
    return True


def check_keys(
    shape: Json, at: str, report: Report, *, allowed: Iterable[str], needed: Iterable[str] = ()
) -> None:
    known = {*allowed, *needed}
    for key in shape:
        if key not in known:
            report.add(at, f"invalid additional property: {key}")
    for key in needed:
        if shape.get(key) is None:
            report.add(at, f"missing required field: {key}")


def check_text(shape: Any, at: str, report: Report, *, most: int, plain: bool = True) -> None:
    """Check a text object; a plain one where Slack takes no mrkdwn."""
    if not isinstance(shape, dict):
        report.add(at, "must be an object")
        return
    kind = shape.get("type")
    if kind not in TEXT_KEYS or (plain and kind != "plain_text"):
        report.add(f"{at}/type", f"must be {'plain_text' if plain else 'plain_text or mrkdwn'}")
        return
    check_keys(shape, at, report, allowed=TEXT_KEYS[kind])
    check_length(shape.get("text"), f"{at}/text", report, most=most, least=1)


def check_optional_text(
    shape: Json, key: str, at: str, report: Report, *, most: int, plain: bool = True
) -> None:
    if shape.get(key) is not None:
        check_text(shape[key], f"{at}/{key}", report, most=most, plain=plain)


def check_optional_length(shape: Json, key: str, at: str, report: Report, *, most: int) -> None:
    if shape.get(key) is not None:
        check_length(shape[key], f"{at}/{key}", report, most=most)


def check_list(value: Any, at: str, report: Report, *, most: int, least: int = 1) -> list[Any]:
    """Check how long a list is; return its items, none when it is no list."""
    if not isinstance(value, list):
        report.add(at, "must be an array")
        return []
    if len(value) > most:
        report.add(at, f"no more than {most} items allowed")
    if len(value) < least:
        report.add(at, f"no fewer than {least} items allowed")
    return value


def check_option(option: Any, at: str, report: Report, *, plain: bool = True) -> None:
    if not isinstance(option, dict):
        report.add(at, "must be an object")
        return
    check_keys(option, at, report, allowed={"description", "url"}, needed=("text", "value"))
    check_optional_text(option, "text", at, report, most=limits.OPTION_TEXT, plain=plain)
    check_optional_text(option, "description", at, report, most=limits.OPTION_TEXT, plain=plain)
    check_optional_length(option, "url", at, report, most=limits.URL)
    if option.get("value") is not None:
        check_length(option["value"], f"{at}/value", report, most=limits.OPTION_VALUE, least=1)


def check_options(
    shape: Json, at: str, report: Report, *, most: int = limits.OPTIONS, least: int = 1, plain: bool = True
) -> list[Json]:
    """Check options or groups of options; return all options in order."""
    if shape.get("option_groups") is None:
        options = check_list(shape.get("options"), f"{at}/options", report, most=most, least=least)
        for number, option in enumerate(options):
            check_option(option, f"{at}/options/{number}", report, plain=plain)
        return options
    if shape.get("options") is not None:
        report.add(at, "must provide either option groups or options")
    found: list[Json] = []
    groups = check_list(shape["option_groups"], f"{at}/option_groups", report, most=most, least=least)
    for number, group in enumerate(groups):
        here = f"{at}/option_groups/{number}"
        check_keys(group, here, report, allowed=(), needed=("label", "options"))
        check_optional_text(group, "label", here, report, most=limits.OPTION_TEXT)
        found += check_options({"options": group.get("options")}, here, report)
    return found
