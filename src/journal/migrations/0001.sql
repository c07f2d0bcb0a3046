-- The first form of the store. A file that was released is never edited: the next form is the next file.

-- What the master key of the personal data is known by.
CREATE TABLE master (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    proof BLOB NOT NULL
) STRICT;

-- The texts that runs are pinned to, by their hash.
CREATE TABLE editions (
    hash TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Each run as lists show it. `records` is how many it has: the guard of every append. `key` is the key of its personal values, wrapped by
-- the master key; NULL once they are forgotten.
CREATE TABLE runs (
    id TEXT NOT NULL PRIMARY KEY,
    procedure TEXT NOT NULL,
    version TEXT NOT NULL,
    edition TEXT NOT NULL REFERENCES editions (hash),
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    records INTEGER NOT NULL CHECK (records > 0),
    key BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX runs_by_touch ON runs (touched_at, id);

-- What happened: the events of one command, as JSON, personal values left out.
CREATE TABLE records (
    run TEXT NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    events TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- The personal values of a record, encrypted. A row that is gone was forgotten.
CREATE TABLE sealed (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (run, number, n),
    FOREIGN KEY (run, number) REFERENCES records (run, number)
) STRICT, WITHOUT ROWID;

-- Files, encrypted, each under a key of its own that the master key wraps.
CREATE TABLE evidence (
    sha256 TEXT NOT NULL PRIMARY KEY,
    key BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Which record brought which file.
CREATE TABLE attached (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES evidence (sha256),
    PRIMARY KEY (run, number, sha256),
    FOREIGN KEY (run, number) REFERENCES records (run, number)
) STRICT, WITHOUT ROWID;
