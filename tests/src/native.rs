//! The native surface: core, called as a crate, over the law compiled from `core/rules`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::value::RawValue;
use yushen::authoring::{self, case};
use yushen::calendar::Day;
use yushen::rulebook::Rulebook;

use crate::cases::{Call, here};

/// The law as compiled: canonical JSON by rulebook id, and the calendar.
pub fn built() -> &'static authoring::Built {
    static BUILT: OnceLock<authoring::Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        authoring::build(&here().join("../core/rules"))
            .unwrap_or_else(|errors| panic!("core/rules does not build:\n{errors}"))
    })
}

/// A rulebook, read for use.
pub fn rulebook(id: &str) -> &'static Rulebook {
    static BOOKS: OnceLock<BTreeMap<String, Rulebook>> = OnceLock::new();
    let books = BOOKS.get_or_init(|| {
        let built = built();
        let read = |law: &str| Rulebook::read(law, &built.calendar).expect("what was built can be read");
        built.rulebooks.iter().map(|(id, law)| (id.clone(), read(law))).collect()
    });
    books.get(id).unwrap_or_else(|| panic!("there is no rulebook {id:?}"))
}

/// The answer as the text that every surface has to give; `{ errors }` where the input is no application.
pub fn answer(rulebook: &Rulebook, call: Call, on: &str, input: &RawValue) -> String {
    case::answer(rulebook, call, on, input).unwrap_or_else(|error| panic!("{error}"))
}

pub fn day(text: &str) -> Day {
    Day::read(text).unwrap_or_else(|| panic!("{text} is no day"))
}
