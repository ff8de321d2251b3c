//! What is wrong with the law as written: all of it, each with its place and what to do.

use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use serde::Serialize;

use super::Files;
use super::spots::Line;

/// Stands for all files, where no single one is wrong.
const ALL: &str = "rules";

/// Something wrong in the law as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LawError {
    pub file: String,
    /// From 1; 0 where the error is about no line.
    pub line: usize,
    /// A clause in lower case, without a full stop.
    pub wrong: String,
    /// What to do, a sentence without its full stop.
    pub remedy: String,
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}. {}.", self.wrong, self.remedy)
    }
}

/// All that is wrong in the law as written, by file and line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LawErrors {
    pub errors: Vec<LawError>,
}

impl LawErrors {
    pub(super) fn one(file: &str, wrong: String, remedy: &str) -> LawErrors {
        LawErrors {
            errors: vec![LawError { file: file.to_owned(), line: 0, wrong, remedy: remedy.to_owned() }],
        }
    }

    /// An error of this program rather than of the law.
    pub(super) fn about_all(wrong: String) -> LawErrors {
        LawErrors::one(ALL, wrong, "This is a mistake in authoring itself; please report it")
    }

    /// With the files named as paths below this folder.
    pub fn below(mut self, folder: &Path) -> LawErrors {
        for error in &mut self.errors {
            let file = if error.file == ALL { folder.to_owned() } else { folder.join(&error.file) };
            error.file = file.display().to_string();
        }
        self
    }
}

impl fmt::Display for LawErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, error) in self.errors.iter().enumerate() {
            let gap = if n == 0 { "" } else { "\n" };
            write!(f, "{gap}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LawErrors {}

/// A place in the law as written: the file's number and the byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub file: usize,
    pub at: usize,
}

/// The files, and what was found wrong in them so far.
pub(super) struct Faults<'a> {
    files: Vec<(&'a str, &'a str)>,
    /// By file: where each line ends.
    ends: Vec<Vec<usize>>,
    found: RefCell<Vec<LawError>>,
}

impl<'a> Faults<'a> {
    pub fn new(files: &'a Files) -> Faults<'a> {
        let ends = |text: &String| text.match_indices('\n').map(|(at, _)| at).collect();
        Faults {
            files: files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect(),
            ends: files.values().map(ends).collect(),
            found: RefCell::default(),
        }
    }

    /// Path and text of each file; a file's number is its position here.
    pub fn files(&self) -> &[(&'a str, &'a str)] {
        &self.files
    }

    pub fn add(&self, spot: Spot, wrong: impl Into<String>, remedy: impl Into<String>) {
        let Line { file, line } = self.line(spot);
        self.push(LawError { file, line, wrong: wrong.into(), remedy: remedy.into() });
    }

    pub fn line(&self, spot: Spot) -> Line {
        let (file, _) = self.files.get(spot.file).copied().unwrap_or_default();
        let line = self.ends.get(spot.file).map_or(0, |ends| ends.partition_point(|end| *end < spot.at));
        Line { file: file.to_owned(), line: 1 + line }
    }

    /// A whole file is wrong, or absent.
    pub fn add_file(&self, file: &str, wrong: &str, remedy: &str) {
        self.push(LawError {
            file: file.to_owned(),
            line: 0,
            wrong: wrong.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    /// All that was found, by file and line, each once: two places may run into the same national mistake.
    pub fn check(&self) -> Result<(), LawErrors> {
        let mut errors = self.found.borrow().clone();
        errors.sort();
        errors.dedup();
        if errors.is_empty() { Ok(()) } else { Err(LawErrors { errors }) }
    }

    fn push(&self, error: LawError) {
        self.found.borrow_mut().push(error);
    }
}
