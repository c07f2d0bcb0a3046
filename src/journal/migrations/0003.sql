-- The third form: every record is tied to the one before, and all of them to one head. `journal/sqlite/migrate.rs` makes the chain of what is
-- there already, and takes the items of personal lists apart.

-- Its place among all records of the store; the commitments to the personal values and files of a record, 32 bytes each; what ties it to the
-- record before: the rules by which that is made, then the hash.
ALTER TABLE records ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN commitments BLOB NOT NULL DEFAULT x'';
ALTER TABLE records ADD COLUMN link BLOB NOT NULL DEFAULT x'';

-- A run that came from elsewhere: no mail leaves from it by itself until a person says so.
ALTER TABLE runs ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));

-- The head: how many records there are, and the hash that ties them all; `seal` is the same under the master key.
CREATE TABLE head (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    store BLOB NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seal BLOB NOT NULL
) STRICT;
