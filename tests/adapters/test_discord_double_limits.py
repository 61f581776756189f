"""The double's limits one by one: what just fits passes, what is one over is refused at its place."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.doubles.discord.commands import check_commands
from tests.doubles.discord.forms import check_choices, check_message, check_modal
from tests.doubles.discord.mentions import pinged
from tests.doubles.discord.refusals import Refusal

Form = dict[str, Any]
V2 = 32_768


def button(**more: Any) -> Form:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": "a", **more}


def link(url: str) -> Form:
    return {"type": 2, "style": 5, "label": "Open", "url": url}


def select(count: int, **more: Any) -> Form:
    options = [{"label": f"o{number}", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "pick", "options": options, **more}


def row(*inside: Form) -> Form:
    return {"type": 1, "components": list(inside)}


def rows(count: int, each: int = 1) -> list[Form]:
    return [row(*(button(custom_id=f"{one}-{two}") for two in range(each))) for one in range(count)]


def text(content: str) -> Form:
    return {"type": 10, "content": content}


def section(*inside: Form, **more: Any) -> Form:
    return {"type": 9, "components": list(inside), "accessory": button(), **more}


def legacy(*components: Form) -> Form:
    return {"content": "a", "components": list(components)}


def laid_out(*components: Form, **more: Any) -> Form:
    return {"flags": V2, "components": list(components), **more}


def embed(**more: Any) -> Form:
    return {"embeds": [{"description": "a", **more}]}


def field(name: str = "n", value: str = "v") -> Form:
    return {"name": name, "value": value}


def boxes(texts: int) -> Form:
    return laid_out({"type": 17, "components": [text("a") for _ in range(texts)]})


MESSAGES: list[tuple[Form, Form, str]] = [
    ({"content": "é" * 2_000}, {"content": "é" * 2_001}, "content"),
    (embed(title="t" * 256), embed(title="t" * 257), "embeds.0.title"),
    (embed(description="t" * 4_096), embed(description="t" * 4_097), "embeds.0.description"),
    (embed(fields=[field()] * 25), embed(fields=[field()] * 26), "embeds.0.fields"),
    (embed(fields=[field("n" * 256)]), embed(fields=[field("n" * 257)]), "embeds.0.fields.0.name"),
    (embed(fields=[field("n", "v" * 1_024)]), embed(fields=[field("n", "")]), "embeds.0.fields.0.value"),
    (embed(footer={"text": "t" * 2_048}), embed(footer={"text": "t" * 2_049}), "embeds.0.footer.text"),
    (embed(author={"name": "t" * 256}), embed(author={"name": "t" * 257}), "embeds.0.author.name"),
    (embed(url="https://a.org"), embed(url="javascript:1"), "embeds.0.url"),
    ({"embeds": [{"title": "a"}] * 10}, {"embeds": [{"title": "a"}] * 11}, "embeds"),
    (
        {"embeds": [{"description": "d" * 3_000}] * 2},
        {"embeds": [{"description": "d" * 3_000}] * 2 + [{"title": "a"}]},
        "embeds",
    ),
    (legacy(*rows(5, 5)), legacy(*rows(6)), "components"),
    (legacy(*rows(1, 5)), legacy(*rows(1, 6)), "components.0.components"),
    (
        legacy(row(button(label="l" * 80))),
        legacy(row(button(label="l" * 81))),
        "components.0.components.0.label",
    ),
    (
        legacy(row(button(custom_id="c" * 100))),
        legacy(row(button(custom_id="c" * 101))),
        "components.0.components.0.custom_id",
    ),
    (
        legacy(row(link("https://a.org/" + "u" * 498))),
        legacy(row(link("https://a.org/" + "u" * 499))),
        "components.0.components.0.url",
    ),
    (
        legacy(row(button(emoji={"name": "x"}, label=None))),
        legacy(row(button(label=None))),
        "components.0.components.0",
    ),
    (legacy(row(select(25))), legacy(row(select(26))), "components.0.components.0.options"),
    (legacy(row(select(1))), legacy(row(select(1), button())), "components.0"),
    (
        legacy(row(select(1, placeholder="p" * 150))),
        legacy(row(select(1, placeholder="p" * 151))),
        "components.0.components.0.placeholder",
    ),
    (legacy(row(button())), legacy(row(button()), row(button())), "components"),
    (laid_out(text("a")), legacy(text("a")), "components.0.type"),
    (laid_out(text("a")), laid_out(text("a"), content="b"), "content"),
    (laid_out(text("a")), laid_out(text("a"), embeds=[{"title": "b"}]), "embeds"),
    (laid_out(text("a")), laid_out(text("")), "components.0.content"),
    (laid_out(text("t" * 4_000)), laid_out(text("t" * 4_000), text("t")), "components"),
    (boxes(39), boxes(40), "components"),
    (laid_out(section(text("a"))), laid_out(section(text("a"), accessory=None)), "components.0.accessory"),
    (laid_out(section(*[text("a")] * 3)), laid_out(section(*[text("a")] * 4)), "components.0.components"),
    (
        laid_out({"type": 17, "components": [text("a")]}),
        laid_out({"type": 17, "components": [{"type": 17, "components": [text("a")]}]}),
        "components.0.components.0.type",
    ),
    (
        {"content": "a", "allowed_mentions": {"parse": []}},
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
]


def modal(title: str = "t", label: str = "l", parts: int = 1, **more: Any) -> Form:
    fields = [
        row({"type": 4, "custom_id": f"c{one}", "style": 1, "label": label, **more}) for one in range(parts)
    ]
    return {"custom_id": "m", "title": title, "components": fields}


MODALS: list[tuple[Form, Form, str]] = [
    (modal(title="t" * 45), modal(title="t" * 46), "data.title"),
    (modal(label="t" * 45), modal(label="t" * 46), "data.components.0.components.0.label"),
    (modal(parts=5), modal(parts=6), "data.components"),
    (modal(max_length=4_000), modal(max_length=4_001), "data.components.0.components.0.max_length"),
    (modal(value="v" * 4_000), modal(value="v" * 4_001), "data.components.0.components.0.value"),
]


def choices(count: int = 1, name: str = "n", value: str = "v") -> Form:
    return {"choices": [{"name": name, "value": value}] * count}


CHOICES: list[tuple[Form, Form, str]] = [
    (choices(25), choices(26), "data.choices"),
    (choices(name="n" * 100), choices(name="n" * 101), "data.choices.0.name"),
    (choices(value="v" * 100), choices(value=""), "data.choices.0.value"),
]


def command(name: str = "views", **more: Any) -> Form:
    return {"name": name, "type": 1, "description": "d", **more}


def options(*options: Form) -> list[Form]:
    return [command(options=list(options))]


def option(name: str = "o", **more: Any) -> Form:
    return {"type": 3, "name": name, "description": "d", **more}


COMMANDS: list[tuple[list[Form], list[Form], str]] = [
    ([command("c" * 32)], [command("c" * 33)], "0.name"),
    ([command("für-wen_2")], [command("two words")], "0.name"),
    ([command("views")], [command("Views")], "0.name"),
    ([command(description="d" * 100)], [command(description="d" * 101)], "0.description"),
    ([command(description="d")], [command(description="")], "0.description"),
    ([command(f"c{one}") for one in range(100)], [command(f"c{one}") for one in range(101)], ""),
    ([command("a"), command("b")], [command("a"), command("a")], "0"),
    (
        [{"name": f"Menu {one}", "type": 3} for one in range(15)],
        [{"name": f"Menu {one}", "type": 3} for one in range(16)],
        "",
    ),
    (
        options(*(option(f"o{one}") for one in range(25))),
        options(*(option(f"o{one}") for one in range(26))),
        "0.options",
    ),
    (
        options(option("a", required=True), option("b")),
        options(option("b"), option("a", required=True)),
        "0.options",
    ),
    (
        options(option(choices=[{"name": "n", "value": "v"}])),
        options(option(choices=[{"name": "n" * 101, "value": "v"}])),
        "0.options.0.choices.0.name",
    ),
    (
        [command(name_localizations={"de": "ansichten"})],
        [command(name_localizations={"de-AT": "ansichten"})],
        "0.name_localizations.de-AT",
    ),
]


def places(errors: Form, before: str = "") -> set[str]:
    found = {before} if "_errors" in errors else set()
    for key, inner in errors.items():
        if key != "_errors":
            found |= places(inner, f"{before}.{key}".strip("."))
    return found


def check_at(check: Callable[[], None], place: str) -> None:
    with pytest.raises(Refusal) as refused:
        check()
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert refused.value.body["message"] == "Invalid Form Body"
    assert place in places(refused.value.body["errors"])


@pytest.mark.parametrize(("fits", "over", "place"), MESSAGES, ids=[one[-1] for one in MESSAGES])
def test_a_message_one_over_a_limit_is_refused_at_its_place(fits: Form, over: Form, place: str) -> None:
    check_message(fits, changed=fits)
    check_at(lambda: check_message(over, changed=over), place)
    check_at(lambda: check_message(over, changed=over, before=("data",)), f"data.{place}")


@pytest.mark.parametrize(("fits", "over", "place"), MODALS, ids=[one[-1] for one in MODALS])
def test_a_form_one_over_a_limit_is_refused_at_its_place(fits: Form, over: Form, place: str) -> None:
    check_modal(fits)
    check_at(lambda: check_modal(over), place)


@pytest.mark.parametrize(("fits", "over", "place"), CHOICES, ids=[one[-1] for one in CHOICES])
def test_suggestions_over_a_limit_are_refused_at_their_place(fits: Form, over: Form, place: str) -> None:
    check_choices(fits)
    check_at(lambda: check_choices(over), place)


@pytest.mark.parametrize(("fits", "over", "place"), COMMANDS, ids=[one[-1] for one in COMMANDS])
def test_commands_over_a_limit_are_refused_at_their_place(
    fits: list[Form], over: list[Form], place: str
) -> None:
    check_commands(fits)
    check_at(lambda: check_commands(over), place)


LOUD: Form = {"content": "@everyone <@1> <@!2> <@&3> @here"}


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (None, ["everyone", "here", "role:3", "user:1", "user:2", "user:9"]),
        ({"parse": []}, []),
        ({"parse": ["everyone"]}, ["everyone", "here"]),
        ({"parse": ["roles"], "users": ["2"]}, ["role:3", "user:2"]),
        ({"parse": [], "replied_user": True}, ["user:9"]),
    ],
)
def test_those_whom_a_message_may_ping_are_told(allowed: Form | None, expected: list[str]) -> None:
    assert pinged(LOUD, allowed, replied_to="9") == expected
    inside = {"components": [{"type": 17, "components": [text(LOUD["content"])]}]}
    assert pinged(inside, allowed, replied_to="9") == expected
