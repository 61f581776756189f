"""No random reply breaks a limit of Discord's, and every word of it is the source's own.

COUNTERPOINT_EXAMPLES sets how many replies are tried; 2,000 where it is not set.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import views
from adapters.discord.blocks import Attached, Choice, Panel, Row
from adapters.discord.layout import Message, at_most, messages
from bot.forms import Field, Form
from bot.reply import Quotation, Reply
from tests.bot.random_replies import replies, words

EXAMPLES = int(os.environ.get("COUNTERPOINT_EXAMPLES", "2000"))
EACH = settings(
    max_examples=max(1, EXAMPLES // 4),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def components(payload: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in payload:
        yield one
        yield from components(one.get("components", []))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check(message: Message) -> None:
    payload: list[dict[str, Any]] = [item.to_component_dict() for item in views.view(message).children]
    found = list(components(payload))
    assert 1 <= len(found) <= 40
    assert sum(utf16(one["content"]) for one in found if one["type"] == 10) <= 4_000
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(one) <= 100 for one in ids)
    for one in found:
        check_one(one)


def check_one(one: dict[str, Any]) -> None:
    match one["type"]:
        case 1 | 17:
            assert 1 <= len(one["components"]) <= (5 if one["type"] == 1 else 40)
        case 2:
            assert 1 <= utf16(one["label"]) <= 80
        case 3:
            check_menu(one)
        case 10:
            assert one["content"].strip()
        case 12:
            (picture,) = one["items"]
            assert picture["media"]["url"].startswith("attachment://")
            assert 1 <= utf16(picture["description"]) <= 1_024
        case 13:
            assert one["file"]["url"].startswith("attachment://")
        case other:
            pytest.fail(f"a component of type {other}")


def check_menu(menu: dict[str, Any]) -> None:
    values = [option["value"] for option in menu["options"]]
    assert 1 <= len(values) <= 25
    assert len(values) == len(set(values))
    assert 1 <= utf16(menu["placeholder"]) <= 150
    assert all(1 <= utf16(option["label"]) <= 100 for option in menu["options"])
    assert all(1 <= utf16(value) <= 100 for value in values)
    assert sum(bool(option.get("default")) for option in menu["options"]) <= 1


@EACH
@given(replies())
def test_no_message_breaks_a_limit(reply: Reply) -> None:
    found = messages(reply)
    assert found
    for message in found:
        check(message)
        assert len(views.files(message)) <= 10


@EACH
@given(replies(most_pieces=12))
def test_no_short_reply_breaks_a_limit_either(reply: Reply) -> None:
    for message in messages(reply):
        check(message)


@EACH
@given(replies())
def test_no_quote_and_no_button_is_lost(reply: Reply) -> None:
    blocks = [block for message in messages(reply) for block in message.blocks]
    panels = [block for block in blocks if isinstance(block, Panel)]
    rows = [
        part
        for one in blocks
        for part in (one.parts if isinstance(one, Panel) else (one,))
        if isinstance(part, Row)
    ]
    codes = {action.code for row in rows for action in row.actions}
    quotes = [piece for piece in reply.pieces if isinstance(piece, Quotation)]
    assert len(panels) >= len(quotes)
    assert codes >= {action.code for quote in quotes for action in quote.actions}
    assert codes >= {action.code for action in reply.actions}
    assert sum(isinstance(block, Attached) for block in blocks) == len(reply.files)
    assert len([block for block in blocks if isinstance(block, Choice)]) <= 100


@EACH
@given(replies(), st.integers(1, 6))
def test_no_reply_needs_more_messages_than_there_may_be(reply: Reply, most: int) -> None:
    found = at_most(messages(reply), most, rest="The rest is in the file.")
    assert len(found) <= most
    for message in found:
        check(message)


@settings(max_examples=50, deadline=None, database=None)
@given(words(), st.integers(1, 7), st.booleans())
def test_no_form_breaks_a_limit(text: str, count: int, long: bool) -> None:
    fields = tuple(
        Field(name=f"f{at}", label=text, value=text * 100, hint=text, long=long) for at in range(count)
    )
    payload = views.modal(Form(title="T" * 80, code="c" * 80, fields=fields, submit="Send")).to_dict()
    assert utf16(payload["title"]) <= 45
    assert len(payload["custom_id"]) <= 100
    assert 1 <= len(payload["components"]) <= 5
    for label in payload["components"]:
        assert 1 <= utf16(label["label"]) <= 45
        inside = label["component"]
        assert utf16(inside.get("placeholder") or "") <= 100
        assert utf16(inside.get("value") or "") <= 4_000
