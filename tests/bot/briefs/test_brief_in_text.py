"""Briefs as Markdown and Argdown: every quote word for word, whatever it holds, for the formats' own readers."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.briefs import argdown, markdown
from bot.briefs.pack import every_card, segments
from tests.bot.briefs.invented_brief import CONTROLS, QUOTES, folded, hostile, missing, pack_of

READER = Path(__file__).parents[2] / "knowledge" / "maps" / "parse_argdown.js"
MODULES = Path(__file__).parents[3] / ".venv" / "node_modules"


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def read(text: str) -> str:
    """What a reader of Markdown shows: no markup, nothing underlined."""
    shown: list[str] = []
    for token in tokens(text):
        for child in token.children or ():
            if child.type == "text":
                shown.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                shown.append(" ")
        shown.append("\n")
    return "".join(shown)


def test_markdown_holds_every_quote_word_for_word() -> None:
    made = hostile()
    assert missing(read(markdown.write(made).decode()), made) == []


def test_markdown_is_nothing_but_the_frame_that_a_brief_has() -> None:
    found = {
        child.type for token in tokens(markdown.write(hostile()).decode()) for child in token.children or ()
    }
    assert found <= {"text", "html_inline", "em_open", "em_close", "strong_open", "strong_close", "softbreak"}
    inline = [
        child.content
        for token in tokens(markdown.write(hostile()).decode())
        for child in token.children or ()
        if child.type == "html_inline"
    ]
    assert set(inline) == {"<u>", "</u>", "<br>"}


def test_markdown_underlines_the_telling_words_and_no_others() -> None:
    made = hostile()
    text = markdown.write(made).decode()
    underlined = {
        folded(re.sub(r"\\(.)", r"\1", one)) for one in re.findall(r"<u>(.*?)</u>", text, re.DOTALL)
    }
    telling = {folded(part) for card in every_card(made) for part, told in segments(card) if told}
    assert underlined == telling


@pytest.mark.parametrize("quote", QUOTES)
def test_the_parts_of_a_quote_are_the_quote(quote: str) -> None:
    (card,) = {card.id: card for card in every_card(pack_of(quote))}.values()
    assert "".join(part for part, _ in segments(card)) == quote


def test_what_no_document_may_hold_is_shown_as_a_sign_of_its_own() -> None:
    shown = read(markdown.write(pack_of(CONTROLS)).decode())
    assert "A bell \ufffd and an escape \ufffd[31m in red, and \ufffd nothing." in shown
    assert not re.search("[\x00\x07\x1b]", markdown.write(pack_of(CONTROLS)).decode())


def test_sources_stand_once_with_their_numbers() -> None:
    text = read(markdown.write(hostile()).decode())
    assert text.count("Keep the <Ferry> & *the* $Bridge$") == 1
    assert "https://skerry.example/ferry_bridge?a=1&b=2" in text


@pytest.mark.real
def test_argdown_holds_every_quote_word_for_word() -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (MODULES / "@argdown" / "core").is_dir():
        pytest.skip("the Argdown parser is not installed: npm install --prefix .venv @argdown/core")
    made = hostile()
    run = subprocess.run(
        ["node", str(READER)],
        input=argdown.write(made),
        capture_output=True,
        env={**os.environ, "NODE_PATH": str(MODULES)},
        check=True,
    )
    found = json.loads(run.stdout)
    assert found["errors"] == []
    quotes = {card.id: folded(card.quote) for card in every_card(made)}
    words = {
        name: [folded(text) for text in one["words"] if text] for name, one in found["statements"].items()
    }
    assert {name: words[name] for name in quotes} == {name: [quote] for name, quote in quotes.items()}
    answers = {(row.answer.id, row.claim.id) for pocket in made.pockets for row in pocket.rows if row.answer}
    assert answers <= {(one, other) for kind, one, other in found["relations"] if kind == "attack"}


def test_argdown_writes_each_quote_once_and_names_it_afterwards() -> None:
    text = argdown.write(hostile()).decode()
    definitions = re.findall(r"^\s*(?:- )?\[(FB-\d+)\]:", text, re.MULTILINE)
    assert len(definitions) == len(set(definitions)) == len(QUOTES)
