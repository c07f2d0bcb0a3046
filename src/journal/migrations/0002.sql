-- The outbox: what is still to leave by mail, or for a person to decide, a row for each recipient. It follows the events of the records that are
-- kept in the same transaction; what has left or was taken out has no row any more.
CREATE TABLE outbox (
    run TEXT NOT NULL REFERENCES runs (id),
    mail INTEGER NOT NULL CHECK (mail > 0),
    recipient INTEGER NOT NULL CHECK (recipient > 0),
    state TEXT NOT NULL CHECK (state IN ('queued', 'taken', 'failed', 'uncertain')),
    queued_at TEXT NOT NULL,
    -- Not to be taken earlier: a server that puts off is asked again later and later.
    due_at TEXT NOT NULL,
    -- Until when it belongs to whoever took it.
    taken_until TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    -- Why it was put off last.
    reason TEXT,
    PRIMARY KEY (run, mail, recipient)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_by_age ON outbox (state, queued_at, run, mail, recipient);

-- When what time brings about was seen to last.
CREATE TABLE ticks (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    at TEXT NOT NULL
) STRICT;
