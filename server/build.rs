//! Compiles the law into the binary: wrong law does not build.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use yushen::authoring;
use yushen::rulebook::Rulebook;

const RULES: &str = "../core/rules";
/// The built pages; the binary builds without them, and then says how to make them.
const PAGES: &str = "../web/dist";

fn main() -> ExitCode {
    for watched in [RULES, PAGES, "migrations", "build.rs"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.to_string().lines().for_each(|line| println!("cargo::error={line}"));
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(PAGES)?;
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let rules = authoring::files::read(Path::new(RULES))?;
    embed(out, &rules)?;
    let built = authoring::build(Path::new(RULES))?;
    let mut shelf = String::from("pub const RULEBOOKS: &[Published] = &[\n");
    for (id, text) in &built.rulebooks {
        Rulebook::read(text, &built.calendar)?;
        publish(out, id, text)?;
        writeln!(shelf, "    {},", published(id))?;
    }
    publish(out, "calendar", &built.calendar)?;
    writeln!(shelf, "];\npub const CALENDAR: Published = {};", published("calendar"))?;
    fs::write(out.join("shelf.rs"), shelf)?;
    Ok(())
}

/// The law as it is written, so that the binary can check, prove and explain itself.
fn embed(out: &Path, rules: &authoring::Files) -> Result<(), Box<dyn Error>> {
    let mut embedded = String::from("pub const RULES: &[(&str, &str)] = &[\n");
    for (path, text) in rules {
        writeln!(embedded, "    ({path:?}, {text:?}),")?;
    }
    embedded.push_str("];\n");
    fs::write(out.join("rules.rs"), embedded)?;
    Ok(())
}

/// Writes a text, and the same in brotli for the wire.
fn publish(out: &Path, id: &str, text: &str) -> Result<(), Box<dyn Error>> {
    fs::write(out.join(format!("{id}.json")), text)?;
    let mut small = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut small, &best)?;
    fs::write(out.join(format!("{id}.json.br")), small)?;
    Ok(())
}

fn published(id: &str) -> String {
    format!("Published {{ text: include_str!(\"{id}.json\"), brotli: include_bytes!(\"{id}.json.br\") }}")
}
