//! Words in the two languages that every text of Yushen has.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A text in Chinese and in English; neither is empty (authoring refuses that).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub zh: String,
    pub en: String,
}

impl Text {
    /// Both languages at once, for the sentences that core itself says.
    #[inline(never)]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }
}

impl<'a> From<Text> for Cow<'a, Text> {
    fn from(text: Text) -> Cow<'a, Text> {
        Cow::Owned(text)
    }
}

impl<'a> From<&'a Text> for Cow<'a, Text> {
    fn from(text: &'a Text) -> Cow<'a, Text> {
        Cow::Borrowed(text)
    }
}
