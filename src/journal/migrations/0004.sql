-- The fourth form: a record is found by an index of its own. In the table as it was a search went through the records themselves, and a long one, or
-- one beside it, was read whole each time that anything asked whether it is there.
CREATE TABLE indexed (
    run TEXT NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    events TEXT NOT NULL,
    place INTEGER NOT NULL DEFAULT 0,
    commitments BLOB NOT NULL DEFAULT x'',
    link BLOB NOT NULL DEFAULT x'',
    UNIQUE (run, number)
) STRICT;
INSERT INTO indexed SELECT run, number, at, by, events, place, commitments, link FROM records ORDER BY place;
DROP TABLE records;
ALTER TABLE indexed RENAME TO records;
