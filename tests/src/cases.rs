//! The cases: one file each under `cases/<rulebook>/`, found by folder; read as `yushen rules test` reads them.

use std::path::{Path, PathBuf};

pub use yushen::authoring::case::{Call, Case, PlanInput};

/// The folder of this crate.
pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the runs leave what other runs compare with.
pub fn results() -> PathBuf {
    here().join("results")
}

/// All cases, by name. A file that is no case stops the run.
pub fn all() -> Vec<Case> {
    yushen::authoring::case::read(&here().join("cases")).unwrap_or_else(|error| panic!("{error}"))
}
