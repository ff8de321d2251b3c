//! Numbers with their units, as one says them.

use super::Lang;
use crate::decimal::Decimal;
use crate::rulebook::Fact;

/// 4000000 is 400万, or 4,000,000.
pub fn number(number: Decimal, lang: Lang) -> String {
    let text = number.to_string();
    match lang {
        Lang::Zh => myriads(number).unwrap_or(text),
        Lang::En => grouped(&text),
    }
}

/// A number with the unit of its question.
pub fn spoken(value: Decimal, fact: &Fact, lang: Lang) -> String {
    let value = number(value, lang);
    match (&fact.unit, lang) {
        (None, _) => value,
        (Some(unit), Lang::Zh) => format!("{value}{}", unit.zh),
        (Some(unit), Lang::En) => format!("{value} {}", unit.en),
    }
}

/// Tens of thousands, where that is the shorter way to say it.
fn myriads(number: Decimal) -> Option<String> {
    let whole = number.scaled() / Decimal::whole(1).scaled();
    let round = number.is_whole() && whole >= 10_000 && whole % 1_000 == 0;
    let rest = (whole % 10_000) / 1_000;
    round.then(|| match rest {
        0 => format!("{}万", whole / 10_000),
        rest => format!("{}.{rest}万", whole / 10_000),
    })
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        let left = whole.chars().count() - n;
        if n > 0 && left.is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        let said = |text: &str| {
            let value = Decimal::read(text).unwrap();
            (number(value, Lang::Zh), number(value, Lang::En))
        };
        assert_eq!(said("4000000"), ("400万".to_owned(), "4,000,000".to_owned()));
        assert_eq!(said("12000"), ("1.2万".to_owned(), "12,000".to_owned()));
        assert_eq!(said("21300.5"), ("21300.5".to_owned(), "21,300.5".to_owned()));
        assert_eq!(said("300"), ("300".to_owned(), "300".to_owned()));
        assert_eq!(said("-1000"), ("-1000".to_owned(), "-1,000".to_owned()));
    }
}
