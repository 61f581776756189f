"""What people practise."""

from typing import Final

from knowledge.cards import Card, Drill
from knowledge.storage import rows
from knowledge.storage.connections import Connections

_CARDS: Final = "SELECT cards.*, claims.id FROM cards JOIN claims USING (key) WHERE person = ?"
_KEEP: Final = (
    "INSERT INTO cards (person, key, state, before, rating, answers, due, at) "
    "SELECT ?, key, ?, ?, ?, ?, ?, ? FROM claims WHERE key = ? ON CONFLICT (person, key) DO UPDATE SET "
    "state = excluded.state, before = excluded.before, rating = excluded.rating, answers = excluded.answers, "
    "due = excluded.due, at = excluded.at"
)


class SQLCards:
    """The cards of one workspace. Any number of threads may use them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of(self, person: str) -> list[Card]:
        """All cards of a person, those that come back first."""
        with self._connections.reading() as db:
            return list(map(_card_from, db.query(f"{_CARDS} ORDER BY due, key", [rows.plain(person)])))

    def find(self, person: str, key: int) -> Card | None:
        """A person's card of a claim."""
        with self._connections.reading() as db:
            found = db.query(f"{_CARDS} AND key = ?", [rows.plain(person), int(key)])
            return next(map(_card_from, found), None)

    def keep(self, card: Card) -> bool:
        """Keep a card in place of the one before; False where its claim is gone."""
        values = (card.state, card.before, card.rating, card.answers, card.due, card.at, int(card.key))
        with self._connections.writing() as db:
            return db.execute(_KEEP, (rows.plain(card.person), *values)).rowcount == 1

    def drill(self, person: str) -> Drill | None:
        """What a person is practising, unless it was stopped."""
        with self._connections.reading() as db:
            found = db.query("SELECT topic, key FROM drills WHERE person = ?", [rows.plain(person)])
            return next((Drill(topic=row["topic"], key=row["key"]) for row in found), None)

    def set_drill(self, person: str, drill: Drill | None) -> None:
        """Keep what a person is practising; None where they stop."""
        name = rows.plain(person)
        with self._connections.writing() as db:
            if drill is None:
                db.execute("DELETE FROM drills WHERE person = ?", (name,))
            else:
                # a claim that is gone leaves its topic
                db.execute(
                    "INSERT INTO drills (person, topic, key) VALUES (?, ?, (SELECT key FROM claims WHERE key = ?)) "
                    "ON CONFLICT (person) DO UPDATE SET topic = excluded.topic, key = excluded.key",
                    (name, rows.plain(drill.topic), drill.key),
                )


def _card_from(row: rows.Row) -> Card:
    return Card(
        person=row["person"],
        key=row["key"],
        quote=row["id"],
        state=row["state"],
        before=row["before"],
        rating=row["rating"],
        answers=row["answers"],
        due=row["due"],
        at=row["at"],
    )
