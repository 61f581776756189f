"""The schema, as numbered steps: each runs once a database, in one transaction with its version number.

A step that has been released is never changed; a new need is a new step at the end.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlite_utils import Database

from knowledge.errors import DatabaseError
from knowledge.storage import digests, job_rows

Migration: TypeAlias = Callable[[Database], None]

APPLICATION_ID: Final = 0x43545054
"""`CTPT` in the header of every workspace file, by which a foreign SQLite file is told apart."""

_TABLES: Final = (
    """CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID""",
    """INSERT INTO meta VALUES ('revision', 0)""",
    """CREATE TABLE counters (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID""",
    # AUTOINCREMENT, here and below: a key that is never used again can be remembered outside the database
    """CREATE TABLE sources (
        key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE COLLATE NOCASE,
        sha256 TEXT NOT NULL UNIQUE, file TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, author TEXT,
        author_role TEXT, outlet TEXT, date TEXT, url TEXT, topic TEXT, added TEXT NOT NULL,
        claims INTEGER NOT NULL)""",
    """CREATE TABLE documents (
        source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
        text TEXT NOT NULL, blocks TEXT NOT NULL)""",
    """CREATE TABLE originals (
        source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE, deflated BLOB NOT NULL)""",
    """CREATE TABLE fingerprints (
        source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE, minhash BLOB NOT NULL)""",
    """CREATE TABLE claims (
        key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE COLLATE NOCASE,
        source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, speaker TEXT, role TEXT,
        manner TEXT NOT NULL, evidence TEXT NOT NULL, score REAL NOT NULL, entities TEXT NOT NULL,
        headline INTEGER NOT NULL, needs_before INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL)""",
    """CREATE INDEX claims_in_order ON claims (source, start, key)""",
    """CREATE INDEX claims_by_speaker ON claims (speaker)""",
    # The key comes first because the integrity check of SQLite 3.40 stumbles over any other order. The score
    # stands in both index tables, so that the most arguable claims come first without a join.
    """CREATE TABLE claim_topics (
        key INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, topic TEXT NOT NULL, score REAL NOT NULL,
        PRIMARY KEY (key, topic)) WITHOUT ROWID""",
    """CREATE INDEX claims_by_topic ON claim_topics (topic, score DESC, key)""",
    """CREATE TABLE claim_entities (
        key INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, entity TEXT NOT NULL, score REAL NOT NULL,
        PRIMARY KEY (key, entity)) WITHOUT ROWID""",
    """CREATE INDEX claims_by_entity ON claim_entities (entity, key, score)""",
    """CREATE TABLE vectors (
        source INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
        first_key INTEGER NOT NULL, float16 BLOB NOT NULL)""",
    """CREATE VIRTUAL TABLE words USING fts5 (
        quote, content = 'claims', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2')""",
)

_RECORDS: Final = (
    """CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE channels (channel TEXT PRIMARY KEY, topic TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE preferences (
        person TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (person, name)) WITHOUT ROWID""",
    """CREATE TABLE questions (
        token TEXT PRIMARY KEY, person TEXT NOT NULL, command TEXT NOT NULL, arguments TEXT NOT NULL,
        at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE INDEX questions_by_person ON questions (person, at)""",
    """CREATE INDEX questions_by_time ON questions (at)""",
    # Each vote carries the words and the vector of what was asked, so that forgetting a person is one DELETE.
    """CREATE TABLE votes (
        number INTEGER PRIMARY KEY, key INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, person TEXT NOT NULL,
        stance TEXT NOT NULL, asked TEXT NOT NULL, same_words TEXT NOT NULL, float16 BLOB NOT NULL, at TEXT NOT NULL,
        UNIQUE (key, person, stance, same_words))""",
    """CREATE INDEX votes_by_person ON votes (person)""",
)

# 1 is the encoder of all databases that were made before there was another
_ENCODERS: Final = (
    """ALTER TABLE vectors ADD COLUMN encoder INTEGER NOT NULL DEFAULT 1""",
    """ALTER TABLE votes ADD COLUMN encoder INTEGER NOT NULL DEFAULT 1""",
    """INSERT INTO meta VALUES ('renewals', 0)""",
)

_CARDS: Final = (
    """CREATE TABLE cards (
        person TEXT NOT NULL, key INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, state TEXT NOT NULL,
        before TEXT NOT NULL, rating TEXT, answers INTEGER NOT NULL, due TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (person, key)) WITHOUT ROWID""",
    """CREATE INDEX cards_by_claim ON cards (key)""",
    """CREATE TABLE drills (
        person TEXT PRIMARY KEY, topic TEXT, key INTEGER REFERENCES claims ON DELETE CASCADE) WITHOUT ROWID""",
    """CREATE INDEX drills_by_claim ON drills (key)""",
)

_DRAFTS: Final = (
    """CREATE TABLE drafts (
        token TEXT PRIMARY KEY, person TEXT NOT NULL, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        content TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (person, source)) WITHOUT ROWID""",
    """CREATE INDEX drafts_by_source ON drafts (source)""",
)

_NOTEBOOKS: Final = (
    """CREATE TABLE notebooks (
        number INTEGER PRIMARY KEY, key INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, person TEXT NOT NULL,
        note TEXT, at TEXT NOT NULL, UNIQUE (person, key))""",
    """CREATE INDEX notebooks_by_claim ON notebooks (key)""",
)

# `withheld` follows from the other three, and stands in the claim so that no search needs a join for it. The names of
# the columns of `corrections` are none of `claims`, so that both can be joined and read without prefixes.
_REVIEWS: Final = (
    """ALTER TABLE sources ADD COLUMN review TEXT""",
    """ALTER TABLE sources ADD COLUMN retracted TEXT""",
    """ALTER TABLE sources ADD COLUMN reason TEXT""",
    """ALTER TABLE claims ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE claims ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0""",
    """CREATE INDEX claims_withheld ON claims (key) WHERE withheld""",
    """CREATE TABLE corrections (
        corrected INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE,
        detected TEXT, detected_role TEXT, detected_manner TEXT NOT NULL)""",
    """CREATE TABLE review_steps (
        number INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
        before TEXT NOT NULL)""",
    """CREATE INDEX review_steps_by_source ON review_steps (source, number)""",
)

# Who is `who` stands apart, so that a person can be forgotten and the log stays whole.
_AUDIT: Final = (
    """CREATE TABLE audit (
        number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
        subject TEXT NOT NULL, hash TEXT NOT NULL)""",
    """CREATE TABLE audit_people (person TEXT PRIMARY KEY, who TEXT NOT NULL UNIQUE) WITHOUT ROWID""",
)

# The quotes refer to nothing by key: a message is mended after its source is gone, and `_write_anew` of a person's
# table deletes all of its rows for a moment.
_ANSWERS: Final = (
    """CREATE TABLE answers (
        number INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
        language TEXT NOT NULL, parts TEXT NOT NULL, at TEXT NOT NULL)""",
    """CREATE INDEX answers_by_time ON answers (at)""",
    """CREATE TABLE answer_quotes (
        answer INTEGER NOT NULL, quote TEXT NOT NULL COLLATE NOCASE, source TEXT NOT NULL, said TEXT NOT NULL,
        changed TEXT, shown TEXT, PRIMARY KEY (answer, quote)) WITHOUT ROWID""",
    """CREATE INDEX answer_quotes_by_quote ON answer_quotes (quote)""",
    """CREATE INDEX answer_quotes_by_source ON answer_quotes (source)""",
    """CREATE INDEX answer_quotes_to_mend ON answer_quotes (answer) WHERE changed IS NOT shown""",
)


def sources_claims_words_and_vectors(db: Database) -> None:
    """Make the tables of the first released version."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def settings_questions_votes_and_preferences(db: Database) -> None:
    """Make the tables of what a workspace remembers besides its sources."""
    for statement in _RECORDS:
        db.execute(statement)


def the_encoder_of_each_vector(db: Database) -> None:
    """Note which encoder made a vector, so that those of an earlier one can be made anew."""
    for statement in _ENCODERS:
        db.execute(statement)


def cards_of_what_people_practise(db: Database) -> None:
    """Make the tables of the claims that people practise answering, and of what they are at."""
    for statement in _CARDS:
        db.execute(statement)


def the_drafts_of_posts(db: Database) -> None:
    """Make the table of posts about sources that moderators are working on."""
    for statement in _DRAFTS:
        db.execute(statement)


def quotes_that_people_keep(db: Database) -> None:
    """Make the table of everybody's notebook."""
    for statement in _NOTEBOOKS:
        db.execute(statement)


def what_moderators_make_of_claims(db: Database) -> None:
    """Make room for claims that are withheld, and for speakers that moderators corrected."""
    for statement in _REVIEWS:
        db.execute(statement)


def who_did_what(db: Database) -> None:
    """Make the log of what moderators did."""
    for statement in _AUDIT:
        db.execute(statement)


def public_answers_and_their_quotes(db: Database) -> None:
    """Make room for what public messages show, so that they can be mended."""
    for statement in _ANSWERS:
        db.execute(statement)


def a_digest_of_each_source(db: Database) -> None:
    """Keep a digest of what is stored of each source, so that damage is noticed."""
    for statement in digests.statements():
        db.execute(statement)


def what_is_still_to_be_added(db: Database) -> None:
    """Keep what is to be added until it is, so that it goes on after a restart."""
    for statement in job_rows.statements():
        db.execute(statement)


def who_is_at_work_on_what_is_to_be_added(db: Database) -> None:
    """Keep which process is at work on what is to be added, so that another takes over when that is gone."""
    for statement in job_rows.owners():
        db.execute(statement)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    sources_claims_words_and_vectors,
    settings_questions_votes_and_preferences,
    the_encoder_of_each_vector,
    cards_of_what_people_practise,
    the_drafts_of_posts,
    quotes_that_people_keep,
    what_moderators_make_of_claims,
    who_did_what,
    public_answers_and_their_quotes,
    a_digest_of_each_source,
    what_is_still_to_be_added,
    who_is_at_work_on_what_is_to_be_added,
)


