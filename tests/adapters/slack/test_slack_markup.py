"""Slack's text, both ways."""

import pytest

from adapters.slack.markup import chunks, cut, fitted, plain, typed
from adapters.slack.pieces import units
from bot.reply import Note, Quotation


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("*alliance* is _easy_", "alliance is easy"),
        ("<@U012AB> is <!here> in <#C1|general>", "is in #general"),
        (
            "see <https://x.example/a_b|this page> or <https://y.example>",
            "see this page or https://y.example",
        ),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        (":wave: hello :smile:", "hello"),
        ("at 10:30:15 sharp", "at 10:30:15 sharp"),
        ("&gt; quoted\nmine", "> quoted\nmine"),
        ("~*_all of it_*~", "all of it"),
    ],
)
def test_a_message_is_read_without_its_markup(said: str, means: str) -> None:
    assert plain(said) == means


def test_what_is_typed_after_a_command_is_taken_as_it_stands() -> None:
    assert typed('"*alliance* is &lt;easy&gt;" --topic a_b') == '"*alliance* is <easy>" --topic a_b'
    assert typed("add <https://x.example/a|x.example/a>") == "add https://x.example/a"


def test_a_text_is_cut_with_a_sign_and_no_escape_in_two() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcdef", 4, keep_end=True) == "…def"
    assert fitted("a<b", 5) == "a…"
    assert fitted("&&&", 15) == "&amp;&amp;&amp;"
    assert fitted("  ", 5) == "…"


def test_long_text_is_parted_at_blanks() -> None:
    assert chunks("one two three", 8) == ("one two ", "three")
    assert chunks("𝔘" * 5, 4) == ("𝔘𝔘", "𝔘𝔘", "𝔘")


def test_a_quote_and_a_note_lead_to_their_pages_where_there_are_some() -> None:
    page = "https://pages.example/e/local.1.0.x/quote/RC-001"
    quotation = Quotation(id="RC-001", words="w", speaker="s", mark="quoted", cite="c", page=page)
    note = Note(text="Open the library", url="https://pages.example/e/x/")
    for piece, link in (
        (quotation, {"type": "link", "url": page, "text": "Open"}),
        (note, {"type": "link", "url": note.url, "text": "Open the library"}),
    ):
        (unit,) = units(piece)
        elements = [one for part in unit.blocks[0]["elements"] for one in part["elements"]]
        assert link in elements
