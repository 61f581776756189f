"""A transaction that writes very much is planned for what it has written, not for the empty tables that it found."""

from dataclasses import replace

import psycopg

from knowledge.storage import changes
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from tests.knowledge.storage.invented import new_source

CLAIMS, SOURCES = 60, 80
READ = "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'claims'"


def test_checking_a_foreign_key_stays_cheap_however_many_rows_one_transaction_adds(database: str) -> None:
    store = PostgresStore(PostgresServer(database))
    store.workspace("filled").count()
    with psycopg.connect(database) as empty:
        empty.execute("TRUNCATE counterpoint.claims CASCADE")
    with store.connections("filled").writing() as db:
        # no statistics are taken meanwhile, which would find a table of many pages without a row that counts
        db.execute("LOCK TABLE claims IN SHARE UPDATE EXCLUSIVE MODE")
        for number in range(SOURCES):
            texts = [f"The treaty {number} of clause {at} will hold." for at in range(CLAIMS)]
            new = new_source(*texts, file=f"{number}.txt")
            changes.add(db, replace(new, topics=[("treaties", "clauses")] * CLAIMS))
        read = db.execute(READ).fetchone()[0]
    # the first two thousand are checked by reading what is there; each of the others by its key
    assert read < (CLAIMS * SOURCES) ** 2 / 20
    store.close()
