-- 文件 Files: what lies in the folder `files` beside the database, one file for each row, named by its submission and hash.
-- A row is written after its file is on the disk, so a file without a row is the rest of an upload that never ended.

CREATE TABLE files (
    submission     TEXT NOT NULL REFERENCES submissions (id),
    sha256         TEXT NOT NULL,      -- of the content; counted by the server while it was written
    type           TEXT NOT NULL CHECK (type IN ('pdf', 'jpeg', 'png', 'ofd')),   -- by content, never by name
    bytes          INTEGER NOT NULL,
    width          INTEGER,            -- of an image, in pixels, by its header
    height         INTEGER,
    stored_at      TEXT NOT NULL,
    PRIMARY KEY (submission, sha256)
) STRICT;
