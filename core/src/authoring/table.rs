//! A TOML table read against a closed schema: what is not asked for is wrong, and where it stands is known.

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Faults, Spot};
use crate::rulebook::Valid;
use crate::text::Text;

/// A table while it is read. Every method that meets something wrong reports it and goes on with something empty.
pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    pub spot: Spot,
    pub faults: &'a Faults<'a>,
    /// What the table is about, for messages: `rule R1`.
    pub subject: String,
    /// When what stands here is in force.
    pub valid: Valid,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// Lets `read` take what it knows from `entries`, then reports the keys that are left.
    pub fn read<T>(
        entries: &DeTable<'_>,
        spot: Spot,
        subject: &str,
        faults: &Faults<'_>,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        let mut table = Table::new(entries, spot, subject, faults);
        let value = read(&mut table);
        table.report_the_rest();
        value
    }

    /// The same, but the keys that are left are somebody else's.
    pub fn read_part<T>(
        entries: &DeTable<'_>,
        spot: Spot,
        faults: &Faults<'_>,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        read(&mut Table::new(entries, spot, "the file", faults))
    }

    fn new<'t>(entries: &'t DeTable<'t>, spot: Spot, subject: &str, faults: &'t Faults<'t>) -> Table<'t> {
        let (subject, valid) = (subject.to_owned(), Valid::default());
        Table { entries, spot, faults, subject, valid, asked: Vec::new() }
    }

    /// A table in this one, in force no longer than it.
    fn below<T>(
        &self,
        entries: &DeTable<'_>,
        spot: Spot,
        subject: &str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> T {
        Table::read(entries, spot, subject, self.faults, |table| {
            table.valid = self.valid;
            read(table)
        })
    }

    /// These keys are read elsewhere.
    pub fn leave(&mut self, keys: &[&'static str]) {
        self.asked.extend(keys);
    }

    /// The table's `id`; from here on messages call the table `kind` and id.
    pub fn id(&mut self, kind: &str) -> String {
        self.subject = format!("this {kind}");
        let id = self.word("id", "id = \"a-short-name\"").0;
        if !id.is_empty() {
            self.subject = format!("{kind} `{id}`");
        }
        id
    }

    /// A text in quotes that must be there and not empty.
    pub fn word(&mut self, key: &'static str, example: &str) -> (String, Spot) {
        self.maybe_word(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.missing(key, &format!("Add `{example}`"));
            }
            (String::new(), self.spot)
        })
    }

    /// A text in quotes that may be absent, but not empty.
    pub fn maybe_word(&mut self, key: &'static str) -> Option<(String, Spot)> {
        let (text, spot) = self.maybe_string(key)?;
        if text.trim().is_empty() {
            let wrong = format!("`{key}` of {} is empty", self.subject);
            self.faults.add(spot, wrong, format!("Write it, or leave `{key}` out where it may be left out"));
            return None;
        }
        Some((text, spot))
    }

    /// A text in quotes that may be absent or empty.
    pub fn maybe_string(&mut self, key: &'static str) -> Option<(String, Spot)> {
        let (value, spot) = self.get(key)?;
        match value {
            DeValue::String(text) => Some((text.clone().into_owned(), spot)),
            other => self.wrong_type(key, "a text in quotes", other, spot),
        }
    }

    /// One of a closed list of words.
    pub fn one_of<T: Copy + Serialize>(&mut self, key: &'static str, all: &[T]) -> Option<T> {
        let words: Vec<String> = all.iter().map(spelling).collect();
        let (word, spot) = self.word(key, &format!("{key} = \"{}\"", words.join("|")));
        let found = words.iter().zip(all).find(|(known, _)| **known == word).map(|(_, value)| *value);
        if found.is_none() && !word.is_empty() {
            let wrong = format!("`{key}` of {} cannot be \"{word}\"", self.subject);
            self.faults.add(spot, wrong, format!("Write one of {}", words.join(", ")));
        }
        found
    }

    /// A text in both languages that must be there.
    pub fn text(&mut self, key: &'static str) -> Text {
        self.maybe_text(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.missing(key, &format!("Add `{key} = {{ zh = \"…\", en = \"…\" }}`"));
            }
            Text::default()
        })
    }

    /// A text in both languages that may be absent.
    pub fn maybe_text(&mut self, key: &'static str) -> Option<Text> {
        let of = format!("`{key}` of {}", self.subject);
        self.inner(key, &of, |table| {
            let zh = table.language("zh", "Chinese");
            Text { zh, en: table.language("en", "English") }
        })
    }

    fn language(&mut self, key: &'static str, language: &str) -> String {
        let (text, spot) = match self.maybe_string(key) {
            Some(found) => found,
            None if !self.has(key) => (String::new(), self.spot),
            None => return String::new(),
        };
        if text.trim().is_empty() {
            let wrong = format!("{} has no {language}", self.subject);
            self.faults.add(spot, wrong, format!("Write `{key}`: every text is in Chinese and in English"));
        }
        text
    }

    /// Yes or no.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let (value, spot) = self.get(key)?;
        match value {
            DeValue::Boolean(flag) => Some(*flag),
            other => self.wrong_type(key, "true or false", other, spot),
        }
    }

    /// A whole number from 0.
    pub fn maybe_count(&mut self, key: &'static str) -> Option<u32> {
        let (value, spot) = self.get(key)?;
        self.count_in(key, value, spot)
    }

    /// A whole number from 0 that must be there.
    pub fn count(&mut self, key: &'static str) -> u32 {
        self.maybe_count(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.missing(key, &format!("Add `{key} = 1`, with the right number"));
            }
            0
        })
    }

    fn count_in(&self, key: &str, value: &DeValue<'_>, spot: Spot) -> Option<u32> {
        let DeValue::Integer(number) = value else {
            return self.wrong_type(key, "a whole number", value, spot);
        };
        let count = u32::from_str_radix(number.as_str(), number.radix()).ok();
        if count.is_none() {
            let wrong = format!("`{key}` of {} cannot be {}", self.subject, number.as_str());
            self.faults.add(spot, wrong, "Write a whole number that is not negative");
        }
        count
    }

    /// A list of texts; empty where absent.
    pub fn words(&mut self, key: &'static str) -> Vec<(String, Spot)> {
        self.list(key, |table, value, spot| match value {
            DeValue::String(text) => Some((text.clone().into_owned(), spot)),
            other => table.wrong_type(key, "a list of texts in quotes", other, spot),
        })
    }

    /// A list of texts, or of lists of texts; empty where absent.
    pub fn word_groups(&mut self, key: &'static str) -> Vec<Vec<(String, Spot)>> {
        let wrong = "a list of texts in quotes, or of lists of them";
        self.list(key, |table, value, spot| match value {
            DeValue::String(text) => Some(vec![(text.clone().into_owned(), spot)]),
            DeValue::Array(texts) if !texts.is_empty() => {
                let text = |text: &Spanned<DeValue<'_>>| match text.get_ref() {
                    DeValue::String(text) => Some((text.clone().into_owned(), spot)),
                    other => table.wrong_type(key, wrong, other, spot),
                };
                texts.iter().map(text).collect()
            }
            other => table.wrong_type(key, wrong, other, spot),
        })
    }

    /// A list of whole numbers; empty where absent.
    pub fn counts(&mut self, key: &'static str) -> Vec<(u32, Spot)> {
        self.list(key, |table, value, spot| table.count_in(key, value, spot).map(|count| (count, spot)))
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&Table<'a>, &DeValue<'_>, Spot) -> Option<T>,
    ) -> Vec<T> {
        let Some((value, spot)) = self.get(key) else { return Vec::new() };
        let DeValue::Array(values) = value else {
            self.wrong_type::<()>(key, "a list in square brackets", value, spot);
            return Vec::new();
        };
        values.iter().filter_map(|value| read(self, value.get_ref(), self.here(value.span().start))).collect()
    }

    /// A list of tables, or one table; empty where absent.
    pub fn each<T>(
        &mut self,
        key: &'static str,
        subject: &str,
        mut read: impl FnMut(&mut Table<'_>) -> T,
    ) -> Vec<T> {
        let Some((value, spot)) = self.get(key) else { return Vec::new() };
        let mut all = Vec::new();
        let mut take = |value: &DeValue<'_>, spot| match value {
            DeValue::Table(entries) => all.push(self.below(entries, spot, subject, &mut read)),
            other => {
                self.wrong_type::<()>(key, "a table, or a list of tables", other, spot);
            }
        };
        match value {
            DeValue::Array(values) => {
                values.iter().for_each(|value| take(value.get_ref(), self.here(value.span().start)));
            }
            other => take(other, spot),
        }
        all
    }

    /// A table within this one.
    pub fn inner<T>(
        &mut self,
        key: &'static str,
        subject: &str,
        read: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        let (value, spot) = self.get(key)?;
        match value {
            DeValue::Table(entries) => Some(self.below(entries, spot, subject, read)),
            other => self.wrong_type(key, "a table in braces", other, spot),
        }
    }

    /// Reports that something has to be here.
    pub fn missing(&self, key: &str, remedy: &str) {
        self.faults.add(self.spot, format!("{} has no `{key}`", self.subject), remedy);
    }

    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Where the key's value stands, or the table where it is absent.
    pub fn spot_of(&self, key: &str) -> Spot {
        self.entries.get(key).map_or(self.spot, |value| self.here(value.span().start))
    }

    fn get(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Spot)> {
        self.asked.push(key);
        Some((self.value(key)?, self.spot_of(key)))
    }

    fn value(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.entries.get(key).map(|value| value.get_ref())
    }

    fn here(&self, at: usize) -> Spot {
        Spot { file: self.spot.file, at }
    }

    fn wrong_type<T>(&self, key: &str, wanted: &str, found: &DeValue<'_>, spot: Spot) -> Option<T> {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let wrong = format!("`{key}` of {} is {found}", self.subject);
        self.faults.add(spot, wrong, format!("Write {wanted}"));
        None
    }

    fn report_the_rest(&self) {
        let unknown =
            self.entries.iter().filter(|(key, _)| !self.asked.iter().any(|asked| *asked == key.get_ref()));
        let mut known = self.asked.clone();
        known.sort_unstable();
        known.dedup();
        for (key, _) in unknown {
            let wrong = format!("{} has an unknown key `{}`", self.subject, key.get_ref());
            let remedy = format!("Delete it, or correct it to one of {}", known.join(", "));
            self.faults.add(self.here(key.span().start), wrong, remedy);
        }
    }
}

/// How a coded value is written.
pub(super) fn spelling<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
