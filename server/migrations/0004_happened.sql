-- What has happened to a case besides papers: special procedures, extensions, decisions, and the project's own events. The
-- log is copied line by line into a table that takes the new kinds (any that the program knows); ids, order, hashes stay.
CREATE TABLE log (
    seq            INTEGER PRIMARY KEY,
    submission     TEXT NOT NULL REFERENCES submissions (id),
    id             TEXT NOT NULL,      -- UUID, minted by the client; of the first event, the submission's own
    body_hash      TEXT NOT NULL,
    type           TEXT NOT NULL,
    at             TEXT NOT NULL,      -- when it was recorded
    on_day         TEXT NOT NULL,      -- on which day it happened
    application    TEXT,               -- what was handed in with this event, and how it was reviewed
    review         TEXT,
    agreed         INTEGER CHECK (agreed IN (0, 1)),
    paper          TEXT,               -- JSON, the very notice, acceptance or refusal that was given
    reason         TEXT,               -- why the office did what the rules do not bear out
    detail         TEXT,               -- JSON, the event as the rules read it
    previous       TEXT NOT NULL,      -- hash of the line before; empty for the first
    hash           TEXT NOT NULL,
    UNIQUE (submission, id)
) STRICT;

INSERT INTO log (seq, submission, id, body_hash, type, at, on_day, application, review, agreed, paper, reason, previous, hash)
SELECT seq, submission, id, body_hash, type, at, on_day, application, review, agreed, paper, reason, previous, hash FROM events;

DROP TABLE events;
ALTER TABLE log RENAME TO events;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
