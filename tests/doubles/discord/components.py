"""What rows, buttons, selects and the second version's layouts may hold."""

from collections.abc import Callable, Iterator

from tests.doubles.discord.refusals import Path, Payload, Problems

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
CHANNEL_SELECT = 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
INSIDE_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
TOP_LEVEL = (*INSIDE_CONTAINER, CONTAINER)

MOST_ROWS, MOST_IN_ROW, MOST_OPTIONS = 5, 5, 25
MOST_COMPONENTS, MOST_CHARACTERS = 40, 4_000
CUSTOM_ID, LABEL, BUTTON_URL, PLACEHOLDER, OPTION = 100, 80, 512, 150, 100
LINK, PREMIUM = 5, 6


def walk(components: list[Payload]) -> Iterator[Payload]:
    """Every component of a message or modal, however deep."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        for inner in ("accessory", "component"):
            if isinstance(one.get(inner), dict):
                yield from walk([one[inner]])


def displayed_texts(components: list[Payload]) -> list[str]:
    return [str(one.get("content", "")) for one in walk(components) if one.get("type") == TEXT]


def check_components(problems: Problems, components: object, *, second_version: bool) -> None:
    most = MOST_COMPONENTS if second_version else MOST_ROWS
    listed = problems.items(("components",), components, most=most)
    allowed = TOP_LEVEL if second_version else (ROW,)
    for place, one in enumerate(listed):
        _check_one(problems, ("components", place), one, allowed)
    everything = list(walk(listed))
    check_unique(problems, everything)
    if second_version:
        _check_totals(problems, everything)


def check_unique(problems: Problems, everything: list[Payload]) -> None:
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        used = [one[key] for one in everything if one.get(key)]
        for twice in sorted({str(one) for one in used if used.count(one) > 1}):
            message = f"Component {key} cannot be duplicated: {twice}"
            problems.add(("components",), code, message)


def _check_totals(problems: Problems, everything: list[Payload]) -> None:
    if len(everything) > MOST_COMPONENTS:
        message = f"The total number of components is {len(everything)}, the maximum is {MOST_COMPONENTS}"
        problems.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if sum(len(str(one.get("content", ""))) for one in everything if one["type"] == TEXT) > MOST_CHARACTERS:
        message = f"The total displayable text size exceeds maximum size of {MOST_CHARACTERS}"
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def _check_one(problems: Problems, path: Path, one: Payload, allowed: tuple[int, ...]) -> None:
    kind = one.get("type")
    if kind not in allowed or not isinstance(kind, int):
        message = f'Value of field "type" must be one of {allowed}.'
        problems.add((*path, "type"), "UNION_TYPE_CHOICES", message)
        return
    CHECKS[kind](problems, path, one)


def _check_row(problems: Problems, path: Path, row: Payload) -> None:
    inside = problems.items((*path, "components"), row.get("components"), least=1, most=MOST_IN_ROW)
    for place, one in enumerate(inside):
        _check_one(problems, (*path, "components", place), one, (BUTTON, *SELECTS))
    if len(inside) > 1 and any(one.get("type") in SELECTS for one in inside):
        problems.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The component layout width is exceeded: 5")


def _check_button(problems: Problems, path: Path, button: Payload) -> None:
    problems.one_of((*path, "style"), button.get("style"), (1, 2, 3, 4, LINK, PREMIUM))
    problems.text((*path, "label"), button.get("label"), most=LABEL)
    if not button.get("label") and not button.get("emoji") and button.get("style") != PREMIUM:
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI", "A label or an emoji is required")
    if button.get("style") == LINK:
        schemes = ("http", "https", "discord")
        problems.link((*path, "url"), button.get("url"), most=BUTTON_URL, schemes=schemes)
        if button.get("custom_id"):
            problems.add(path, "BUTTON_COMPONENT_LINK_CUSTOM_ID", "A link button has no custom id")
    elif button.get("style") != PREMIUM:
        problems.text((*path, "custom_id"), button.get("custom_id"), least=1, most=CUSTOM_ID)
        if button.get("url"):
            problems.add((*path, "url"), "BUTTON_COMPONENT_URL", "Only a link button has a url")


def check_select(problems: Problems, path: Path, select: Payload) -> None:
    problems.text((*path, "custom_id"), select.get("custom_id"), least=1, most=CUSTOM_ID)
    problems.text((*path, "placeholder"), select.get("placeholder"), most=PLACEHOLDER)
    most = select.get("max_values", 1)
    if not 1 <= most <= MOST_OPTIONS or not 0 <= select.get("min_values", 1) <= most:
        problems.add((*path, "max_values"), "NUMBER_TYPE_MAX", "min_values and max_values must be 0 to 25")
    if select["type"] == STRING_SELECT:
        _check_options(problems, path, select, most)


def _check_options(problems: Problems, path: Path, select: Payload, most: int) -> None:
    options = problems.items((*path, "options"), select.get("options"), least=1, most=MOST_OPTIONS)
    for place, option in enumerate(options):
        for key in ("label", "value"):
            problems.text((*path, "options", place, key), option.get(key), least=1, most=OPTION)
        problems.text((*path, "options", place, "description"), option.get("description"), most=OPTION)
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        message = "The specified option value is already used"
        problems.add((*path, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    if most > len(options) or sum(bool(option.get("default")) for option in options) > most:
        message = "There are fewer options than values, or more defaults than may be chosen"
        problems.add((*path, "options"), "SELECT_COMPONENT_INVALID_NUMBER_OF_OPTIONS", message)


def _check_section(problems: Problems, path: Path, section: Payload) -> None:
    inside = problems.items((*path, "components"), section.get("components"), least=1, most=3)
    for place, one in enumerate(inside):
        _check_one(problems, (*path, "components", place), one, (TEXT,))
    accessory = section.get("accessory")
    if isinstance(accessory, dict):
        _check_one(problems, (*path, "accessory"), accessory, (BUTTON, THUMBNAIL))
    else:
        problems.add((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")


def check_text(problems: Problems, path: Path, one: Payload) -> None:
    problems.text((*path, "content"), one.get("content"), least=1, most=MOST_CHARACTERS)


def _check_thumbnail(problems: Problems, path: Path, one: Payload) -> None:
    _check_media(problems, path, one, "media")


def _check_gallery(problems: Problems, path: Path, one: Payload) -> None:
    for place, item in enumerate(problems.items((*path, "items"), one.get("items"), least=1, most=10)):
        _check_media(problems, (*path, "items", place), item, "media")


def _check_file(problems: Problems, path: Path, one: Payload) -> None:
    link = (one.get("file") or {}).get("url")
    problems.link((*path, "file", "url"), link, most=2_048, schemes=("attachment",))


def _check_media(problems: Problems, path: Path, one: Payload, key: str) -> None:
    link = (one.get(key) or {}).get("url")
    problems.link((*path, key, "url"), link, most=2_048, schemes=("http", "https", "attachment"))
    problems.text((*path, "description"), one.get("description"), most=1_024)


def _check_separator(problems: Problems, path: Path, one: Payload) -> None:
    problems.one_of((*path, "spacing"), one.get("spacing", 1), (1, 2))


def _check_container(problems: Problems, path: Path, one: Payload) -> None:
    inside = problems.items((*path, "components"), one.get("components"), least=1, most=MOST_COMPONENTS)
    for place, inner in enumerate(inside):
        _check_one(problems, (*path, "components", place), inner, INSIDE_CONTAINER)
    color = one.get("accent_color")
    if color is not None and not 0 <= color <= 0xFFFFFF:
        problems.add((*path, "accent_color"), "NUMBER_TYPE_MAX", "int value should be at most 16777215")


CHECKS: dict[int, Callable[[Problems, Path, Payload], None]] = {
    ROW: _check_row,
    BUTTON: _check_button,
    **dict.fromkeys(SELECTS, check_select),
    SECTION: _check_section,
    TEXT: check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
}
