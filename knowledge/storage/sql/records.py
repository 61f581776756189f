"""What a workspace remembers besides its sources."""

import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final, TypeVar

import numpy as np

from knowledge.drafts import Draft, Framing, Picks
from knowledge.storage import rows
from knowledge.storage.any_of import AnyOf, numbers
from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.records import DRAFT_DAYS, NAMED_IN, QUESTION_DAYS, Dispute
from knowledge.storage.sql.answers import drop_orphans
from knowledge.storage.sql.cards import SQLCards
from knowledge.storage.store import Vectors
from knowledge.storage.vectors import ENCODER, packed
from knowledge.types import Kept, NotebookEntry, Question, Stance, Vote
from knowledge.understanding.words import words

T = TypeVar("T")

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_TOKEN_LENGTH: Final = 8
_VOTES: Final = "SELECT votes.*, claims.id FROM votes JOIN claims USING (key)"
_AGAINST: Final = "WHERE key IN (SELECT value FROM json_each(?))"
_SET: Final = (
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_SET_CHANNEL: Final = (
    "INSERT INTO channels (channel, topic) VALUES (?, ?) "
    "ON CONFLICT (channel) DO UPDATE SET topic = excluded.topic"
)
_PREFER: Final = (
    "INSERT INTO preferences (person, name, value) VALUES (?, ?, ?) "
    "ON CONFLICT (person, name) DO UPDATE SET value = excluded.value"
)
_ASK: Final = "INSERT INTO questions (token, person, command, arguments, at) VALUES (?, ?, ?, ?, ?)"
_SAVE: Final = (
    "INSERT INTO notebooks (key, person, note, at) SELECT key, ?, ?, ? FROM claims WHERE key = ? "
    "ON CONFLICT DO NOTHING"
)
_KEEP_DRAFT: Final = (
    "INSERT INTO drafts (token, person, source, content, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (person, source) "
    "DO UPDATE SET content = excluded.content, at = excluded.at RETURNING token"
)
_AGAIN: Final = (
    "UPDATE questions SET at = ? WHERE person = ? AND command = ? AND arguments = ? RETURNING token"
)
_DRAFTS: Final = "SELECT drafts.*, sources.id FROM drafts JOIN sources ON sources.key = drafts.source"
_NAMING: Final = "SELECT * FROM questions WHERE arguments LIKE '%\"for\"%' OR arguments LIKE '%\"against\"%'"
_OF_PERSON: Final = f"{_NAMING} OR person = ? ORDER BY at, token"
_NOTEBOOK: Final = (
    "SELECT notebooks.*, claims.id FROM notebooks JOIN claims USING (key) WHERE person = ? ORDER BY number"
)
_ACTIONS: Final = (
    "SELECT at, action, subject FROM audit JOIN audit_people USING (who) WHERE person = ? ORDER BY number"
)
_ANSWERS: Final = (
    "SELECT number, at, quote FROM answers JOIN answer_quotes ON answer = number WHERE person = ? "
    "ORDER BY number, quote"
)
_ABOUT_PEOPLE: Final = (
    "questions", "votes", "preferences", "cards", "drills", "drafts", "notebooks", "audit_people", "answers",
)  # fmt: skip


class SQLRecords:
    """The records of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.cards = SQLCards(connections)

    def settings(self) -> dict[str, str]:
        """All settings of the workspace."""
        return dict(self._read(_pair, "SELECT name, value FROM settings ORDER BY name"))

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting; None deletes it."""
        if value is None:
            self._write("DELETE FROM settings WHERE name = ?", name)
        else:
            self._write(_SET, name, value)

    def channel_topic(self, channel: str) -> str | None:
        """A channel's default topic."""
        sql = "SELECT topic FROM channels WHERE channel = ?"
        return next(iter(self._read(lambda row: str(row["topic"]), sql, channel)), None)

    def set_channel_topic(self, channel: str, topic: str | None) -> None:
        """Keep a channel's default topic; None deletes it."""
        if topic is None:
            self._write("DELETE FROM channels WHERE channel = ?", channel)
        else:
            self._write(_SET_CHANNEL, channel, topic)

    def keep_question(self, *, person: str, command: str, arguments: Mapping[str, str]) -> str:
        """Keep what was asked, drop what is too old, and return the new question's token."""
        now = datetime.now(UTC)
        values = (rows.plain(person), command, _arguments(arguments), rows.written(now))
        with self._connections.writing() as db:
            db.execute(
                "DELETE FROM questions WHERE at < ?", (rows.written(now - timedelta(days=QUESTION_DAYS)),)
            )
            # the same question, asked again, is one question; it is kept from the last time on
            same = db.execute(_AGAIN, (values[-1], *values[:-1])).fetchone()
            token = same[0] if same else _free_token(db, "questions")
            if not same:
                db.execute(_ASK, (token, *values))
        return str(token)

    def question(self, token: str) -> Question | None:
        """What was asked under a token."""
        return next(
            iter(self._read(rows.question_from, "SELECT * FROM questions WHERE token = ?", token)), None
        )

    def change_question(self, token: str, *, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
        """Replace what was asked under a token; False where it is not, or no longer, what it was `before`."""
        sql = "UPDATE questions SET arguments = ? WHERE token = ? AND arguments = ?"
        return self._write(sql, _arguments(after), token, _arguments(before)) == 1

    def vote(self, *, person: str, key: int, asked: str, stance: Stance, vector: Vectors) -> bool:
        """Count a vote against a quote; False when this person has voted so already, or the quote is gone."""
        sql = (
            "INSERT INTO votes (key, person, stance, asked, same_words, float16, encoder, at) "
            "SELECT key, ?, ?, ?, ?, ?, ?, ? FROM claims WHERE key = ? ON CONFLICT DO NOTHING"
        )
        text = rows.plain(asked)
        same_words = " ".join(words(text))
        values = (rows.plain(person), stance, text, same_words, packed(vector), ENCODER, _now(), int(key))
        with self._connections.writing() as db:
            return db.execute(sql, values).rowcount == 1

    def votes(self) -> list[Vote]:
        """All votes, the oldest first."""
        return self._read(rows.vote_from, f"{_VOTES} ORDER BY number")

    def disputes(self, keys: Collection[int] | None = None) -> list[Dispute]:
        """The votes against the quotes with these keys, or all, the oldest first."""
        if keys is None:
            return self._read(_dispute_from, f"{_VOTES} ORDER BY number")
        return self._read(_dispute_from, f"{_VOTES} {_AGAINST} ORDER BY number", numbers(keys))

    def outdated(self) -> list[str]:
        """What was asked in the votes whose vectors an earlier encoder made."""
        sql = "SELECT DISTINCT asked FROM votes WHERE encoder <> ? ORDER BY asked"
        return self._read(lambda row: str(row["asked"]), sql, ENCODER)

    def renew(self, asked: str, vector: Vectors) -> None:
        """Replace the vector of all votes in which this was asked."""
        with self._connections.writing() as db:
            db.execute(
                "UPDATE votes SET float16 = ?, encoder = ? WHERE asked = ?",
                (packed(vector), ENCODER, rows.plain(asked)),
            )

    def dismiss(self, claim_id: str) -> int:
        """Drop the votes against a quote and return how many there were."""
        return self._write(
            "DELETE FROM votes WHERE key = (SELECT key FROM claims WHERE id = ?)", rows.claim_id(claim_id)
        )

    def preferences(self, person: str) -> dict[str, str]:
        """The preferences of a person."""
        sql = "SELECT name, value FROM preferences WHERE person = ? ORDER BY name"
        return dict(self._read(_pair, sql, person))

    def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Keep a preference of a person; None deletes it."""
        if value is None:
            self._write("DELETE FROM preferences WHERE person = ? AND name = ?", person, name)
        else:
            self._write(_PREFER, person, name, value)

    def keep_draft(
        self, *, person: str, source: str, picks: Picks, earlier: Sequence[Picks] = (), framing: Framing
    ) -> str | None:
        """Keep a person's draft about a source, drop what is too old, and return the draft's token."""
        now = datetime.now(UTC)
        content = rows.draft_content(picks, earlier, framing)
        with self._connections.writing() as db:
            db.execute("DELETE FROM drafts WHERE at < ?", (rows.written(now - timedelta(days=DRAFT_DAYS)),))
            known = db.execute("SELECT key FROM sources WHERE id = ?", (rows.source_id(source),)).fetchone()
            if known is None:
                return None
            values = (_free_token(db, "drafts"), rows.plain(person), known[0], content, rows.written(now))
            return str(db.execute(_KEEP_DRAFT, values).fetchone()[0])

    def draft(self, token: str) -> Draft | None:
        """The draft that is kept under a token."""
        return self._draft("drafts.token = ?", token)

    def draft_about(self, source: str, *, person: str) -> Draft | None:
        """A person's draft about a source."""
        return self._draft("sources.id = ? AND drafts.person = ?", rows.source_id(source), person)

    def discard_draft(self, token: str) -> bool:
        """Drop a draft; False when it is gone already."""
        return self._write("DELETE FROM drafts WHERE token = ?", token) > 0

    def save(self, person: str, key: int, text: str | None = None) -> bool:
        """Put a quote into a person's notebook; False when it is there, or the quote is gone."""
        who, words = rows.plain(person), rows.plain(text)
        with self._connections.writing() as db:
            if db.execute(_SAVE, (who, words, _now(), int(key))).rowcount == 1:
                return True
            if words is not None:
                db.execute(
                    "UPDATE notebooks SET note = ? WHERE person = ? AND key = ?", (words, who, int(key))
                )
            return False

    def unsave(self, person: str, claim_id: str) -> bool:
        """Take a quote out of a person's notebook; False when it is not there."""
        sql = "DELETE FROM notebooks WHERE person = ? AND key = (SELECT key FROM claims WHERE id = ?)"
        return self._write(sql, person, rows.claim_id(claim_id)) == 1

    def notebook(self, person: str) -> list[NotebookEntry]:
        """What a person keeps, in the order of saving."""
        return self._read(rows.notebook_entry_from, _NOTEBOOK, person)

    def clear_notebook(self, person: str) -> int:
        """Empty a person's notebook, leaving no byte of it behind, and return how many quotes there were."""
        with self._connections.writing() as db:
            gone = _forget(db, "notebooks", rows.plain(person))
        self._connections.scrub()
        return gone

    def about(self, person: str) -> Kept:
        """Everything that is kept about a person."""
        return Kept(
            person=person,
            questions=tuple(self._questions(rows.plain(person))),
            votes=tuple(self._read(rows.vote_from, f"{_VOTES} WHERE person = ? ORDER BY number", person)),
            drafts=tuple(
                self._read(rows.draft_from, f"{_DRAFTS} WHERE person = ? ORDER BY at, token", person)
            ),
            preferences=self.preferences(person),
            cards=tuple(self.cards.of(person)),
            drill=self.cards.drill(person),
            notebook=tuple(self.notebook(person)),
            answers=tuple(self._answers(person)),
            actions=tuple(self._read(_action, _ACTIONS, person)),
        )

    def forget(self, person: str) -> None:
        """Delete everything about a person, leaving no byte of it behind."""
        with self._connections.writing() as db:
            for table in _ABOUT_PEOPLE:
                _forget(db, table, rows.plain(person))
            drop_orphans(db)
        self._connections.scrub()

    def _questions(self, person: str) -> list[Question]:
        with self._connections.reading() as db:
            found = list(db.query(_OF_PERSON, (person,)))
            return [rows.question_from(row) for row in found if person in {row["person"], *_named(row)}]

    def _answers(self, person: str) -> list[tuple[str, str]]:
        with self._connections.reading() as db:
            by_message = groupby(
                db.query(_ANSWERS, (rows.plain(person),)), key=lambda row: (row["number"], row["at"])
            )
            return [(at, ", ".join(row["quote"] for row in quotes)) for (_, at), quotes in by_message]

    def _draft(self, where: str, *parameters: str) -> Draft | None:
        oldest = rows.written(datetime.now(UTC) - timedelta(days=DRAFT_DAYS))
        found = self._read(rows.draft_from, f"{_DRAFTS} WHERE {where} AND at >= ?", *parameters, oldest)
        return next(iter(found), None)

    def _read(self, convert: Callable[[rows.Row], T], sql: str, *parameters: str | int | AnyOf) -> list[T]:
        with self._connections.reading() as db:
            return list(map(convert, db.query(sql, list(map(rows.plain, parameters)))))

    def _write(self, sql: str, *parameters: str) -> int:
        with self._connections.writing() as db:
            return int(db.execute(sql, tuple(map(rows.plain, parameters))).rowcount)


def _arguments(given: Mapping[str, str]) -> str:
    return json.dumps({name: rows.plain(value) for name, value in given.items()}, ensure_ascii=False)


def _pair(row: rows.Row) -> tuple[str, str]:
    return row["name"], row["value"]


def _action(row: rows.Row) -> tuple[str, str, str]:
    return row["at"], row["action"], row["subject"]


def _dispute_from(row: rows.Row) -> Dispute:
    vector = np.frombuffer(row["float16"], dtype="<f2").astype(np.float32)
    return Dispute(key=row["key"], vote=rows.vote_from(row), vector=vector)


def _named(row: Mapping[str, object]) -> set[object]:
    """Who else a row is about: a match names two, whoever set it up."""
    given = row.get("arguments")
    arguments = json.loads(given) if isinstance(given, str) else {}
    return {arguments[name] for name in NAMED_IN if name in arguments}


def _forget(db: Transaction, table: str, person: str) -> int:
    """Delete the rows of a table that are about a person; how many these were."""
    gone = db.execute(f"DELETE FROM {table} WHERE person = ?", (person,)).rowcount  # noqa: S608
    if table == "questions":
        named = [row["token"] for row in db.query(_NAMING) if person in _named(row)]
        gone += len(named)
        for token in named:
            db.execute("DELETE FROM questions WHERE token = ?", (token,))
    if gone:
        db.write_anew(table)
    return gone


def _free_token(db: Transaction, table: str) -> str:
    """Letters that nobody can guess; each of them stands for one row."""
    while True:
        token = "".join(secrets.choice(_LETTERS) for _ in range(_TOKEN_LENGTH))
        if not db.execute(f"SELECT 1 FROM {table} WHERE token = ?", (token,)).fetchone():  # noqa: S608
            return token


def _now() -> str:
    return rows.written(datetime.now(UTC))
