-- The fifth form: a file lies in pieces, each sealed for itself, and is never in memory as a whole; `evidence.bytes` is empty where it does. What was
-- sealed as a whole before stays so. And a run says which public holidays it counts with; a program that does not know that must not take such a
-- store for a damaged one.
CREATE TABLE pieces (
    sha256 TEXT NOT NULL REFERENCES evidence (sha256),
    n INTEGER NOT NULL CHECK (n >= 0),
    bytes BLOB NOT NULL,
    UNIQUE (sha256, n)
) STRICT;

-- Lists are read from an index that has all they show, and what tells ids apart from one that has nothing else: neither goes through the runs themselves.
DROP INDEX runs_by_touch;
CREATE INDEX runs_listed ON runs (touched_at, id, procedure, version, edition, state, started_at, started_by, records, paused);
CREATE INDEX runs_ids ON runs (id);