class ForeignDatabase(DatabaseError):
    """A database that some other program made, or whose first page is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a kind of database is known by, and the steps that make it."""

    application_id: int
    migrations: tuple[Migration, ...]
    sets_aside: bool = False
    """Whether a damaged one is renamed, so that it is out of the way of all others."""
    before_commit: Migration | None = None
    """What is done at the end of each transaction that writes."""
    faults: Callable[[Database], Iterator[str]] | None = None
    """What is wrong with the rows of a database whose pages are sound."""
    complete: Migration | None = None
    """What is made up for in a database that was found sound."""


WORKSPACE: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=MIGRATIONS,
    sets_aside=True,
    before_commit=digests.renew,
    faults=digests.faults,
    complete=digests.complete,
)


def version(db: Database) -> int:
    """Read the number of the last step that this database has been through."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check(
    db: Database,
    *,
    name: str,
    migrations: tuple[Migration, ...] = MIGRATIONS,
    application_id: int = APPLICATION_ID,
) -> None:
    """Make sure that the file is one of ours and not newer than this program. Raises `DatabaseError`."""
    # in one transaction: between two looks somebody else may make the tables
    db.execute("BEGIN")
    try:
        ours = db.execute("PRAGMA application_id").fetchone()[0] == application_id
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        found = version(db)
    finally:
        rollback(db)
    if tables and not ours:
        raise ForeignDatabase(
            f"{name} is a database of some other program; move it away or use another data folder."
        )
    if found > len(migrations):
        raise DatabaseError(
            f"{name} was written by a newer version of the program (its database version is {found}, this "
            f"program knows versions up to {len(migrations)}); update the program or use another data folder."
        )


def migrate(db: Database, *, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a database up to date; killed midway it is at one version or the next, never between.

    Raises `sqlite3.Error` when the database cannot be written.
    """
    for number, migration in enumerate(migrations, start=1):
        if version(db) < number:
            _step(db, number, migration)


def _step(db: Database, number: int, migration: Migration) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        # another process may have taken this step while we waited for the lock
        if version(db) < number:
            migration(db)
            db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")
    except BaseException:
        rollback(db)
        raise


def rollback(db: Database) -> None:
    """Leave the open transaction, if SQLite has not already done so by itself (it does on a full disk)."""
    if db.conn.in_transaction:
        try:
            db.execute("ROLLBACK")
        except sqlite3.Error:  # pragma: no cover - the first error is the one to report
            return
