"""Briefs as Anki decks: every quote word for word, nothing that Anki obeys, the same notes when made again."""

import io
import re
import sqlite3
import zipfile
from html import unescape
from pathlib import Path

import pytest

from bot.briefs import anki
from bot.briefs.pack import Pack
from tests.bot.briefs.invented_brief import PLAIN, QUOTES, folded, hostile, missing, pack_of

Notes = dict[str, list[str]]


def collection(content: bytes, folder: Path) -> sqlite3.Connection:
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extract("collection.anki2", folder)
    return sqlite3.connect(folder / "collection.anki2")


def notes(made: Pack, folder: Path) -> Notes:
    """The fields of every note, by what Anki knows it by."""
    database = collection(anki.write(made), folder)
    found = {guid: fields.split("\x1f") for guid, fields in database.execute("SELECT guid, flds FROM notes")}
    database.close()
    return found


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Notes:
    return notes(hostile(), tmp_path_factory.mktemp("deck"))


def test_a_deck_holds_every_quote_word_for_word(deck: Notes) -> None:
    assert missing("\n".join(shown(field) for fields in deck.values() for field in fields), hostile()) == []


def test_each_claim_is_on_one_front_with_its_answers_behind(deck: Notes) -> None:
    fronts = [shown(claim) for _, claim, _ in deck.values()]
    assert len(fronts) == len(QUOTES)
    for quote in QUOTES:
        assert sum(folded(quote) in folded(front) for front in fronts) == 1
    behind = next(shown(back) for _, claim, back in deck.values() if folded(PLAIN[1]) in folded(shown(claim)))
    assert "Best answers" in behind
    assert folded(PLAIN[0]) in folded(behind)


def test_anki_finds_nothing_in_a_quote_that_it_would_obey(deck: Notes) -> None:
    text = "\n".join(field for fields in deck.values() for field in fields)
    for sign in ("{{", "[sound:", "[latex]", "[$]", "\\(", "\\[", "<script", "<b>", "<br>"):
        assert sign not in text


def test_a_claim_that_nobody_answers_says_so(deck: Notes) -> None:
    lonely = [back for _, claim, back in deck.values() if folded(QUOTES[-1]) in folded(shown(claim))]
    assert [shown(one) for one in lonely] == ["Nothing in the sources answers this."]


def test_the_same_brief_is_the_same_deck() -> None:
    assert anki.write(hostile()) == anki.write(hostile())


def test_a_deck_that_is_made_again_updates_its_notes(tmp_path: Path) -> None:
    before, after = notes(pack_of(*PLAIN), tmp_path / "a"), notes(pack_of(*PLAIN, "New."), tmp_path / "b")
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


def test_a_deck_keeps_its_number_and_note_type(tmp_path: Path) -> None:
    def numbers(made: Pack, name: str) -> tuple[str, ...]:
        database = collection(anki.write(made), tmp_path / name)
        (decks, models) = database.execute("SELECT decks, models FROM col").fetchone()
        database.close()
        return tuple(sorted(re.findall(r'"id": "?(\d{10})"?', decks + models)))

    assert numbers(pack_of(*PLAIN), "a") == numbers(pack_of(PLAIN[0]), "b")
    assert len(set(numbers(pack_of(*PLAIN), "c"))) == 2
