//! Conditions: a subset of CEL, checked against the questions and compiled to a [`Condition`].
//!
//! The `cel` crate parses; this walks its tree. Numbers are taken from the source text at the literal's place,
//! because the tree has them as doubles.

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, SourceInfo, operators};
use cel::parser::Parser;

use super::ground::Ground;
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;
use crate::rulebook::{Definition, Fact, FactType};

/// What is wrong, and what to do.
pub(super) type Wrong = (String, String);

const SUBSET: &str =
    "Use only == != < <= > >= in && || ! and parentheses, with facts, definitions and plain values";
/// What CEL keeps for itself.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

/// Whether a condition can ask for this by name.
pub(super) fn is_name(id: &str) -> bool {
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    plain && !id.starts_with(|first: char| first.is_ascii_digit()) && !RESERVED.contains(&id)
}

/// The names in a condition; none where it cannot be parsed.
pub(super) fn names(source: &str) -> Vec<String> {
    let expression = Parser::new().parse(source);
    let mut names: Vec<String> = expression
        .iter()
        .flat_map(|expression| {
            expression.references().variables().into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    names.sort_unstable();
    names
}

/// A type, in words.
pub(super) fn type_name(kind: FactType) -> &'static str {
    match kind {
        FactType::Bool => "a yes-or-no question",
        FactType::Choice => "a choice",
        FactType::Set => "a set of choices",
        FactType::Number => "a number",
        FactType::Integer => "a whole number",
        FactType::Date => "a date",
    }
}

/// Compiles a condition over the ground's facts and these definitions.
pub(super) fn compile(
    source: &str,
    ground: &Ground<'_>,
    definitions: &[Definition],
) -> Result<Condition, Vec<Wrong>> {
    let (expression, info) = Parser::new().parse_with_source_info(source).map_err(|errors| {
        let at = errors.errors.first().map_or(1, |error| error.pos.1);
        let near: String =
            source.chars().skip(usize::try_from(at - 1).unwrap_or_default()).take(12).collect();
        let near = if near.is_empty() { "its end".to_owned() } else { format!("`{near}`") };
        vec![(format!("this is no condition, from {near} on"), SUBSET.to_owned())]
    })?;
    let mut walk = Walk { source, info, ground, definitions, wrongs: Vec::new() };
    let condition = walk.condition(&expression);
    if walk.wrongs.is_empty() { Ok(condition) } else { Err(walk.wrongs) }
}

struct Walk<'a> {
    source: &'a str,
    info: SourceInfo,
    ground: &'a Ground<'a>,
    definitions: &'a [Definition],
    wrongs: Vec<Wrong>,
}

impl<'a> Walk<'a> {
    fn condition(&mut self, expression: &IdedExpr) -> Condition {
        match &expression.expr {
            Expr::Literal(LiteralValue::Boolean(holds)) => Condition::Constant(*holds.inner()),
            Expr::Ident(name) => self.by_itself(name),
            Expr::Call(call) => self.call(call),
            Expr::Literal(_) | Expr::List(_) => {
                self.refuse("a value stands where a question should".into(), SUBSET)
            }
            Expr::Comprehension(_) | Expr::Map(_) | Expr::Select(_) | Expr::Struct(_) | Expr::Unspecified => {
                self.refuse("a condition has no fields, maps, loops or functions".into(), SUBSET)
            }
        }
    }

