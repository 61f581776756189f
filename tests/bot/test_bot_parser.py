"""Typed lines become commands with arguments, however people type them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parser import command_word, parse, places, unquoted
from knowledge.errors import InputError


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ('/counter "ferries are slow"', "ferries are slow"),
        ("/counter ferries are slow", "ferries are slow"),
        ("/counter “ferries are slow”", "ferries are slow"),
        ("/counter „ferries are slow“", "ferries are slow"),
        ("/counter «ferries are slow»", "ferries are slow"),
        ("/counter ”ferries are slow”", "ferries are slow"),
        ('/counter "ferries are slow', "ferries are slow"),
        ('/counter ferries are slow"', "ferries are slow"),
        ("  /COUNTER   ferries are slow  ", "ferries are slow"),
        ("counter ferries are slow", "ferries are slow"),
        ("/counter\u00a0ferries\tare slow", "ferries are slow"),
        ('/counter "Okafor\'s ferry is slow"', "Okafor's ferry is slow"),
        ("/counter don't sail", "don't sail"),
        ("/counter 'tis slow", "'tis slow"),
        ('/counter "the "fast" ferry is slow"', 'the "fast" ferry is slow'),
        ('/counter "fast" is "slow"', '"fast" is "slow"'),
        ('/counter it is "slow"', 'it is "slow"'),
        ("/counter sail -- or stay", "sail -- or stay"),
        ("/counter sail --never stay", "sail --never stay"),
        ('/counter ""', ""),
        ("/counter “”", ""),
        ('/counter "never type --topic x"', "never type --topic x"),
    ],
)
def test_parser_reads_a_claim_however_it_is_quoted(line: str, claim: str) -> None:
    asked = parse(line)
    assert asked.command.name == "counter"
    assert asked.arguments == {"claim": claim}


@pytest.mark.parametrize(
    "line",
    [
        '/counter "ferries are slow" --topic ferry-bridge --limit 5',
        '/counter "ferries are slow" --limit=5 --topic=ferry-bridge',
        '/counter --limit 5 --topic ferry-bridge "ferries are slow"',
        '/counter --topic "ferry-bridge" ferries are slow --limit 5',
        "/counter ferries are slow —topic ferry-bridge —limit 5",
        '/counter "ferries are slow" --TOPIC “ferry-bridge” –limit 5',
    ],
)
def test_parser_finds_options_on_both_ends_of_a_line(line: str) -> None:
    assert parse(line).arguments == {"claim": "ferries are slow", "topic": "ferry-bridge", "limit": 5}


def test_parser_takes_a_topic_of_two_words_without_quotation_marks() -> None:
    asked = parse("/counter ferries are slow --topic north shore")
    assert asked.arguments == {"claim": "ferries are slow", "topic": "north shore"}


def test_parser_reads_commands_of_two_words_and_empty_values() -> None:
    asked = parse('/source edit ferry.txt --title "A better ferry" --author ""')
    assert asked.command.name == "source edit"
    assert asked.arguments == {"id": "ferry.txt", "title": "A better ferry", "author": ""}


def test_parser_keeps_blanks_inside_quoted_paths() -> None:
    assert parse('/ingest a.txt "my notes.txt"').arguments == {"place": ("a.txt", "my notes.txt")}
    assert parse("/source add https://skerry.example/a").command.name == "ingest"
    assert places("“a b.txt” c.txt") == ("a b.txt", "c.txt")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/countr x", "There is no command /countr; did you mean /counter?"),
        ("/xyzzy", "There is no command /xyzzy; /help lists them all."),
        ("/", "Type a command after the slash; /help lists them."),
        ("/source", "/source needs another word"),
        ("/source sho x", "did you mean /source show?"),
        ("the ferry is slow", 'type /counter "the ferry is slow"'),
        ("/counter", "/counter needs CLAIM, for example: /counter"),
        ("/counter x --limit 0", "--limit takes a whole number from 1 to 100, not “0”."),
        ("/counter x --limit ²", "not “²”"),
        ("/counter x --limit 99999999999", "not “99999999999”"),
        ("/counter x --limit", "--limit needs a value after it."),
        ("/counter x --limt 5", "There is no option --limt; did you mean --limit?"),
        ("/views x --source y", "There is no option --source; views has --limit."),
        ("/topics please", "/topics takes nothing after it"),
        ("/topics --limit 5", "There is no option --limit; topics has no options."),
    ],
)
def test_parser_says_in_one_sentence_what_is_wrong(line: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(line)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


_WORDS = st.text(
    st.characters(exclude_characters='"“”„«»-—–', exclude_categories=["Cc", "Cs", "Z"]), min_size=1
)


@given(words=st.lists(_WORDS, min_size=1))
def test_any_claim_survives_with_and_without_quotation_marks(words: list[str]) -> None:
    claim = " ".join(words)
    for line in (f'/counter "{claim}"', f"/counter “{claim}”", f"/support {claim}"):
        assert parse(line).arguments == {"claim": claim}


@given(line=st.text())
@example(line='/counter "')
@example(line="/counter \ud800")
@example(line='/counter --topic "')
@example(line="/source edit --title “")
@example(line='/ingest "')
def test_any_line_is_a_command_or_one_sentence(line: str) -> None:
    for typed in (line, f"/counter {line}", f"/ingest {line}", f"/source edit {line}"):
        command_word(typed)
        assert _sentence(typed).count("\n") == 0


def _sentence(line: str) -> str:
    try:
        parse(line)
    except InputError as error:
        return str(error)
    return ""


@given(text=st.text())
def test_unquoting_only_takes_marks_off_the_ends(text: str) -> None:
    assert unquoted(text) in text


def test_parser_stays_quick_on_a_hostile_line() -> None:
    parse("/counter " + '"' * 100_000)
    parse("/counter x" + " --never" * 50_000)
    with pytest.raises(InputError):
        parse("/counter" + " --topic" * 50_000)
