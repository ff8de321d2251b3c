//! What the module's bytes are: by crate, and for ours by module.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::ops::Range;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Areas with fewer bytes are told as one.
const FEW: usize = 1_024;
const OURS: &str = "yushen";
/// Crates that are told by module.
const DIVIDED: [&str; 4] = [OURS, "alloc", "core", "std"];

/// A table of the functions by area and of the other sections, the largest first. The module has to carry its names, so it
/// is the one that the compiler wrote: larger than what wasm-opt makes of it, in about the same shares.
pub fn table(module: &[u8]) -> Result<String, Box<dyn Error>> {
    let module = Module::read(module)?;
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    for (index, bytes) in &module.functions {
        let name = module.names.get(index).map_or("", String::as_str);
        *areas.entry(area(name)).or_default() += bytes;
    }
    areas.extend(module.sections.into_iter().map(|(name, bytes)| (format!("({name})"), bytes)));
    let total: usize = areas.values().sum();
    let few: usize = areas.values().filter(|bytes| **bytes < FEW).sum();
    areas.retain(|_, bytes| *bytes >= FEW);
    let mut rows: Vec<(String, usize)> = areas.into_iter().collect();
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    rows.push((format!("all that is less than {FEW} bytes"), few));
    rows.push(("together".to_owned(), total));
    let mut table = String::new();
    for (name, bytes) in rows {
        let share = 100.0 * bytes as f64 / total as f64;
        writeln!(table, "{name:<44}{bytes:>12}{share:>8.1} %")?;
    }
    Ok(table)
}

/// Sizes by function and by section; custom sections are not shipped.
#[derive(Default)]
struct Module {
    functions: Vec<(u32, usize)>,
    sections: Vec<(&'static str, usize)>,
    names: HashMap<u32, String>,
}

impl Module {
    fn read(bytes: &[u8]) -> Result<Module, Box<dyn Error>> {
        let mut module = Module::default();
        let mut index = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            match &payload {
                Payload::CodeSectionEntry(body) => {
                    module.functions.push((index, body.range().len()));
                    index += 1;
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        module.names = function_names(names)?;
                    }
                }
                Payload::ImportSection(imports) => {
                    module.section("imports", imports.range());
                    for import in imports.clone().into_imports() {
                        index += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::DataSection(data) => module.section("data: texts and tables", data.range()),
                Payload::ElementSection(elements) => module.section("function pointers", elements.range()),
                Payload::CodeSectionStart { .. } => {}
                other => {
                    if let Some((_, range)) = other.as_section() {
                        module.section("types, exports, globals", range);
                    }
                }
            }
        }
        Ok(module)
    }

    fn section(&mut self, name: &'static str, range: Range<usize>) {
        match self.sections.iter_mut().find(|(known, _)| *known == name) {
            Some((_, bytes)) => *bytes += range.len(),
            None => self.sections.push((name, range.len())),
        }
    }
}

fn function_names(names: wasmparser::NameSectionReader<'_>) -> Result<HashMap<u32, String>, Box<dyn Error>> {
    let mut functions = HashMap::new();
    for part in names {
        if let Name::Function(names) = part? {
            for naming in names {
                let naming = naming?;
                functions.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
            }
        }
    }
    Ok(functions)
}

/// The crate of a function, with its module where it is ours or the standard library's; what is derived to read and write
/// JSON is told apart.
fn area(name: &str) -> String {
    let name = name.strip_prefix("core::ptr::drop_in_place<").unwrap_or(name);
    let Some(path) = paths(name).next() else { return "others".to_owned() };
    let mut parts = path.split("::");
    let first = parts.next().unwrap_or_default();
    if !DIVIDED.contains(&first) {
        return first.to_owned();
    }
    let is_module = |part: &&str| part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let json = if first == OURS && name.contains("serde") { ", to and from JSON" } else { "" };
    parts.next().filter(is_module).map_or(first.to_owned(), |module| format!("{first}::{module}{json}"))
}

/// The paths in a name, from the left: `a::b` of `<a::b as c::d>::e`.
fn paths(name: &str) -> impl Iterator<Item = &str> {
    let of_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    name.split(move |c| !of_path(c)).filter(|part| part.contains("::") && !part.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_crate() {
        for (name, expected) in [
            ("yushen::review::items::needs", "yushen::review"),
            ("<yushen::calendar::day::Day as core::fmt::Display>::fmt", "yushen::calendar"),
            (
                "yushen::rulebook::_::<impl serde_core::de::Deserialize for yushen::rulebook::Law>::deserialize",
                "yushen::rulebook, to and from JSON",
            ),
            ("core::ptr::drop_in_place<yushen::plan::Plan>", "yushen::plan"),
            ("<&T as core::fmt::Debug>::fmt", "core::fmt"),
            ("alloc::raw_vec::RawVec<T,A>::grow_one", "alloc::raw_vec"),
            ("__wbindgen_malloc", "others"),
        ] {
            assert_eq!(area(name), expected, "{name}");
        }
    }
}
