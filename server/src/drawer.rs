//! The files that applicants hand in, as they lie on the disk: written beside their place, then moved there whole.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt;

use crate::problem::Problem;

/// Whoever sends nothing for so long is cut off.
const PATIENCE: Duration = Duration::from_secs(30);

/// The folder of the files. What is not whole lies in a folder of its own, which is emptied when the server starts.
pub struct Drawer {
    files: PathBuf,
    parts: PathBuf,
    count: AtomicU64,
}

/// A file that was received and has no place yet; it is removed unless it is kept.
pub struct Part {
    path: PathBuf,
    pub bytes: u64,
    pub sha256: String,
}

impl Drawer {
    /// Opens or makes the folder in the data folder.
    pub async fn open(data: &Path) -> io::Result<Drawer> {
        let files = data.join("files");
        let parts = files.join("parts");
        match fs::remove_dir_all(&parts).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        fs::create_dir_all(&parts).await?;
        Ok(Drawer { files, parts, count: AtomicU64::new(0) })
    }

    /// Writes a body to the disk and hashes it on the way; stops at the first byte beyond `most`.
    pub async fn receive(&self, body: &mut Body, most: u64) -> Result<Part, Problem> {
        let path = self.parts.join(self.count.fetch_add(1, Ordering::Relaxed).to_string());
        let mut file = create(&path).await.map_err(Problem::not_kept)?;
        let mut part = Part { path, bytes: 0, sha256: String::new() };
        let mut hash = Sha256::new();
        loop {
            let frame =
                tokio::time::timeout(PATIENCE, body.frame()).await.map_err(|_| Problem::too_slow())?;
            let Some(frame) = frame else { break };
            let Ok(data) = frame.map_err(|_| Problem::cut_off())?.into_data() else { continue };
            part.bytes += data.len() as u64;
            if part.bytes > most {
                return Err(Problem::file_too_large(most));
            }
            hash.update(&data);
            file.write_all(&data).await.map_err(Problem::not_kept)?;
        }
        file.sync_all().await.map_err(Problem::not_kept)?;
        part.sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(part)
    }

    /// Puts a part in its place. It is there, whole, when this returns; where the same was there before, it is again.
    pub async fn keep(&self, part: &Part, submission: &str) -> io::Result<()> {
        let folder = self.files.join(submission);
        fs::create_dir_all(&folder).await?;
        fs::rename(&part.path, folder.join(&part.sha256)).await?;
        // The names, too, have to be on the disk.
        File::open(&folder).await?.sync_all().await?;
        File::open(&self.files).await?.sync_all().await
    }

    pub async fn read(&self, submission: &str, sha256: &str) -> io::Result<File> {
        File::open(self.files.join(submission).join(sha256)).await
    }
}

impl Part {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Gone already where it was kept.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Personal data lies in it: it is its owner's alone.
async fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await
}
