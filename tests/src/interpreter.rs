//! A condition as the `cel` crate's interpreter reads it, for answers that are complete.
//!
//! The interpreter computes doubles, so that 0.1 + 0.2 is not 0.3 and large numbers run together. It is fed whole
//! numbers instead: every number, in the text and among the answers, in ten-thousandths.

use std::sync::{Arc, OnceLock};

use cel::{Context, Env, Program, Value as Cel};
use yushen::decimal::Decimal;

use crate::oracle::{Answers, Value};

/// A condition's text, read once.
pub struct Interpreted(Program);

impl Interpreted {
    pub fn read(text: &str) -> Interpreted {
        let scaled = in_ten_thousandths(text);
        let program = Program::compile(&scaled);
        Interpreted(program.unwrap_or_else(|error| panic!("{text}, as {scaled}, is no condition: {error}")))
    }

    /// What it says of complete answers.
    pub fn holds(&self, answers: &Context<'_, '_>) -> bool {
        match self.0.execute(answers) {
            Ok(Cel::Bool(holds)) => holds,
            other => panic!("a condition is true or false, not {other:?}"),
        }
    }
}

/// Complete answers, and what definitions say of them; each definition stands after those that it names.
pub fn context(answers: &Answers, definitions: &[(String, Interpreted)]) -> Context<'static, 'static> {
    static ENV: OnceLock<Arc<Env>> = OnceLock::new();
    let mut context = Context::with_env(Arc::clone(ENV.get_or_init(|| Arc::new(Env::stdlib()))));
    for (id, value) in answers {
        context.add_variable_from_value(id.clone(), given(value));
    }
    for (id, definition) in definitions {
        let holds = definition.holds(&context);
        context.add_variable_from_value(id.clone(), Cel::Bool(holds));
    }
    context
}

fn given(value: &Value) -> Cel {
    let text = |id: &String| Cel::String(Arc::new(id.clone()));
    match value {
        Value::Yes(yes) => Cel::Bool(*yes),
        Value::Choice(id) => text(id),
        Value::Set(ids) => Cel::List(Arc::new(ids.iter().map(text).collect())),
        Value::Number(scaled) => Cel::Int(*scaled),
    }
}

/// The text with every number that stands outside quotes and names in ten-thousandths.
pub fn in_ten_thousandths(text: &str) -> String {
    let mut scaled = String::new();
    let mut rest = text.chars().peekable();
    let mut quote = None;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(c) = rest.next() {
        if quote.is_some() || c == '\'' || c == '"' {
            quote = if quote == Some(c) { None } else { quote.or(Some(c)) };
            scaled.push(c);
            continue;
        }
        let mut word = String::from(c);
        let in_word = |next: &char| is_name(*next) || *next == '.';
        while is_name(c) && rest.peek().is_some_and(in_word) {
            word.extend(rest.next());
        }
        match Decimal::read(&word) {
            Some(number) if is_name(c) => scaled.push_str(&number.scaled().to_string()),
            _ => scaled.push_str(&word),
        }
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_scaled_and_nothing_else() {
        let text = "f2 >= 0.5 && (a_10 < -3 || 'x-1' in s) && b in ['2', \"10\"] && 300000 == n";
        let scaled = "f2 >= 5000 && (a_10 < -30000 || 'x-1' in s) && b in ['2', \"10\"] && 3000000000 == n";
        assert_eq!(in_ten_thousandths(text), scaled);
    }
}
