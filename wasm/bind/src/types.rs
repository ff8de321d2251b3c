//! The TypeScript of every type that crosses a border, from the Rust types themselves.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};
use yushen::agenda::Entry;
use yushen::application::{Application, Given, GivenAs};
use yushen::calendar::{CalendarData, DueAnswer};
use yushen::json::InputErrors;
use yushen::plan::Plan;
use yushen::progress::{Case, Progress};
use yushen::remedies::Remedies;
use yushen::review::Review;
use yushen::rulebook::Law;
use yushen::session::Names;
use yushen::sheet::{Brief, Sheet};

/// One file: what goes in, what comes out, and all that they are made of, by name.
/// Two types of one name would be one in TypeScript: they are told instead.
pub fn typescript() -> Result<String, String> {
    let mut all = Declarations { config: Config::new(), types: BTreeMap::new(), twice: Vec::new() };
    all.visit::<Law>();
    all.visit::<CalendarData>();
    all.visit::<Application>();
    all.visit::<Given>();
    all.visit::<GivenAs>();
    all.visit::<Case>();
    all.visit::<Review>();
    all.visit::<Names>();
    all.visit::<Remedies>();
    all.visit::<Plan>();
    all.visit::<Progress>();
    all.visit::<Entry>();
    all.visit::<Brief>();
    all.visit::<Sheet>();
    all.visit::<DueAnswer>();
    all.visit::<InputErrors>();
    if !all.twice.is_empty() {
        return Err(format!("two Rust types have the name {}: rename one of them", all.twice.join(", ")));
    }
    let head = "// Generated from the Rust types by `make bless`. Change those, not this.\n";
    Ok(all.types.into_values().fold(head.to_owned(), |file, declaration| format!("{file}\n{declaration}")))
}

/// Declarations by name: a type, its docs, and (by visiting) what it depends on.
struct Declarations {
    config: Config,
    types: BTreeMap<String, String>,
    /// The names that stand for several types.
    twice: Vec<String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // What has no path of its own (string, number, array) is part of the language.
        if T::output_path().is_none() {
            return T::visit_generics(self);
        }
        let name = T::ident(&self.config);
        let declaration = format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(&self.config));
        if let Some(known) = self.types.get(&name) {
            if *known != declaration {
                self.twice.push(name);
            }
            return;
        }
        self.types.insert(name, declaration);
        T::visit_dependencies(self);
    }
}