    fn call(&mut self, call: &CallExpr) -> Condition {
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, [left, right]) => {
                let parts = [self.condition(left), self.condition(right)];
                Condition::All(parts.into_iter().flat_map(conjuncts).collect())
            }
            (operators::LOGICAL_OR, [left, right]) => {
                let parts = [self.condition(left), self.condition(right)];
                Condition::Any(parts.into_iter().flat_map(disjuncts).collect())
            }
            (operators::LOGICAL_NOT, [part]) => not(self.condition(part)),
            (operators::IN, [left, right]) => self.membership(left, right),
            (operators::EQUALS, [left, right]) => self.comparison(Relation::Eq, left, right),
            (operators::NOT_EQUALS, [left, right]) => not(self.comparison(Relation::Eq, left, right)),
            (operators::LESS, [left, right]) => self.comparison(Relation::Lt, left, right),
            (operators::LESS_EQUALS, [left, right]) => self.comparison(Relation::Le, left, right),
            (operators::GREATER, [left, right]) => self.comparison(Relation::Gt, left, right),
            (operators::GREATER_EQUALS, [left, right]) => self.comparison(Relation::Ge, left, right),
            (name, _) => self.refuse(format!("a condition cannot have {}", what_is(name)), SUBSET),
        }
    }

    /// A name that stands alone: a yes-or-no question, or a definition.
    fn by_itself(&mut self, name: &str) -> Condition {
        if self.definitions.iter().any(|definition| definition.id == name) {
            return Condition::Defined(name.to_owned());
        }
        let Some(fact) = self.fact(name) else { return Condition::Constant(true) };
        if fact.kind == FactType::Bool {
            return Condition::Yes(name.to_owned());
        }
        self.misfit(fact, "does not answer yes or no")
    }

    fn membership(&mut self, left: &IdedExpr, right: &IdedExpr) -> Condition {
        match (&left.expr, &right.expr) {
            (Expr::Ident(name), Expr::List(list)) => {
                let Some(fact) = self.fact(name) else { return Condition::Constant(true) };
                let texts: Option<Vec<String>> = list.elements.iter().map(text_of).collect();
                match texts {
                    Some(texts) if fact.kind == FactType::Choice => self.one_of(fact, texts),
                    Some(_) | None => self.misfit(fact, "cannot be among these"),
                }
            }
            (Expr::Literal(LiteralValue::String(choice)), Expr::Ident(name)) => {
                let Some(fact) = self.fact(name) else { return Condition::Constant(true) };
                if fact.kind != FactType::Set {
                    return self.misfit(fact, "is not a set that could hold this");
                }
                self.see_choice(fact, choice.inner());
                Condition::Contains { fact: name.clone(), choice: choice.inner().to_owned() }
            }
            _ => self.refuse(
                "`in` cannot stand between these".into(),
                "Write `choice in ['a', 'b']` or `'a' in set`",
            ),
        }
    }

    fn comparison(&mut self, relation: Relation, left: &IdedExpr, right: &IdedExpr) -> Condition {
        let (name, relation, value) = match (&left.expr, &right.expr) {
            (Expr::Ident(_), Expr::Ident(_)) => {
                return self.refuse(
                    "two names are compared with each other".into(),
                    "Compare a fact with a plain value",
                );
            }
            (Expr::Ident(name), _) => (name, relation, right),
            (_, Expr::Ident(name)) => (name, mirrored(relation), left),
            _ => return self.refuse("a comparison has no fact".into(), "Compare a fact with a plain value"),
        };
        if self.definitions.iter().any(|definition| definition.id == *name) {
            let wrong = format!("definition `{name}` is compared");
            return self.refuse(wrong, &format!("Write `{name}` or `!{name}`"));
        }
        let Some(fact) = self.fact(name) else { return Condition::Constant(true) };
        let equal = relation == Relation::Eq;
        match (fact.kind, &value.expr) {
            (FactType::Bool, Expr::Literal(LiteralValue::Boolean(yes))) if equal => {
                let asked = Condition::Yes(fact.id.clone());
                if *yes.inner() { asked } else { not(asked) }
            }
            (FactType::Choice, Expr::Literal(LiteralValue::String(choice))) if equal => {
                self.one_of(fact, vec![choice.inner().to_owned()])
            }
            (
                FactType::Number | FactType::Integer,
                Expr::Literal(LiteralValue::Int(_) | LiteralValue::Double(_) | LiteralValue::UInt(_)),
            ) => self.threshold(fact, relation, value),
            (
                FactType::Bool
                | FactType::Choice
                | FactType::Set
                | FactType::Number
                | FactType::Integer
                | FactType::Date,
                _,
            ) => self.misfit(fact, "cannot be compared so"),
        }
    }

    fn one_of(&mut self, fact: &Fact, choices: Vec<String>) -> Condition {
        if choices.is_empty() {
            return self.misfit(fact, "is asked to be one of nothing");
        }
        choices.iter().for_each(|choice| self.see_choice(fact, choice));
        Condition::OneOf { fact: fact.id.clone(), choices }
    }

    fn see_choice(&mut self, fact: &Fact, choice: &str) {
        if !fact.choices.iter().any(|known| known.id == choice) {
            let known: Vec<&str> = fact.choices.iter().map(|known| known.id.as_str()).collect();
            let remedy = format!("Choose one of {}, or add it to the fact", known.join(", "));
            self.wrongs.push((format!("`{}` has no choice '{choice}'", fact.id), remedy));
        }
    }

    fn threshold(&mut self, fact: &Fact, op: Relation, literal: &IdedExpr) -> Condition {
        let Some(value) = self.decimal(literal) else {
            let remedy = "Write plain digits with at most four decimal places, like 0.5";
            return self.refuse(
                format!("a number that `{}` is compared with cannot be read exactly", fact.id),
                remedy,
            );
        };
        if fact.kind == FactType::Integer && !value.is_whole() {
            return self.misfit(fact, &format!("can never be {value}"));
        }
        Condition::Compare { fact: fact.id.clone(), op, value }
    }

    /// The number as its digits are written; the double that the parser made of them is not used. The parser's place
    /// of a literal leaves out its sign.
    fn decimal(&self, literal: &IdedExpr) -> Option<Decimal> {
        let negative = match &literal.expr {
            Expr::Literal(LiteralValue::Int(number)) => *number.inner() < 0,
            Expr::Literal(LiteralValue::Double(number)) => number.inner().is_sign_negative(),
            _ => return None,
        };
        let (first, last) = self.info.offset_for(literal.id)?;
        let length = last.checked_sub(first)? as usize + 1;
        let digits: String = self.source.chars().skip(first as usize).take(length).collect();
        let sign = if negative { "-" } else { "" };
        Decimal::read(&format!("{sign}{digits}"))
    }

    fn fact(&mut self, name: &str) -> Option<&'a Fact> {
        let fact = self.ground.fact(name);
        if fact.is_none() {
            let remedy = "Add it to facts.toml, or correct the name";
            self.wrongs.push((format!("there is no fact and no definition `{name}`"), remedy.to_owned()));
        }
        fact
    }

    /// The question's type cannot answer this.
    fn misfit(&mut self, fact: &Fact, how: &str) -> Condition {
        let id = &fact.id;
        let choice = fact.choices.first().map_or("…", |choice| choice.id.as_str());
        let remedy = match fact.kind {
            FactType::Bool => format!("Write `{id}` or `!{id}`"),
            FactType::Choice => format!("Write for example `{id} == '{choice}'` or `{id} in ['{choice}']`"),
            FactType::Set => format!("Write for example `'{choice}' in {id}`"),
            FactType::Number => format!("Write for example `{id} >= 0.5`"),
            FactType::Integer => format!("Write for example `{id} >= 3`"),
            FactType::Date => "No condition can rest on a date; ask a yes-or-no question instead".to_owned(),
        };
        self.refuse(format!("`{id}` is {} and {how}", type_name(fact.kind)), &remedy)
    }

    fn refuse(&mut self, wrong: String, remedy: &str) -> Condition {
        self.wrongs.push((wrong, remedy.to_owned()));
        Condition::Constant(true)
    }
}

