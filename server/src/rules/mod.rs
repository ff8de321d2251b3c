//! `yushen rules`: the law as it is written, checked and told.

pub mod check;
pub mod prove;
pub mod diff;
pub mod guide;
pub mod test;

use std::error::Error;
use std::path::{Path, PathBuf};

use serde::Serialize;
use yushen::authoring::{Checked, Files, LawErrors, check_files, files};
use yushen::json::InputErrors;

use crate::ask::{written, wrong};

/// What `build.rs` put in of `core/rules`.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

/// The law as written: a folder's, or what this program carries.
pub struct Written {
    pub files: Files,
    folder: Option<PathBuf>,
}

impl Written {
    /// Reads a folder, or takes what this program carries.
    pub fn read(folder: Option<&Path>) -> Result<Written, InputErrors> {
        let Some(folder) = folder else {
            let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
            return Ok(Written { files: embedded::RULES.iter().map(owned).collect(), folder: None });
        };
        let files = files::read(folder).map_err(|errors| {
            let name = folder.display();
            let zh = format!("打不开规则文件夹 {name}。请检查路径和权限。");
            wrong("unreadable-folder", zh, format!("The folder of rules cannot be read: {errors}"))
        })?;
        Ok(Written { files, folder: Some(folder.to_owned()) })
    }

    /// Compiles it. What is wrong is told with the paths that the user knows.
    pub fn check(&self) -> Result<Checked, LawErrors> {
        let checked = check_files(&self.files);
        match &self.folder {
            Some(folder) => {
                checked.map(|checked| checked.below(folder)).map_err(|errors| errors.below(folder))
            }
            None => checked,
        }
    }
}

/// Prints what was found, for other programs: no answer of the rules, whose bytes are fixed.
fn report(found: &impl Serialize) -> Result<(), Box<dyn Error>> {
    written(&(serde_json::to_string(found)? + "\n"))
}
