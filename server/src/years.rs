//! Years of the calendar that the user brings along: files as `core/rules/calendar/<year>.toml`, or folders of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use yushen::authoring::{Files, LawErrors, add_years};
use yushen::json::{InputError, InputErrors};
use yushen::text::Text;

use crate::ask::wrong;

/// The compiled calendar with the years of these files added, or in the place of those that it has.
pub fn added(calendar: &str, paths: &[PathBuf]) -> Result<String, InputErrors> {
    add_years(calendar, &read(paths)?).map_err(|errors| refused(&errors))
}

/// By path as the user knows it.
fn read(paths: &[PathBuf]) -> Result<Files, InputErrors> {
    let mut files = Files::new();
    for path in paths {
        for file in years_in(path).map_err(|error| unreadable(path, &error))? {
            let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            files.insert(file.display().to_string(), text);
        }
    }
    Ok(files)
}

/// The file itself, or the `.toml` files right in the folder.
fn years_in(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path| path.as_ref().map_or(true, |path| path.extension().is_some_and(|end| end == "toml")))
        .collect::<io::Result<_>>()?;
    match files.is_empty() {
        true => Err(io::Error::new(io::ErrorKind::NotFound, "there is no .toml file in it")),
        false => Ok(files),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> InputErrors {
    let name = path.display();
    let zh = format!("日历 {name} 读不出来。请写某一年的 .toml 文件，或放着这些文件的文件夹。");
    let en = format!(
        "The calendar {name} cannot be read ({error}). Name the .toml file of a year, or a folder of such files."
    );
    wrong("unreadable-file", zh, en)
}

/// Each mistake with its file, line and remedy.
fn refused(errors: &LawErrors) -> InputErrors {
    let error = |error: &yushen::authoring::LawError| {
        let zh = format!(
            "日历文件 {} 第 {} 行有误，没有采用：{}。请改正后再试。",
            error.file, error.line, error.wrong
        );
        InputError::new("", "wrong-calendar", Text::new(zh, error.to_string()))
    };
    InputErrors { errors: errors.errors.iter().map(error).collect() }
}
