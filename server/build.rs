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

/// Noto Sans SC, from `npm ci`.
const FONT: &str = "../node_modules/@expo-google-fonts/noto-sans-sc";
const FONTS: [(&str, &str); 2] = [
    ("regular.ttf.br", "400Regular/NotoSansSC_400Regular.ttf"),
    ("bold.ttf.br", "600SemiBold/NotoSansSC_600SemiBold.ttf"),
];

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
    fonts(out)?;
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

/// Packs the font of the papers; an empty file where it is not installed, and then the binary says how to get it.
fn fonts(out: &Path) -> Result<(), Box<dyn Error>> {
    for (name, file) in FONTS {
        let font = Path::new(FONT).join(file);
        let mut small = Vec::new();
        if font.exists() {
            println!("cargo:rerun-if-changed={}", font.display());
            let params = brotli::enc::BrotliEncoderParams { quality: 6, lgwin: 24, ..Default::default() };
            brotli::BrotliCompress(&mut fs::File::open(font)?, &mut small, &params)?;
        }
        fs::write(out.join(name), small)?;
    }
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
    format!(
        "Published {{ text: include_str!(\"{id}.json\"), brotli: Some(include_bytes!(\"{id}.json.br\")) }}"
    )
}
