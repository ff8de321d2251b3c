//! What is kept, in SQLite. The only SQL.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use std::{fmt, fs, io};

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::today::Moment;

/// One connection writes, others read meanwhile (WAL). A write is on the disk when its function returns
/// (`synchronous = FULL`).
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

/// A submission as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Submission {
    pub id: String,
    pub key_hash: String,
    pub body_hash: String,
    pub intent: String,
    pub state: String,
    pub rulebook: String,
    pub rulebook_hash: String,
    pub calendar_hash: String,
    pub application: String,
    pub review: String,
    pub verdict: String,
    pub agreed: Option<bool>,
    pub received_at: String,
    pub received_on: String,
}

/// A line of the log, before it is written.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub body_hash: String,
    pub kind: &'static str,
    pub at: String,
    pub on: String,
    pub application: Option<String>,
    pub review: Option<String>,
    pub agreed: Option<bool>,
    /// The notice, acceptance or refusal that was given.
    pub paper: Option<String>,
    pub reason: Option<String>,
    /// What happened, as the rules read it.
    pub detail: Option<String>,
}

impl Event {
    /// Something that happened now, with nothing handed in or given.
    pub fn new(id: String, body_hash: String, kind: &'static str, now: &Moment) -> Event {
        Event {
            id,
            body_hash,
            kind,
            at: now.at.clone(),
            on: now.on.to_string(),
            application: None,
            review: None,
            agreed: None,
            paper: None,
            reason: None,
            detail: None,
        }
    }
}

/// A line of the log.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Logged {
    pub id: String,
    #[sqlx(rename = "type")]
    pub kind: String,
    pub at: String,
    pub on_day: String,
    pub application: Option<String>,
    pub review: Option<String>,
    pub agreed: Option<bool>,
    pub paper: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<String>,
    pub previous: String,
    pub hash: String,
}

/// A file that was handed in with a submission.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StoredFile {
    pub submission: String,
    pub sha256: String,
    #[sqlx(rename = "type")]
    pub kind: String,
    pub bytes: i64,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub stored_at: String,
}

/// What was handed in with a submission that still stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Standing {
    pub id: String,
    pub rulebook: String,
    pub application: String,
}

/// What became of an event.
pub enum Appended {
    Now,
    /// It stands there already, with the hash of its body.
    Before(String),
    /// The submission was withdrawn: nothing follows.
    Closed,
    /// Something else happened meanwhile.
    Moved,
}

/// Why the store cannot be used.
#[derive(Debug)]
pub enum StoreError {
    Folder(io::Error),
    Sqlite(sqlx::Error),
    Migration(MigrateError),
    /// Older versions can lose committed writes in WAL mode (sqlite.org/wal.html, "WAL-reset bug").
    TooOld(String),
}

/// The first version without the WAL-reset bug.
const SOUND: [u32; 3] = [3, 51, 3];

impl Store {
    /// Opens or creates the database in a folder.
    pub async fn open(folder: &Path) -> Result<Store, StoreError> {
        create_private(folder)?;
        let options = SqliteConnectOptions::new()
            .filename(folder.join("yushen.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let pool = || SqlitePoolOptions::new().acquire_timeout(Duration::from_secs(10));
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        require_sound(&writer).await?;
        sqlx::migrate!().run(&writer).await?;
        let readers = pool().max_connections(4).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Store { writer, readers })
    }

    /// Reads the submissions that were not withdrawn, oldest first. Nothing is made or changed in the folder's database.
    pub async fn standing(folder: &Path) -> Result<Vec<Standing>, StoreError> {
        let options = SqliteConnectOptions::new().filename(folder.join("yushen.db")).read_only(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        let rows = sqlx::query_as(
            "SELECT id, rulebook, application FROM submissions WHERE state <> 'withdrawn' ORDER BY received_at, id",
        );
        let rows = rows.fetch_all(&pool).await?;
        pool.close().await;
        Ok(rows)
    }

    pub async fn submission(&self, id: &str) -> Result<Option<Submission>, StoreError> {
        let row = sqlx::query_as("SELECT * FROM submissions WHERE id = ?").bind(id);
        Ok(row.fetch_optional(&self.readers).await?)
    }

    /// The log of a submission, oldest first.
    pub async fn events(&self, submission: &str) -> Result<Vec<Logged>, StoreError> {
        let rows = sqlx::query_as("SELECT * FROM events WHERE submission = ? ORDER BY seq").bind(submission);
        Ok(rows.fetch_all(&self.readers).await?)
    }

    /// The hash of the body that an event was made from, if the event is there.
    pub async fn event_body(&self, submission: &str, event: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query_scalar("SELECT body_hash FROM events WHERE submission = ? AND id = ?");
        Ok(row.bind(submission).bind(event).fetch_optional(&self.readers).await?)
    }

    /// Stores a new submission with its first event; gives back the one that stands there already, if any.
    pub async fn create(&self, new: &Submission, event: &Event) -> Result<Option<Submission>, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let standing = sqlx::query_as("SELECT * FROM submissions WHERE id = ?").bind(&new.id);
        if let Some(standing) = standing.fetch_optional(&mut *transaction).await? {
            return Ok(Some(standing));
        }
        insert(&mut transaction, new).await?;
        append(&mut transaction, &new.id, event).await?;
        transaction.commit().await?;
        Ok(None)
    }

    /// Appends an event and lets the submission stand as `changed`, unless the event is there already or the
    /// submission is closed.
    pub async fn change(&self, changed: &Submission, event: &Event) -> Result<Appended, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let before = sqlx::query_scalar("SELECT body_hash FROM events WHERE submission = ? AND id = ?");
        let before = before.bind(&changed.id).bind(&event.id).fetch_optional(&mut *transaction).await?;
        if let Some(body_hash) = before {
            return Ok(Appended::Before(body_hash));
        }
        if !update(&mut transaction, changed).await? {
            return Ok(Appended::Closed);
        }
        append(&mut transaction, &changed.id, event).await?;
        transaction.commit().await?;
        Ok(Appended::Now)
    }

