//! The law as it is written: TOML with conditions in a subset of CEL, compiled to one [`Law`](crate::rulebook::Law)
//! per place and one calendar.
//!
//! A folder of rules builds only if it is whole: every key is known, every text has both languages, every name
//! leads somewhere, every rule has its basis, and each program answers every complete set of answers once. All that
//! is wrong is told at once, with file, line and remedy.
//!
//! # Example
//!
//! ```
//! use std::path::Path;
//! use yushen::authoring::{build, build_files, files};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
//! let built = build(&rules)?;
//! assert_eq!(built.rulebook("donghu")?.law.region, "hubei");
//!
//! // A name that the questions do not have does not build.
//! let mut files = files::read(&rules)?;
//! for text in files.values_mut() {
//!     *text = text.replace("id = \"storeys\"", "id = \"floors\"");
//! }
//! let errors = build_files(&files).map(|_| ()).unwrap_err().to_string();
//! assert!(errors.contains("there is no fact and no definition `storeys`. "), "{errors}");
//! # Ok(())
//! # }
//! ```

mod calendar;
pub mod case;
mod cel;
pub mod coverage;
mod dates;
mod definitions;
pub mod difference;
mod duties;
mod fault;
pub mod files;
mod ground;
pub mod guide;
mod limit;
mod national;
mod overlay;
mod paper_file;
mod place;
mod program;
mod prove;
mod question;
mod read_back;
mod regular;
mod seen;
mod source;
pub mod space;
mod spots;
mod table;
mod total;
pub mod words;

#[cfg(test)]
mod tests;

pub use fault::{LawError, LawErrors};
pub use files::Files;
pub use prove::{BUDGET, Failure, Finding, Kind, Proof, Proofs, Subject, Tally, Unproven, circles, prove};
pub use spots::{Line, Part, Spots};

use std::path::Path;

use serde::Serialize;

use crate::calendar::CalendarData;
use crate::rulebook::{Law, Rulebook, RulebookError};
use fault::Faults;

/// The law, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Id and canonical JSON of each place's rulebook, by id.
    pub rulebooks: Vec<(String, String)>,
    /// Canonical JSON of the calendar that they share.
    pub calendar: String,
}

impl Built {
    /// One of the rulebooks, read for use.
    pub fn rulebook(&self, id: &str) -> Result<Rulebook, RulebookError> {
        let found = self.rulebooks.iter().find(|(known, _)| known == id);
        let (_, json) = found.ok_or_else(|| RulebookError(format!("there is no rulebook {id:?}")))?;
        Rulebook::read(json, &self.calendar)
    }
}

/// The law, compiled and whole; not yet proven.
#[derive(Clone, Debug)]
pub struct Checked {
    pub built: Built,
    /// Parallel to the rulebooks.
    pub laws: Vec<Law>,
    /// Where it is written.
    pub spots: Spots,
}

/// How much law there is: each thing once, however many places or versions have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    pub places: usize,
    pub facts: usize,
    pub items: usize,
    pub materials: usize,
    pub uses: usize,
    pub rules: usize,
    pub sources: usize,
}

impl Checked {
    /// With the files named as paths below this folder.
    pub fn below(self, folder: &Path) -> Checked {
        Checked { spots: self.spots.below(folder), ..self }
    }

    pub fn size(&self) -> Size {
        let count = |part| self.spots.count(part);
        Size {
            places: self.laws.len(),
            facts: count(Part::Fact),
            items: count(Part::Item),
            materials: count(Part::Material),
            uses: count(Part::Use),
            rules: count(Part::Rule) + count(Part::TotalRule),
            sources: count(Part::Source),
        }
    }
}

/// Compiles a folder of rules. The errors name files as paths below `rules`, with `rules` before them.
pub fn build(rules: &Path) -> Result<Built, LawErrors> {
    proven(check(rules)?)
}

/// Compiles rules that are already in memory: path below the rules folder (`national/optional.toml`) → text.
pub fn build_files(files: &Files) -> Result<Built, LawErrors> {
    proven(check_files(files)?)
}

fn proven(checked: Checked) -> Result<Built, LawErrors> {
    let proofs = prove(&checked, &[], BUDGET).map_err(|error| LawErrors::about_all(error.to_string()))?;
    proofs.errors()?;
    Ok(checked.built)
}

/// Compiles a folder of rules, and proves nothing.
pub fn check(rules: &Path) -> Result<Checked, LawErrors> {
    let checked = check_files(&files::read(rules)?);
    checked.map(|checked| checked.below(rules)).map_err(|errors| errors.below(rules))
}

/// Compiles rules that are already in memory, and proves nothing: everything that is wrong in them except what only
/// shows over all answers.
pub fn check_files(files: &Files) -> Result<Checked, LawErrors> {
    let faults = Faults::new(files);
    let documents = files::parse(&faults);
    faults.check()?;

    let calendar = calendar::read(&documents, &faults);
    let calendar = canonical(&calendar)?;
    let ground = ground::read(&documents, &faults);
    let national = national::read(&documents, &ground);
    let mut spots = Spots::default();
    ground.record(&mut spots);
    national.record(&mut spots, &faults);
    let mut seen = seen::Seen::default();
    let mut laws = Vec::new();
    for document in documents.places() {
        laws.push(place::read(document, &national, &ground, &mut seen, &mut spots));
    }
    faults.check()?;
    // Only now: while a name is wrong, what it should lead to seems unused.
    seen.report_the_rest(&national, &ground);
    faults.check()?;
    let rulebook = |law: &Law| Ok((law.id.clone(), canonical(law)?));
    let rulebooks = laws.iter().map(rulebook).collect::<Result<Vec<_>, LawErrors>>()?;
    for (law, (_, json)) in laws.iter().zip(&rulebooks) {
        read_back::check(law, json, &calendar, &spots)?;
    }
    Ok(Checked { built: Built { rulebooks, calendar }, laws, spots })
}

/// Adds years to a compiled calendar, or puts them in the place of those that it has: path → text, each written as
/// `calendar/<year>.toml` is.
pub fn add_years(calendar: &str, years: &Files) -> Result<String, LawErrors> {
    let known = CalendarData::read(calendar).map_err(|error| LawErrors::about_all(error.to_string()))?;
    let faults = Faults::new(years);
    let documents = files::parse_each(&faults);
    faults.check()?;
    let calendar = calendar::add(known, &documents, &faults);
    faults.check()?;
    canonical(&calendar)
}

/// Keys sorted, no white space: the same law is the same bytes.
fn canonical<T: Serialize>(value: &T) -> Result<String, LawErrors> {
    serde_json::to_value(value)
        .and_then(|value| serde_json::to_string(&value))
        .map_err(|error| LawErrors::about_all(format!("the law cannot be written as json: {error}")))
}
