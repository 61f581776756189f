"""Random replies never break a limit of Slack's, and quotes stay word for word."""

import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.layout import in_plain_text, messages, window
from adapters.slack.markup import chunks, cut, escaped, fitted, harmless, showable
from bot import texts
from bot.reply import Quotation, Reply
from tests.adapters.slack.block_rules import broken_rules, size
from tests.bot.random_replies import quotations, replies, words

EXAMPLES = int(os.environ.get("COUNTERPOINT_EXAMPLES", "2000"))


def share(part: int) -> settings:
    """A part of the examples; how long they take is no reason to stop."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(
        max_examples=max(1, EXAMPLES * part // 100), deadline=None, suppress_health_check=slow, database=None
    )


@share(30)
@given(replies(most_pieces=20))
def test_a_random_reply_breaks_no_limit_as_messages(reply: Reply) -> None:
    check_messages(reply)


@share(5)
@given(replies())
def test_a_long_random_reply_breaks_no_limit_as_messages(reply: Reply) -> None:
    check_messages(reply)


@share(10)
@given(replies(most_pieces=20))
def test_a_random_reply_breaks_no_limit_in_a_window(reply: Reply) -> None:
    shown, rest = window(reply)
    assert broken_rules(list(shown), most=100) == []
    assert [broken_rules(list(message.blocks)) for message in rest] == [[] for _ in rest]


@share(10)
@given(replies(most_pieces=20))
def test_a_random_reply_in_plain_text_breaks_no_limit(reply: Reply) -> None:
    found = in_plain_text(reply)
    assert found
    assert all(0 < size(message.text) <= 4_000 for message in found)
    assert not any(re.search(r"<|>|&(?!amp;|lt;|gt;)", message.text) for message in found)


@share(45)
@given(quotations())
def test_a_quote_is_shown_word_for_word_or_says_that_it_is_cut(quote: Quotation) -> None:
    (message,) = messages(Reply(command="quote", data={}, pieces=(quote,)))
    shown = quoted(message.blocks[0], quote.number)
    whole = texts.in_quotation_marks(showable(quote.words))
    offered = [button["value"] for button in buttons(message.blocks)]
    if shown == whole:
        assert quote.whole is None or quote.whole.code not in offered
    else:
        assert quote.whole is not None
        assert quote.whole.code in offered
        assert "…" in shown[-2:]
        words, told = showable(quote.words), shown.removesuffix("”").removesuffix("…")
        assert words.startswith(told) or f"“{words}".startswith(told)


@given(words(), st.integers(10, 80))
def test_a_text_that_is_cut_or_divided_fits(text: str, most: int) -> None:
    assert size(cut(text, most)) <= most
    assert size(cut(text, most, keep_end=True)) <= most
    assert 0 < size(fitted(text, most)) <= most
    assert "".join(chunks(text, most)) == text
    assert all(size(part) <= most for part in chunks(text, most))
    assert "".join(harmless(text)) == showable(text)


@pytest.mark.parametrize(
    "text", ["<!channel>", "<@U0123|x>", "<#C1>", "<https://x.example|click>", "<mailto:a@b.example>"]
)
def test_no_part_of_a_text_is_a_mention_or_a_link(text: str) -> None:
    assert not any(re.search(r"<[!@#a-z]", part) for part in harmless(f"see {text} there"))
    assert "<" not in escaped(text)


def check_messages(reply: Reply) -> None:
    found = messages(reply)
    assert found
    for message in found:
        assert 0 < size(message.text) <= 4_000
        assert not re.search(r"<|>|&(?!amp;|lt;|gt;)", message.text)
        assert broken_rules(list(message.blocks)) == []
    codes = [button["value"] for message in found for button in buttons(message.blocks)]
    assert {action.code for action in reply.actions} <= set(codes)


def quoted(block: dict[str, Any], number: int | None) -> str:
    """What stands beside the bar, without the number."""
    part = next(one for one in block["elements"] if one["type"] == "rich_text_quote")
    shown = "".join(element["text"] for element in part["elements"])
    return shown.removeprefix(f"{number}. ") if number is not None else shown


def buttons(blocks: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [element for element in elements if element["type"] == "button"]