    /// Adds what the office did, if nothing has happened since it looked: `last` is the hash of the last line that it saw.
    pub async fn note(&self, submission: &str, last: &str, event: &Event) -> Result<Appended, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let before = sqlx::query_scalar("SELECT body_hash FROM events WHERE submission = ? AND id = ?");
        let before = before.bind(submission).bind(&event.id).fetch_optional(&mut *transaction).await?;
        if let Some(body_hash) = before {
            return Ok(Appended::Before(body_hash));
        }
        let now =
            sqlx::query_scalar("SELECT hash FROM events WHERE submission = ? ORDER BY seq DESC LIMIT 1");
        let now: Option<String> = now.bind(submission).fetch_optional(&mut *transaction).await?;
        if now.as_deref() != Some(last) {
            return Ok(Appended::Moved);
        }
        append(&mut transaction, submission, event).await?;
        transaction.commit().await?;
        Ok(Appended::Now)
    }

    /// The files of a submission, in the order in which they came.
    pub async fn files(&self, submission: &str) -> Result<Vec<StoredFile>, StoreError> {
        let rows = sqlx::query_as("SELECT * FROM files WHERE submission = ? ORDER BY stored_at, sha256");
        Ok(rows.bind(submission).fetch_all(&self.readers).await?)
    }

    /// Notes a file that lies on the disk; says whether it is new, and what stands.
    pub async fn add_file(&self, new: &StoredFile) -> Result<(bool, StoredFile), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let row = sqlx::query(
            "INSERT INTO files (submission, sha256, type, bytes, width, height, stored_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(&new.submission)
        .bind(&new.sha256)
        .bind(&new.kind)
        .bind(new.bytes)
        .bind(new.width)
        .bind(new.height)
        .bind(&new.stored_at);
        let added = row.execute(&mut *transaction).await?.rows_affected() == 1;
        let standing = sqlx::query_as("SELECT * FROM files WHERE submission = ? AND sha256 = ?");
        let standing = standing.bind(&new.submission).bind(&new.sha256).fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok((added, standing))
    }

    /// Writes one row to the disk: the readiness check.
    pub async fn probe(&self, at: &str) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let row = sqlx::query(
            "INSERT INTO probe (only, at) VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at",
        );
        row.bind(at).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Ends all connections; the WAL is folded back into the database.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Personal data lies in it: a folder that we make is its owner's alone.
fn create_private(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(StoreError::Folder)
}

async fn require_sound(pool: &SqlitePool) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let parts: Vec<u32> = version.split('.').filter_map(|part| u32::from_str(part).ok()).collect();
    if parts.as_slice() < SOUND.as_slice() { Err(StoreError::TooOld(version)) } else { Ok(()) }
}

async fn insert(transaction: &mut Transaction<'_, Sqlite>, new: &Submission) -> Result<(), StoreError> {
    let row = sqlx::query(
        "INSERT INTO submissions (id, key_hash, body_hash, intent, state, rulebook, rulebook_hash, calendar_hash,
             application, review, verdict, agreed, received_at, received_on)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&new.id)
    .bind(&new.key_hash)
    .bind(&new.body_hash)
    .bind(&new.intent)
    .bind(&new.state)
    .bind(&new.rulebook)
    .bind(&new.rulebook_hash)
    .bind(&new.calendar_hash)
    .bind(&new.application)
    .bind(&new.review)
    .bind(&new.verdict)
    .bind(new.agreed)
    .bind(&new.received_at)
    .bind(&new.received_on);
    row.execute(&mut **transaction).await?;
    Ok(())
}

/// Whether the submission was still open.
async fn update(transaction: &mut Transaction<'_, Sqlite>, changed: &Submission) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "UPDATE submissions SET state = ?, rulebook_hash = ?, calendar_hash = ?, application = ?, review = ?,
             verdict = ?, agreed = ?
         WHERE id = ? AND state <> 'withdrawn'",
    )
    .bind(&changed.state)
    .bind(&changed.rulebook_hash)
    .bind(&changed.calendar_hash)
    .bind(&changed.application)
    .bind(&changed.review)
    .bind(&changed.verdict)
    .bind(changed.agreed)
    .bind(&changed.id);
    Ok(row.execute(&mut **transaction).await?.rows_affected() == 1)
}

