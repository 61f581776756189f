"""The tables and functions that PostgreSQL is searched by: words, and the partitions of large workspaces.

Making a partition takes rights that the program's role does not have; four functions, which run with the rights of
the schema's owner, do just that for the workspace of the transaction. They look for tables in somebody's temporary ones
last: else whoever may call them could put one of their own in the way, with a trigger that runs with those rights.
"""

from typing import Final

from knowledge.storage.postgres.tables import SETTING, table

_POLICY: Final = f"USING (workspace = current_setting('{SETTING}', true))"

_TABLES: Final = (
    *table(
        "fresh_words",
        "source bigint NOT NULL, quotes bigint NOT NULL, words text NOT NULL, "
        "ends bytea NOT NULL, occurrences bytea NOT NULL",
        key="source",
    ),
    *(
        f"ALTER TABLE fresh_words ALTER {column} SET STORAGE EXTERNAL"
        for column in ("words", "ends", "occurrences")
    ),
    *table("terms", "term text NOT NULL, quotes bigint NOT NULL", key="term"),
    *table(
        "term_blocks",
        "term text NOT NULL, first bigint NOT NULL, last bigint NOT NULL, occurrences bytea NOT NULL",
        key="term, first",
    ),
    "ALTER TABLE term_blocks ALTER occurrences SET STORAGE EXTERNAL",
    *table("partitioned", "partition text NOT NULL", key="partition"),
    # rows of large workspaces alone, each in a partition of its own: nothing is ever shared
    f"""CREATE TABLE claim_vectors (
        key bigint NOT NULL, withheld boolean NOT NULL, embedding halfvec(384) NOT NULL,
        workspace text COLLATE "C" NOT NULL DEFAULT current_setting('{SETTING}'),
        PRIMARY KEY (workspace, key)) PARTITION BY LIST (workspace)""",
    "ALTER TABLE claim_vectors ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE claim_vectors FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY own ON claim_vectors {_POLICY}",
)

_FUNCTION: Final = """CREATE FUNCTION {name}() RETURNS text LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = counterpoint, public, pg_temp AS $body$
    DECLARE
        own text := current_setting('{setting}');
        made text := 'claim_vectors_' || md5(own);
        app boolean := EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'counterpoint_app');
    BEGIN
        {body}
        RETURN made;
    END $body$"""

_BEGIN: Final = """EXECUTE format('DROP TABLE IF EXISTS %I', made);
        EXECUTE format(
            'CREATE TABLE %I (LIKE claim_vectors INCLUDING STORAGE INCLUDING DEFAULTS, CHECK (workspace = %L))', made, own);
        IF app THEN
            EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO counterpoint_app', made);
        END IF;"""

# what the planner knows of a partition it knows from ANALYZE alone
_INDEX: Final = """EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (workspace, key)', made);
        EXECUTE format('CREATE INDEX ON %I USING hnsw (embedding halfvec_ip_ops)', made);
        EXECUTE format('ANALYZE %I', made);"""

# from here on its rows are reached through `claim_vectors` alone
_ATTACH: Final = """IF app THEN
            EXECUTE format('REVOKE ALL ON %I FROM counterpoint_app', made);
        END IF;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', made);
        EXECUTE format($$CREATE POLICY own ON %I THOSE_OF_ITS_OWN$$, made);
        EXECUTE format('ALTER TABLE claim_vectors ATTACH PARTITION %I FOR VALUES IN (%L)', made, own);
        INSERT INTO partitioned (partition) VALUES (made);"""

_DROP: Final = """DELETE FROM partitioned WHERE workspace = own;
        EXECUTE format('DROP TABLE IF EXISTS %I', made);"""

_FUNCTIONS: Final = tuple(
    _FUNCTION.format(name=name, body=body.replace("THOSE_OF_ITS_OWN", _POLICY), setting=SETTING)
    for name, body in (
        ("begin_partition", _BEGIN),
        ("index_partition", _INDEX),
        ("attach_partition", _ATTACH),
        ("drop_partition", _DROP),
    )
)

SEARCHING: Final = (*_TABLES, *_FUNCTIONS)
