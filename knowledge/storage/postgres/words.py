"""The index of words of the PostgreSQL engine: what SQLite's full-text search gives, from tables.

The words of a source that was just added lie in one row (`fresh_words`), so that adding is cheap. When there are many
such rows they are folded into blocks, one or several a word (`term_blocks`), of which a search reads those of its words
alone; `terms` knows in how many quotes a word stands that is in blocks. Whoever writes holds the workspace's lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from psycopg import Connection

from knowledge.storage import postings
from knowledge.storage.postings import Found, Occurrences, Size
from knowledge.storage.segments import Segment, merged, segment, without
from knowledge.storage.store import Hit
from knowledge.storage.tokens import occurrences, phrase
from knowledge.storage.words import distinct, worth_searching

MOST_FRESH: Final = 2_048
"""Quotes in rows of their own, all of which every search reads: below half a megabyte."""
MOST_ROWS: Final = 256
BLOCK: Final = 224
"""Occurrences of a block: below 2 kB, so that it lies in the table itself."""

_SIZE: Final = ("indexed_quotes", "indexed_words")
"""What `meta` says of the size of an index."""
_FRESH: Final = "SELECT source, words, ends, occurrences FROM fresh_words WHERE workspace = %s"
_PUT: Final = (
    "INSERT INTO fresh_words (workspace, source, quotes, words, ends, occurrences) VALUES (%s, %s, %s, %s, %b, %b) "
    "ON CONFLICT (workspace, source) DO UPDATE SET quotes = excluded.quotes, words = excluded.words, "
    "ends = excluded.ends, occurrences = excluded.occurrences"
)
_FOLD: Final = "DELETE FROM fresh_words WHERE workspace = %s RETURNING source, words, ends, occurrences"
_READ: Final = (
    "SELECT term, string_agg(occurrences, '') FROM term_blocks "
    "WHERE workspace = %s AND term = ANY(%b) GROUP BY term"
)
_BLOCKS: Final = (
    "INSERT INTO term_blocks (workspace, term, first, last, occurrences) "
    "SELECT %s, * FROM unnest(%b::text[], %b::bigint[], %b::bigint[], %b::bytea[])"
)
_TERMS: Final = (
    "INSERT INTO terms AS held (workspace, term, quotes) SELECT %s, * FROM unnest(%b::text[], %b::bigint[]) "
    "ON CONFLICT (workspace, term) DO UPDATE SET quotes = held.quotes + excluded.quotes"
)


def add(db: Connection[Any], workspace: str, source: int, quotes: Sequence[tuple[int, str]]) -> None:
    """Take quotes of a source into the index; each key once."""
    found = occurrences(quotes)
    _count(db, workspace, len(quotes), _words(found))
    there = _fresh(db, workspace, source)
    _put(db, workspace, source, merged([*there, found]))
    row = db.execute(
        "SELECT count(*), coalesce(sum(quotes), 0) FROM fresh_words WHERE workspace = %s", (workspace,)
    ).fetchone()
    if row and (row[0] > MOST_ROWS or row[1] > MOST_FRESH):
        _fold(db, workspace)


def remove(db: Connection[Any], workspace: str, source: int, quotes: Sequence[tuple[int, str]]) -> None:
    """Take quotes of a source out of the index, of whose words nothing stays."""
    found = occurrences(quotes)
    _count(db, workspace, -len(quotes), -_words(found))
    gone = np.array(sorted(key for key, _ in quotes), dtype=np.int64)
    fresh = merged(_fresh(db, workspace, source))
    _put(db, workspace, source, without(fresh, gone))
    elsewhere = without(found, _keys(fresh.values()))
    if elsewhere:
        _remove_from_blocks(db, workspace, elsewhere)


def search(db: Connection[Any], workspace: str, words: Sequence[str], *, limit: int) -> list[Hit]:
    """Quotes that hold any of the words, by BM25."""
    phrases = {word: tokens for word in distinct(words) if (tokens := phrase(word))}
    terms = sorted({term for found in phrases.values() for term in found})
    held = db.cursor(binary=True).execute(
        "SELECT term, quotes FROM terms WHERE workspace = %s AND term = ANY(%b)", (workspace, terms)
    )
    in_blocks = dict(held.fetchall())
    fresh = [row for _, row in _segments(db, _FRESH, workspace)]
    outside = {term: [part for row in fresh if (part := row.find(term))] for term in terms}
    # a word of several tokens has to be looked up before it is known how often it occurs
    several = {term for found in phrases.values() if len(found) > 1 for term in found}
    read = _read(db, workspace, several, outside)
    together = {word: _together(read, found) for word, found in phrases.items() if len(found) > 1}
    frequency = {
        word: postings.quotes_in(together[word])
        if word in together
        else in_blocks.get(term, 0) + postings.quotes_in(postings.unpacked(outside[term]))
        for word, (term, *_) in phrases.items()
    }
    chosen = worth_searching(frequency)
    single = {phrases[word][0] for word in chosen if word not in together}
    read |= _read(db, workspace, single - several, outside)
    counted = [
        postings.found_in(together[word] if word in together else read[phrases[word][0]]) for word in chosen
    ]
    return _best(db, workspace, counted, limit=limit)


def _together(read: Mapping[str, Occurrences], terms: Sequence[str]) -> Occurrences:
    return postings.phrase([read[term] for term in terms])


def _best(db: Connection[Any], workspace: str, counted: Sequence[Found], *, limit: int) -> list[Hit]:
    if not counted:
        return []
    rows = db.execute(
        "SELECT name, value FROM meta WHERE workspace = %s AND name = ANY(%s)", (workspace, list(_SIZE))
    )
    quotes, words = map(dict(rows.fetchall()).__getitem__, _SIZE)
    return postings.best(counted, Size(quotes=quotes, words=words), limit=limit)


def _read(
    db: Connection[Any], workspace: str, terms: Iterable[str], outside: Mapping[str, list[bytes]]
) -> dict[str, Occurrences]:
    """Where each of the words occurs, in blocks and outside of them."""
    wanted = sorted(terms)
    if not wanted:
        return {}
    rows = db.cursor(binary=True).execute(_READ, (workspace, wanted))
    blocks = dict(rows.fetchall())
    return {term: postings.unpacked([blocks.get(term, b""), *outside[term]]) for term in wanted}


def _segments(db: Connection[Any], statement: str, *parameters: Any) -> list[tuple[int, Segment]]:
    rows = db.cursor(binary=True).execute(statement.encode(), parameters)
    return [
        (source, Segment(words=words, ends=ends, occurrences=places)) for source, words, ends, places in rows
    ]


def _fresh(db: Connection[Any], workspace: str, source: int) -> list[Mapping[str, Occurrences]]:
    """The words of a source that are in no block."""
    found = _segments(db, f"{_FRESH} AND source = %s", workspace, source)
    return [row.everything() for _, row in found]


def _put(db: Connection[Any], workspace: str, source: int, found: Mapping[str, Occurrences]) -> None:
    """Write the row of a source; none where it has no words."""
    if not found:
        db.execute("DELETE FROM fresh_words WHERE workspace = %s AND source = %s", (workspace, source))
        return
    row = segment(found)
    quotes = len(_keys(found.values()))
    db.execute(_PUT, (workspace, source, quotes, row.words, row.ends, row.occurrences))


def _fold(db: Connection[Any], workspace: str) -> None:
    """Make blocks of all rows of sources."""
    found = merged([row.everything() for _, row in _segments(db, _FOLD, workspace)])
    terms = sorted(found)
    db.execute(_TERMS, (workspace, terms, [postings.quotes_in(found[term]) for term in terms]))
    _write_blocks(db, workspace, found)


def _write_blocks(db: Connection[Any], workspace: str, found: Mapping[str, Occurrences]) -> None:
    blocks = [
        (term, places[at : at + BLOCK])
        for term, places in sorted(found.items())
        for at in range(0, len(places), BLOCK)
    ]
    db.execute(
        _BLOCKS,
        (
            workspace,
            [term for term, _ in blocks],
            [int(block[0]) for _, block in blocks],
            [int(block[-1]) for _, block in blocks],
            [postings.packed(block) for _, block in blocks],
        ),
    )


def _remove_from_blocks(db: Connection[Any], workspace: str, found: Mapping[str, Occurrences]) -> None:
    """Take quotes out of all blocks that may hold one of them."""
    gone, terms = _keys(found.values()), sorted(found)
    rows = db.cursor(binary=True).execute(
        "DELETE FROM term_blocks WHERE workspace = %s AND term = ANY(%b) AND last >= %s AND first < %s "
        "RETURNING term, occurrences",
        (workspace, terms, postings.first_of(int(gone[0])), postings.first_of(int(gone[-1]) + 1)),
    )
    held: dict[str, list[bytes]] = {}
    for term, block in rows:
        held.setdefault(term, []).append(block)
    blocks = {term: postings.unpacked(parts) for term, parts in held.items()}
    _write_blocks(db, workspace, without(blocks, gone))
    db.execute(_TERMS, (workspace, terms, [-postings.quotes_in(found[term]) for term in terms]))
    db.execute(
        "DELETE FROM terms WHERE workspace = %s AND term = ANY(%b) AND quotes <= 0", (workspace, terms)
    )


def _keys(found: Iterable[Occurrences]) -> Any:
    """The quotes in which any of the words occur."""
    every = [postings.keys_of(places) for places in found]
    return np.unique(np.concatenate(every)) if every else np.zeros(0, dtype=np.int64)


def _words(found: Mapping[str, Occurrences]) -> int:
    return sum(map(len, found.values()))


def _count(db: Connection[Any], workspace: str, quotes: int, words: int) -> None:
    """Note how many quotes and words more or fewer the index holds; a quote without words is one, too."""
    db.execute(
        "INSERT INTO meta AS held (workspace, name, value) SELECT %s, * FROM unnest(%s::text[], %s::bigint[]) "
        "ON CONFLICT (workspace, name) DO UPDATE SET value = held.value + excluded.value",
        (workspace, list(_SIZE), [quotes, words]),
    )
