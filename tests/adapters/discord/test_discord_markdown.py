import re
import unicodedata

import pytest
from hypothesis import given, settings

from adapters.discord import layout, markdown
from adapters.discord.blocks import Panel, Text
from adapters.discord.directions import END, FIRST_STRONG, isolated
from bot import texts
from bot.reply import Note, Quotation, Reply
from tests.bot.random_replies import quotations, words

OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"


def as_people_read(content: str) -> str:
    """What Discord shows of Markdown in which everything is escaped."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", content)


def without_isolation(line: str) -> str:
    return line.strip(FIRST_STRONG + END)


def shown_words(panels: list[Panel]) -> str:
    """The lines of the block quotes, as people read them."""
    contents = [part.content for panel in panels for part in panel.parts if isinstance(part, Text)]
    parts = []
    for content in contents:
        lines = [line[2:] for line in content.split("\n") if line.startswith("> ")]
        parts.append("\n".join(without_isolation(as_people_read(line)) for line in lines))
    return "".join(parts)


def plainly(text: str) -> str:
    return "\n".join(without_isolation(line) for line in text.split("\n"))


@settings(max_examples=300, deadline=None, database=None)
@given(words())
def test_escaped_words_read_as_they_stand(text: str) -> None:
    assert as_people_read(markdown.escape(text)) == text


@settings(max_examples=300, deadline=None, database=None)
@given(quotations())
def test_a_quote_is_shown_word_for_word(quotation: Quotation) -> None:
    reply = Reply(command="quote", data={}, pieces=(quotation,))
    blocks = [block for message in layout.messages(reply) for block in message.blocks]
    panels = [block for block in blocks if isinstance(block, Panel)]
    shown, told = shown_words(panels), plainly(texts.in_quotation_marks(quotation.words))
    if shown == told:
        return
    if len(panels) > 1:
        # Divided over messages, where a part may begin or end beside an isolation mark.
        marks = re.compile(f"[{FIRST_STRONG}{END}]")
        assert marks.sub("", shown) == marks.sub("", told)
        return
    assert quotation.whole is not None, "a quote was cut without a button that shows it whole"
    codes = [action.code for part in panels[0].parts if not isinstance(part, Text) for action in part.actions]
    assert quotation.whole.code in codes
    start = without_isolation(shown).rstrip("”").removesuffix("…").removeprefix("“")
    assert plainly(quotation.words).removeprefix("“").startswith(start)


@settings(max_examples=200, deadline=None, database=None)
@given(words())
def test_no_line_turns_the_direction_of_what_follows(text: str) -> None:
    for line in isolated(text).split("\n"):
        depth = 0
        for at, letter in enumerate(line):
            depth += (letter in OPENING) - (letter == CLOSING)
            assert depth >= 0
            turning = unicodedata.bidirectional(letter) in ("R", "AL", "RLE", "RLO", "LRE", "LRO")
            assert depth or not turning, f"{line!r} turns at {at}"
        assert depth == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Heading", r"\# Heading"),
        ("  ## Two", r"  \## Two"),
        ("> quoted", r"\> quoted"),
        ("- list", r"\- list"),
        ("-# small", r"\-# small"),
        ("1. first", r"1\. first"),
        ("a\n* b", "a\n\\* b"),
        ("```py\nx\n```", "\\`\\`\\`py\nx\n\\`\\`\\`"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("<@123> <t:1:R> <:wave:1>", r"\<\@123> \<t\:1:R> \<\:wave:1>"),
        ("@everyone", r"\@everyone"),
        ("https://skerry.example/a", r"https\://skerry.example/a"),
        ("[a](https://x.example)", r"\[a\](https\://x.example)"),
        ("discord.gg/abc", r"discord\.gg/abc"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("Plain words, 12 % (a) - b.", "Plain words, 12 % (a) - b."),
    ],
)
def test_markup_in_a_quote_is_neutral_but_readable(text: str, shown: str) -> None:
    assert markdown.escape(text) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://skerry.example/ferry", "[Keep it](<https://skerry.example/ferry>)"),
        ("https://skerry.example/a_(b)", "[Keep it](<https://skerry.example/a_%28b%29>)"),
        ("https://skerry.example/ <x>", "[Keep it](<https://skerry.example/%20%3Cx%3E>)"),
        ("javascript:alert(1)", "Keep it javascript:alert(1)"),
        (None, "Keep it"),
    ],
)
def test_a_cite_leads_to_its_source_and_nowhere_else(url: str | None, shown: str) -> None:
    assert markdown.linked("Keep it", url) == shown


def test_a_cite_with_brackets_shows_its_address_beside_it() -> None:
    assert markdown.linked("Keep [it]", "https://a.example/") == r"Keep \[it\] <https://a.example/>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**The** ferry ||pays||", "The ferry pays"),
        ("<@42> says: <:wave:1234> no", "Ines says:  no"),
        ("[the ferry](https://x.example) pays", "the ferry pays"),
        ("# A title\n-# small", "A title\nsmall"),
        ("a snake_case and _slanted_ word", "a snake_case and slanted word"),
        (r"2 \* 3", "2 * 3"),
        ("> quoted\n`code **x**`", "> quoted\n`code **x**`"),
        ("see <https://x.example>", "see https://x.example"),
    ],
)
def test_a_message_is_read_without_its_markup(written: str, read: str) -> None:
    assert markdown.plain(written, {"42": "Ines"}.get) == read


def test_a_quote_leads_to_its_page_where_there_is_one() -> None:
    page = "https://pages.example/e/local.1.0.x/quote/RC-001"
    quotation = Quotation(id="RC-001", words="w", speaker="s", mark="quoted", cite="c", page=page)
    (message,) = layout.messages(Reply(command="quote", data={}, pieces=(quotation,)))
    (panel,) = (block for block in message.blocks if isinstance(block, Panel))
    contents = "".join(part.content for part in panel.parts if isinstance(part, Text))
    assert contents.endswith(f"`RC-001` · [Open](<{page}>)")


def test_a_note_that_leads_somewhere_is_a_link() -> None:
    note = Note(text="Open the library", url="https://pages.example/e/x/")
    (message,) = layout.messages(Reply(command="pages", data={}, pieces=(note,)))
    assert message.blocks == (Text(content="[Open the library](<https://pages.example/e/x/>)"),)
