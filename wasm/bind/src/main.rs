//! Builds what the npm package takes from Rust: the bound module, and the types of everything that crosses.
//!
//! - `yushen-wasm-bind module yushen_wasm.wasm OUT yushen` writes `OUT/yushen.js`, `yushen.d.ts` and `yushen_bg.wasm`; the
//!   benchmark has a module of its own bound under another name.
//! - `yushen-wasm-bind types` prints the TypeScript types.
//! - `yushen-wasm-bind bytes yushen_wasm.wasm` prints what the bytes of a module are, by crate.

mod bytes;
mod types;

use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["module", wasm, out, name] => bind(Path::new(wasm), Path::new(out), name),
        ["types"] => {
            print!("{}", types::typescript()?);
            Ok(())
        }
        ["bytes", wasm] => {
            print!("{}", bytes::table(&std::fs::read(wasm)?)?);
            Ok(())
        }
        _ => Err("usage: yushen-wasm-bind module MODULE.wasm DIR NAME | types | bytes MODULE.wasm".into()),
    }
}

/// The web target: one ES module that is told where its wasm is, so that it runs in browsers and in Node alike.
fn bind(wasm: &Path, out: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    Ok(())
}
