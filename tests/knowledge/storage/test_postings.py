"""What is scored outside of SQLite must be, bit for bit, what SQLite's own full-text search gives."""

import sqlite3

import numpy as np
import pytest

from benchmarks.quotes import claims_to_ask, quotes
from knowledge.storage import postings
from knowledge.storage.segments import segment
from knowledge.storage.tokens import TOKENIZER, occurrences, phrase
from knowledge.storage.words import any_of

ODD = [
    "Russia's allies don't; Russia's rivals do.",
    "Élan and naïve co-operation, 12th U.S. edition",
    "💥 Straße — ß",
    "word " * 40,
    "💥",
]
QUOTES = list(enumerate([made.text for made in quotes(800)] + ODD, start=7))
ASKED = [claim.split() for claim in claims_to_ask(40)]
ASKED += [["Russia's", "don't"], ["ÉLAN", "strasse", "straße"], ["word", "words", "the"], ["💥"], ["zzz"]]


@pytest.fixture(scope="module")
def fts5() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE words USING fts5 (quote, content = '', tokenize = '{TOKENIZER}')")
    db.executemany("INSERT INTO words (rowid, quote) VALUES (?, ?)", QUOTES)
    return db


def test_scores_and_order_are_those_of_sqlite(fts5: sqlite3.Connection) -> None:
    where = occurrences(QUOTES)
    size = postings.Size(quotes=len(QUOTES), words=sum(map(len, where.values())))
    none = np.zeros(0, dtype=np.uint64)
    for words in ASKED:
        found = [
            postings.found_in(postings.phrase([where.get(token, none) for token in tokens]))
            for tokens in filter(None, map(phrase, words))
        ]
        for limit in (0, 1, 50, 1_000):
            hits = postings.best(found, size, limit=limit)
            expected = fts5.execute(
                "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?",
                (any_of(words), limit),
            )
            assert [(hit.key, hit.value) for hit in hits] == expected.fetchall(), words


def test_a_word_of_a_segment_is_found_without_reading_the_others() -> None:
    where = occurrences(QUOTES[:50])
    made = segment(where)
    assert all(postings.unpacked([made.find(word)]).tolist() == where[word].tolist() for word in where)
    assert made.find("rus") == made.find("") == made.find("zzz") == b""
    assert {word: found.tolist() for word, found in made.everything().items()} == {
        word: found.tolist() for word, found in where.items()
    }


def test_blocks_in_any_order_are_put_together_in_order() -> None:
    where = np.unique(np.random.default_rng(1).integers(1 << 40, size=900)).astype(np.uint64)
    blocks = [postings.packed(where[at : at + 100]) for at in range(0, len(where), 100)]
    assert postings.unpacked(blocks[::-1]).tolist() == where.tolist()
