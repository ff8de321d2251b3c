-- 提交 Submissions: what applicants handed in, what the server's own review said, and all that happened since.
--
-- Times are RFC 3339 in Beijing time (+08:00); days are YYYY-MM-DD; hashes are SHA-256 in lower-case hexadecimal.

-- One row for each thing handed in, as it stands now. Its id and key are minted by the client, so that a retry
-- cannot file twice.
CREATE TABLE submissions (
    id             TEXT PRIMARY KEY,   -- UUID, lower case
    key_hash       TEXT NOT NULL,      -- of the secret that reads it back; the secret itself is never stored
    body_hash      TEXT NOT NULL,      -- of the body first sent, canonical: tells a retry from another body
    intent         TEXT NOT NULL CHECK (intent IN ('file', 'assist')),
    state          TEXT NOT NULL CHECK (state IN ('filed', 'assist-requested', 'withdrawn')),
    rulebook       TEXT NOT NULL,      -- id
    rulebook_hash  TEXT NOT NULL,      -- the version that the review was made with
    calendar_hash  TEXT NOT NULL,
    application    TEXT NOT NULL,      -- JSON, the very text that was sent
    review         TEXT NOT NULL,      -- JSON, the very text that core wrote; evidence, so it is kept
    verdict        TEXT NOT NULL,      -- of that review
    agreed         INTEGER CHECK (agreed IN (0, 1)),   -- did the client see the same verdict? NULL: it did not say
    received_at    TEXT NOT NULL,
    received_on    TEXT NOT NULL       -- the Beijing date of receipt: 收件
) STRICT;

-- 台账 The log: every change of state is one line, and no line is ever changed. Each line's hash covers its content
-- and the hash of the line before, over all submissions, so a line that was altered or taken out shows.
CREATE TABLE events (
    seq            INTEGER PRIMARY KEY,
    submission     TEXT NOT NULL REFERENCES submissions (id),
    id             TEXT NOT NULL,      -- UUID, minted by the client; of the first event, the submission's own
    body_hash      TEXT NOT NULL,
    type           TEXT NOT NULL CHECK (type IN ('received', 'assist-requested', 'amended', 'withdrawn')),
    at             TEXT NOT NULL,
    on_day         TEXT NOT NULL,
    application    TEXT,               -- what was handed in with this event, and how it was reviewed
    review         TEXT,
    agreed         INTEGER CHECK (agreed IN (0, 1)),
    previous       TEXT NOT NULL,      -- hash of the line before; empty for the first
    hash           TEXT NOT NULL,
    UNIQUE (submission, id)
) STRICT;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

-- 自检 One row that the readiness check writes to, to see that the disk takes it.
CREATE TABLE probe (
    only           INTEGER PRIMARY KEY CHECK (only = 1),
    at             TEXT NOT NULL
) STRICT;
