//! `yushen rules check`: is the law written right and whole?

use std::error::Error;
use std::process::ExitCode;

use yushen::authoring::{LawErrors, Size, circles};

use super::Written;
use crate::ask::written;
use crate::cli::Law;

/// Exit 0 with how much law there is, or 1 with all that is wrong in it.
pub fn check(asked: &Law) -> Result<ExitCode, Box<dyn Error>> {
    let checked = Written::read(asked.rules.as_deref())?.check();
    match checked.and_then(|checked| circles(&checked).map(|()| checked)) {
        Ok(checked) => {
            let size = checked.size();
            if asked.json {
                super::report(&size)?
            } else {
                written(&line(size))?
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => refuse(&errors, asked.json),
    }
}

/// Tells all that is wrong in the law, and exits with 1.
pub fn refuse(errors: &LawErrors, json: bool) -> Result<ExitCode, Box<dyn Error>> {
    if json {
        super::report(errors)?
    } else {
        written(&format!("{errors}\n"))?
    }
    Ok(ExitCode::FAILURE)
}

fn line(size: Size) -> String {
    let Size { places, facts, items, materials, uses, rules, sources } = size;
    format!(
        "places: {places}, facts: {facts}, items: {items}, materials: {materials}, uses: {uses}, \
         rules: {rules}, sources: {sources}\n"
    )
}
