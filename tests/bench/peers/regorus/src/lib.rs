//! regorus for JavaScript: a policy compiled once, then asked with facts as JSON.
//!
//! It runs regorus's compiled form, a program for a register machine: asked the same, its interpreter takes two to three
//! times as long.

use std::fmt::Display;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{PolicyModule, Value, compile_policy_with_entrypoint};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

#[wasm_bindgen]
pub struct Policy {
    machine: RegoVM,
}

#[wasm_bindgen]
impl Policy {
    /// `text` is one module of Rego, `entry` the rule that is asked for: `data.package.rule`.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, entry: &str) -> Result<Policy, JsError> {
        let module = PolicyModule { id: "policy.rego".into(), content: text.into() };
        let policy =
            compile_policy_with_entrypoint(Value::new_object(), &[module], entry.into()).map_err(told)?;
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &[entry]).map_err(told)?);
        machine.set_max_instructions(usize::MAX);
        Ok(Policy { machine })
    }

    /// JSON to JSON. The value is written by `Display`, in one line: `to_json_str` would indent it.
    pub fn evaluate(&mut self, input: &str) -> Result<String, JsError> {
        self.machine.set_input(Value::from_json_str(input).map_err(told)?);
        Ok(self.machine.execute().map_err(told)?.to_string())
    }
}

fn told(error: impl Display) -> JsError {
    JsError::new(&error.to_string())
}
