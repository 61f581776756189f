"""Public answers."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from knowledge.storage import rows
from knowledge.storage.answers import ANSWER_DAYS, Kept, Part, PublicAnswer
from knowledge.storage.any_of import AnyOf
from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.redaction import redacted, words_of

_STALE: Final = (
    "SELECT * FROM answers WHERE number IN (SELECT answer FROM answer_quotes WHERE changed IS NOT shown) "
    "ORDER BY number LIMIT ?"
)


class SQLAnswers:
    """The public answers of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def keep(self, answer: PublicAnswer) -> None:
        """Keep what a message shows now, in place of what it showed before; drop what is too old."""
        now = datetime.now(UTC)
        with self._connections.writing() as db:
            db.execute("DELETE FROM answers WHERE at < ?", (rows.written(now - timedelta(days=ANSWER_DAYS)),))
            db.execute("DELETE FROM answers WHERE place = ?", (rows.plain(answer.place),))
            drop_orphans(db)
            made = db.execute(
                "INSERT INTO answers (place, person, language, parts, at) VALUES (?, ?, ?, ?, ?) RETURNING number",
                (
                    rows.plain(answer.place),
                    rows.plain(answer.person),
                    answer.language,
                    _json([asdict(part) for part in answer.parts]),
                    rows.written(now),
                ),
            )
            number = made.fetchone()[0]
            quotes = [
                {
                    "answer": number,
                    "quote": quote,
                    "source": kept.source,
                    "said": _json(kept.said),
                    "changed": kept.changed,
                    "shown": kept.shown,
                }
                for quote, kept in answer.quotes.items()
            ]
            db.insert_all("answer_quotes", quotes)

    def discard(self, place: str) -> None:
        """Forget a message that shows no quote any more, or cannot be changed."""
        with self._connections.writing() as db:
            db.execute("DELETE FROM answers WHERE place = ?", (rows.plain(place),))
            drop_orphans(db)

    def quoting(self, quotes: Collection[str]) -> int:
        """How many messages show at least one of the quotes."""
        sql = (
            "SELECT count(DISTINCT answer) FROM answer_quotes WHERE quote IN (SELECT value FROM json_each(?))"
        )
        with self._connections.reading() as db:
            return int(db.execute(sql, (AnyOf(tuple(map(rows.claim_id, sorted(quotes)))),)).fetchone()[0])

    def stale(self, *, limit: int) -> list[PublicAnswer]:
        """Messages that show a quote which has changed since, the oldest first."""
        with self._connections.reading() as db:
            found = list(db.query(_STALE, (limit,)))
            return [_answer(row, _quotes_of(db, row["number"])) for row in found]

    def mended(self, place: str, *, marked: Mapping[str, str], plain: Mapping[str, str]) -> None:
        """Note which changes of its quotes a message shows now, and which left a quote as it was sent."""
        of_message = "quote = ? AND answer = (SELECT number FROM answers WHERE place = ?)"
        with self._connections.writing() as db:
            for quote, change in marked.items():
                db.execute(
                    f"UPDATE answer_quotes SET shown = ? WHERE {of_message}",  # noqa: S608
                    (change, rows.claim_id(quote), rows.plain(place)),
                )
            for quote, change in plain.items():
                db.execute(
                    "UPDATE answer_quotes SET shown = NULL, changed = nullif(changed, ?) "  # noqa: S608
                    f"WHERE {of_message}",
                    (change, rows.claim_id(quote), rows.plain(place)),
                )


def mark(db: Transaction, source_id: str) -> None:
    """Let the messages that quote a source be looked at again, within the transaction that changes it."""
    # to the microsecond: two changes are never taken for one
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    db.execute("UPDATE answer_quotes SET changed = ? WHERE source = ?", (now, source_id))


def forget_source(db: Transaction, source_id: str, *, text: str, names: Iterable[str | None]) -> None:
    """Take what a removed source says out of all messages, and let those that quote it be looked at."""
    mark(db, source_id)
    db.execute("UPDATE answer_quotes SET said = '{}' WHERE source = ?", (source_id,))
    gone = {
        (row["answer"], row["quote"])
        for row in db.query("SELECT answer, quote FROM answer_quotes WHERE source = ?", (source_id,))
    }
    words = words_of(text, list(names))
    for row in list(db.query("SELECT number, parts FROM answers")):
        parts = [
            {**part, "blocks": [], "text": ""}
            if (row["number"], part["quote"]) in gone
            else redacted(part, words)
            for part in json.loads(row["parts"])
        ]
        if (written := _json(parts)) != row["parts"]:
            db.execute("UPDATE answers SET parts = ? WHERE number = ?", (written, row["number"]))


def drop_orphans(db: Transaction) -> None:
    """Forget the quotes of messages that are no longer kept."""
    db.execute("DELETE FROM answer_quotes WHERE answer NOT IN (SELECT number FROM answers)")


def _answer(row: rows.Row, quotes: Mapping[str, Kept]) -> PublicAnswer:
    parts = (
        Part(blocks=tuple(part["blocks"]), text=part["text"], quote=part["quote"])
        for part in json.loads(row["parts"])
    )
    return PublicAnswer(
        place=row["place"],
        person=row["person"],
        language=row["language"],
        parts=tuple(parts),
        quotes=quotes,
    )


def _quotes_of(db: Transaction, number: int) -> dict[str, Kept]:
    found = db.query("SELECT * FROM answer_quotes WHERE answer = ?", (number,))
    return {
        row["quote"]: Kept(
            source=row["source"], said=json.loads(row["said"]), changed=row["changed"], shown=row["shown"]
        )
        for row in found
    }


def _json(value: Any) -> str:
    return str(rows.plain(json.dumps(value, ensure_ascii=False, separators=(",", ":"))))