/// Adds a line to the log, chained to the line before.
async fn append(
    transaction: &mut Transaction<'_, Sqlite>,
    submission: &str,
    event: &Event,
) -> Result<(), StoreError> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut **transaction)
            .await?;
    let (last, previous) = last.unwrap_or_default();
    let seq = last + 1;
    let row = sqlx::query(
        "INSERT INTO events (seq, submission, id, body_hash, type, at, on_day, application, review, agreed,
             paper, reason, detail, previous, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(seq)
    .bind(submission)
    .bind(&event.id)
    .bind(&event.body_hash)
    .bind(event.kind)
    .bind(&event.at)
    .bind(&event.on)
    .bind(&event.application)
    .bind(&event.review)
    .bind(event.agreed)
    .bind(&event.paper)
    .bind(&event.reason)
    .bind(&event.detail)
    .bind(&previous)
    .bind(chained(&previous, seq, submission, event));
    row.execute(&mut **transaction).await?;
    Ok(())
}

/// The hash of a line: of the line before, then each column on a line of its own, long texts as their hashes. What came
/// later is left out where there is none, so that the lines from before still hold.
fn chained(previous: &str, seq: i64, submission: &str, event: &Event) -> String {
    let text = |text: &Option<String>| text.as_deref().map(yushen::rulebook::hash).unwrap_or_default();
    let agreed = event.agreed.map(|agreed| agreed.to_string()).unwrap_or_default();
    let (application, review) = (text(&event.application), text(&event.review));
    let Event { id, body_hash, kind, at, on, .. } = event;
    let mut line = format!(
        "{previous}\n{seq}\n{submission}\n{id}\n{body_hash}\n{kind}\n{at}\n{on}\n{application}\n{review}\n{agreed}"
    );
    if event.paper.is_some() || event.reason.is_some() {
        line += &format!("\n{}\n{}", text(&event.paper), text(&event.reason));
    }
    if event.detail.is_some() {
        line += &format!("\n{}", text(&event.detail));
    }
    yushen::rulebook::hash(&line)
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Folder(error) => write!(f, "the data folder cannot be made: {error}"),
            StoreError::Sqlite(error) => write!(f, "the database cannot be used: {error}"),
            StoreError::Migration(error) => write!(f, "the database cannot be brought up to date: {error}"),
            StoreError::TooOld(version) => {
                write!(f, "SQLite {version} can lose committed writes; build with 3.51.3 or later")
            }
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        StoreError::Sqlite(error)
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> StoreError {
        StoreError::Migration(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(id: &str) -> Submission {
        let text = |text: &str| text.to_owned();
        Submission {
            id: text(id),
            key_hash: text("k"),
            body_hash: text("b"),
            intent: text("file"),
            state: text("filed"),
            rulebook: text("donghu"),
            rulebook_hash: text("r"),
            calendar_hash: text("c"),
            application: text("{}"),
            review: text("{}"),
            verdict: text("acceptable"),
            agreed: Some(true),
            received_at: text("2026-11-23T09:00:00+08:00"),
            received_on: text("2026-11-23"),
        }
    }

    fn event(id: &str) -> Event {
        Event {
            id: id.to_owned(),
            body_hash: "b".to_owned(),
            kind: "received",
            at: "2026-11-23T09:00:00+08:00".to_owned(),
            on: "2026-11-23".to_owned(),
            application: Some("{}".to_owned()),
            review: None,
            agreed: Some(true),
            paper: None,
            reason: None,
            detail: None,
        }
    }

    #[tokio::test]
    async fn the_log_is_chained_over_all_submissions_and_never_changed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        assert!(store.create(&submission("one"), &event("one")).await.unwrap().is_none());
        assert!(store.create(&submission("two"), &event("two")).await.unwrap().is_none());
        assert!(store.create(&submission("two"), &event("two")).await.unwrap().is_some());
        let (one, two) = (store.events("one").await.unwrap(), store.events("two").await.unwrap());
        assert_eq!(two[0].previous, one[0].hash);
        assert_eq!(two[0].hash, chained(&one[0].hash, 2, "two", &event("two")));
        for change in ["UPDATE events SET at = ''", "DELETE FROM events"] {
            let refused = sqlx::query(change).execute(&store.writer).await;
            assert!(refused.is_err_and(|error| error.to_string().contains("append-only")), "{change}");
        }
        // What the office did has to follow what it saw.
        let noted = Event { kind: "noticed", paper: Some("{}".to_owned()), ..event("three") };
        assert!(matches!(store.note("one", &two[0].hash, &noted).await.unwrap(), Appended::Moved));
        assert!(matches!(store.note("one", &one[0].hash, &noted).await.unwrap(), Appended::Now));
        assert!(matches!(store.note("one", &one[0].hash, &noted).await.unwrap(), Appended::Before(_)));
        assert_eq!(store.events("one").await.unwrap()[1].hash, chained(&two[0].hash, 3, "one", &noted));
        store.probe("2026-11-23T09:00:00+08:00").await.unwrap();
    }
}
