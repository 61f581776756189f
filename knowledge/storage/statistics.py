"""What is counted over a whole database; claims that are withheld count nowhere."""

from knowledge.storage.connections import Transaction
from knowledge.types import TopicCount

_TOPICS = (
    "SELECT claim_topics.topic AS name, count(*) AS claims, count(DISTINCT source) AS sources, max(date) AS latest "
    "FROM claim_topics JOIN claims USING (key) JOIN sources ON sources.key = source "
    "WHERE NOT withheld GROUP BY 1 ORDER BY 2 DESC, 1"
)
_SPEAKERS = (
    "SELECT speaker, count(*) FROM claims WHERE speaker IS NOT NULL "
    "AND key NOT IN (SELECT key FROM claims WHERE withheld) GROUP BY 1 ORDER BY 2 DESC, 1"
)


def topics(db: Transaction) -> list[TopicCount]:
    """Topics of stored claims, the most frequent first."""
    return [TopicCount(**row) for row in db.query(_TOPICS)]


def speakers(db: Transaction) -> list[tuple[str, int]]:
    """Names of the speakers with the number of their claims, the most frequent first."""
    return [(name, number) for name, number in db.execute(_SPEAKERS)]


def count(db: Transaction) -> int:
    """Number of claims that can be quoted."""
    return int(db.execute("SELECT coalesce(sum(claims), 0) FROM sources").fetchone()[0])
