"""The schema on PostgreSQL: for each step of SQLite's list, by the same name, the statements that do the same here.

Every table of a workspace's rows has the workspace first in its primary key, so that it can be spread over servers by
it, and shows only the rows of the workspace that the transaction has named. A step that has been released is never
changed.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from knowledge.storage.postgres.search_schema import SEARCHING
from knowledge.storage.postgres.tables import index, table

Steps: TypeAlias = Mapping[str, tuple[str, ...]]

_OF_SOURCE: Final = "FOREIGN KEY (workspace, source) REFERENCES sources ON DELETE CASCADE"
_OF_CLAIM: Final = "FOREIGN KEY (workspace, key) REFERENCES claims ON DELETE CASCADE"


_NUMBERED: Final = "number bigint NOT NULL DEFAULT next_number('{}')"

_FUNCTIONS: Final = (
    """CREATE FUNCTION next_number(counted text, wanted bigint DEFAULT 1) RETURNS bigint LANGUAGE sql AS $$
        INSERT INTO counterpoint.numbers (name, last) VALUES (counted, wanted)
        ON CONFLICT (workspace, name) DO UPDATE SET last = numbers.last + excluded.last RETURNING last $$""",
    # A revision that was seen never comes again, nor a number of renewals, not even for a workspace that was deleted
    # and begun anew: other processes may still hold what they loaded of the one before.
    """CREATE FUNCTION begin_writing(wanted text) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            LOOP
                PERFORM 1 FROM counterpoint.workspaces WHERE id = wanted FOR NO KEY UPDATE;
                EXIT WHEN FOUND;
                INSERT INTO counterpoint.workspaces (id) VALUES (wanted) ON CONFLICT DO NOTHING;
                IF FOUND THEN
                    INSERT INTO counterpoint.meta (name, value)
                    SELECT counted, value << 32 FROM counterpoint.totals, unnest(ARRAY['revision', 'renewals']) AS counted
                    WHERE totals.name = 'deletions';
                    EXIT;
                END IF;
            END LOOP;
        END $$""",
)

_TABLES: Final = (
    'CREATE TABLE workspaces (id text COLLATE "C" PRIMARY KEY, made timestamptz NOT NULL DEFAULT now())',
    'CREATE TABLE totals (name text COLLATE "C" PRIMARY KEY, value bigint NOT NULL)',
    "INSERT INTO totals VALUES ('deletions', 0)",
    *table("meta", "name text NOT NULL, value bigint NOT NULL", key="name"),
    *table("numbers", "name text NOT NULL, last bigint NOT NULL", key="name"),
    *_FUNCTIONS,
    *table("counters", "prefix text NOT NULL, last bigint NOT NULL", key="prefix"),
    *table(
        "sources",
        "key bigint NOT NULL DEFAULT next_number('sources'), id text NOT NULL, sha256 text NOT NULL, "
        "file text NOT NULL, kind text NOT NULL, title text, author text, author_role text, outlet text, date text, "
        "url text, topic text, added text NOT NULL, claims bigint NOT NULL",
        key="key",
        also="UNIQUE (workspace, id), UNIQUE (workspace, sha256)",
    ),
    *table(
        "documents",
        'source bigint NOT NULL, "text" text NOT NULL, blocks text NOT NULL',
        key="source",
        also=_OF_SOURCE,
    ),
    *table("originals", "source bigint NOT NULL, deflated bytea NOT NULL", key="source", also=_OF_SOURCE),
    *table("fingerprints", "source bigint NOT NULL, minhash bytea NOT NULL", key="source", also=_OF_SOURCE),
    *table(
        "claims",
        'key bigint NOT NULL, id text NOT NULL, source bigint NOT NULL, start bigint NOT NULL, "end" bigint NOT NULL, '
        "quote text NOT NULL, speaker text, role text, manner text NOT NULL, evidence text NOT NULL, "
        "score double precision NOT NULL, entities text NOT NULL, headline boolean NOT NULL, "
        "needs_before boolean NOT NULL, before text NOT NULL, after text NOT NULL",
        key="key",
        also=f"UNIQUE (workspace, id), {_OF_SOURCE}",
    ),
    index("claims_in_order", "claims", "source, start, key"),
    index("claims_by_speaker", "claims", "speaker"),
    *table(
        "claim_topics",
        "key bigint NOT NULL, topic text NOT NULL, score double precision NOT NULL",
        key="key, topic",
        also=_OF_CLAIM,
    ),
    index("claims_by_topic", "claim_topics", "topic, score DESC, key"),
    *table(
        "claim_entities",
        "key bigint NOT NULL, entity text NOT NULL, score double precision NOT NULL",
        key="key, entity",
        also=_OF_CLAIM,
    ),
    index("claims_by_entity", "claim_entities", "entity, key, score"),
    *table(
        "vectors",
        "source bigint NOT NULL, first_key bigint NOT NULL, float16 bytea NOT NULL",
        key="source",
        also=_OF_SOURCE,
    ),
    # half precision does not become shorter by compressing it
    "ALTER TABLE vectors ALTER float16 SET STORAGE EXTERNAL",
    *SEARCHING,
)

_RECORDS: Final = (
    *table("settings", "name text NOT NULL, value text NOT NULL", key="name"),
    *table("channels", "channel text NOT NULL, topic text NOT NULL", key="channel"),
    *table(
        "preferences", "person text NOT NULL, name text NOT NULL, value text NOT NULL", key="person, name"
    ),
    *table(
        "questions",
        "token text NOT NULL, person text NOT NULL, command text NOT NULL, arguments text NOT NULL, at text NOT NULL",
        key="token",
    ),
    index("questions_by_person", "questions", "person, at"),
    index("questions_by_time", "questions", "at"),
    *table(
        "votes",
        f"{_NUMBERED.format('votes')}, key bigint NOT NULL, person text NOT NULL, stance text NOT NULL, "
        "asked text NOT NULL, same_words text NOT NULL, float16 bytea NOT NULL, at text NOT NULL",
        key="number",
        also=_OF_CLAIM,
    ),
    # by a digest: an index takes no text of ten thousand characters
    "CREATE UNIQUE INDEX votes_once ON votes (workspace, key, person, stance, md5(same_words))",
    index("votes_by_person", "votes", "person"),
)

_ENCODERS: Final = (
    "ALTER TABLE vectors ADD COLUMN encoder bigint NOT NULL DEFAULT 1",
    "ALTER TABLE votes ADD COLUMN encoder bigint NOT NULL DEFAULT 1",
)

_CARDS: Final = (
    *table(
        "cards",
        "person text NOT NULL, key bigint NOT NULL, state text NOT NULL, before text NOT NULL, rating text, "
        "answers bigint NOT NULL, due text NOT NULL, at text NOT NULL",
        key="person, key",
        also=_OF_CLAIM,
    ),
    index("cards_by_claim", "cards", "key"),
    *table("drills", "person text NOT NULL, topic text, key bigint", key="person", also=_OF_CLAIM),
    index("drills_by_claim", "drills", "key"),
)

_DRAFTS: Final = (
    *table(
        "drafts",
        "token text NOT NULL, person text NOT NULL, source bigint NOT NULL, content text NOT NULL, at text NOT NULL",
        key="token",
        also=f"UNIQUE (workspace, person, source), {_OF_SOURCE}",
    ),
    index("drafts_by_source", "drafts", "source"),
)

_NOTEBOOKS: Final = (
    *table(
        "notebooks",
        f"{_NUMBERED.format('notebooks')}, key bigint NOT NULL, person text NOT NULL, note text, at text NOT NULL",
        key="number",
        also=f"UNIQUE (workspace, person, key), {_OF_CLAIM}",
    ),
    index("notebooks_by_claim", "notebooks", "key"),
)

_REVIEWS: Final = (
    'ALTER TABLE sources ADD COLUMN review text COLLATE "C"',
    'ALTER TABLE sources ADD COLUMN retracted text COLLATE "C"',
    'ALTER TABLE sources ADD COLUMN reason text COLLATE "C"',
    "ALTER TABLE claims ADD COLUMN dropped boolean NOT NULL DEFAULT false",
    "ALTER TABLE claims ADD COLUMN withheld boolean NOT NULL DEFAULT false",
    index("claims_withheld", "claims", "key", where="withheld"),
    *table(
        "corrections",
        "corrected bigint NOT NULL, detected text, detected_role text, detected_manner text NOT NULL",
        key="corrected",
        also="FOREIGN KEY (workspace, corrected) REFERENCES claims ON DELETE CASCADE",
    ),
    *table(
        "review_steps",
        f"{_NUMBERED.format('review_steps')}, source bigint NOT NULL, before text NOT NULL",
        key="number",
        also=_OF_SOURCE,
    ),
    index("review_steps_by_source", "review_steps", "source, number"),
)

_AUDIT: Final = (
    *table(
        "audit",
        "number bigint NOT NULL, at text NOT NULL, who text NOT NULL, action text NOT NULL, subject text NOT NULL, "
        "hash text NOT NULL",
        key="number",
    ),
    *table(
        "audit_people",
        "person text NOT NULL, who text NOT NULL",
        key="person",
        also="UNIQUE (workspace, who)",
    ),
)

_ANSWERS: Final = (
    *table(
        "answers",
        f"{_NUMBERED.format('answers')}, place text NOT NULL, person text NOT NULL, language text NOT NULL, "
        "parts text NOT NULL, at text NOT NULL",
        key="number",
        also="UNIQUE (workspace, place)",
    ),
    index("answers_by_time", "answers", "at"),
    *table(
        "answer_quotes",
        "answer bigint NOT NULL, quote text NOT NULL, source text NOT NULL, said text NOT NULL, changed text, shown text",
        key="answer, quote",
    ),
    index("answer_quotes_by_quote", "answer_quotes", "quote"),
    index("answer_quotes_by_source", "answer_quotes", "source"),
    index("answer_quotes_to_mend", "answer_quotes", "answer", where="changed IS DISTINCT FROM shown"),
)

_JOBS: Final = table(
    "jobs",
    f"{_NUMBERED.format('jobs')}, name text NOT NULL, content bytea, options text NOT NULL, begun bigint NOT NULL",
    key="number",
)

WORKSPACES: Final[Steps] = {
    "sources_claims_words_and_vectors": _TABLES,
    "settings_questions_votes_and_preferences": _RECORDS,
    "the_encoder_of_each_vector": _ENCODERS,
    "cards_of_what_people_practise": _CARDS,
    "the_drafts_of_posts": _DRAFTS,
    "quotes_that_people_keep": _NOTEBOOKS,
    "what_moderators_make_of_claims": _REVIEWS,
    "who_did_what": _AUDIT,
    "public_answers_and_their_quotes": _ANSWERS,
    # the server's own checksums notice bytes that changed by themselves
    "a_digest_of_each_source": (),
    "what_is_still_to_be_added": tuple(_JOBS),
    "who_is_at_work_on_what_is_to_be_added": ("ALTER TABLE jobs ADD COLUMN owner text NOT NULL DEFAULT ''",),
}

# Row security shows the rows of one workspace at a time, here as everywhere: what is asked of all of them is asked of one
# after the other, without a journey for each.
_AT_WORK_ANYWHERE: Final = """CREATE FUNCTION at_work_anywhere() RETURNS TABLE (workspace_id text, owner text)
    LANGUAGE plpgsql AS $$
        DECLARE
            before text := current_setting('counterpoint.workspace', true);
        BEGIN
            FOR workspace_id IN SELECT id FROM counterpoint.workspaces LOOP
                PERFORM set_config('counterpoint.workspace', workspace_id, true);
                RETURN QUERY SELECT DISTINCT workspace_id, jobs.owner FROM counterpoint.jobs;
            END LOOP;
            PERFORM set_config('counterpoint.workspace', coalesce(before, ''), true);
        END $$"""

INSTALLATION: Final[Steps] = {
    "deliveries_marks_departures_and_secrets": (
        'CREATE TABLE deliveries (delivery text COLLATE "C" PRIMARY KEY, at text COLLATE "C" NOT NULL)',
        "CREATE INDEX deliveries_by_time ON deliveries (at)",
        'CREATE TABLE marks (name text COLLATE "C" PRIMARY KEY, value text COLLATE "C" NOT NULL)',
        'CREATE TABLE departures (workspace text COLLATE "C" PRIMARY KEY, at text COLLATE "C" NOT NULL)',
        'CREATE TABLE secrets (kind text COLLATE "C", name text COLLATE "C", token bytea, PRIMARY KEY (kind, name))',
    ),
    "how_often_people_ask": (
        "CREATE UNLOGGED TABLE turns (name bigint PRIMARY KEY, full_at float8, turn float8, granted integer)",
    ),
    "what_is_being_answered": (
        """CREATE TABLE in_flight (delivery text COLLATE "C" PRIMARY KEY, owner text COLLATE "C" NOT NULL,
            at text COLLATE "C" NOT NULL, in_doubt smallint NOT NULL, sealed bytea NOT NULL)""",
    ),
    "who_is_at_work_anywhere": (_AT_WORK_ANYWHERE,),
}