fn conjuncts(part: Condition) -> Vec<Condition> {
    if let Condition::All(parts) = part { parts } else { vec![part] }
}

fn disjuncts(part: Condition) -> Vec<Condition> {
    if let Condition::Any(parts) = part { parts } else { vec![part] }
}

fn not(part: Condition) -> Condition {
    if let Condition::Not(inner) = part { *inner } else { Condition::Not(Box::new(part)) }
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Lt => Relation::Gt,
        Relation::Le => Relation::Ge,
        Relation::Eq => Relation::Eq,
        Relation::Ge => Relation::Le,
        Relation::Gt => Relation::Lt,
    }
}

fn text_of(expression: &IdedExpr) -> Option<String> {
    let Expr::Literal(LiteralValue::String(text)) = &expression.expr else { return None };
    Some(text.inner().to_owned())
}

fn what_is(function: &str) -> String {
    match function {
        operators::CONDITIONAL => "the choice `? :`".to_owned(),
        operators::INDEX | operators::OPT_INDEX => "an index in brackets".to_owned(),
        operators::ADD
        | operators::SUBSTRACT
        | operators::MULTIPLY
        | operators::DIVIDE
        | operators::MODULO
        | operators::NEGATE => "arithmetic".to_owned(),
        name => format!("the function `{name}`"),
    }
}
