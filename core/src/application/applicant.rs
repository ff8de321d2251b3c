//! The form of who applies, checked field by field.

use validator::{Validate, ValidationError};

use super::Applicant;
use crate::text::Text;

/// A field of the form that has to be put right.
pub struct FieldError {
    /// The JSON name of the field.
    pub field: &'static str,
    pub text: Text,
}

impl Applicant {
    /// All fields that have to be put right, in the form's order.
    pub fn errors(&self) -> Vec<FieldError> {
        let Err(errors) = self.validate() else { return Vec::new() };
        let failed = errors.field_errors();
        let told = [
            (
                "unit_name",
                "unitName",
                "请填写单位全称（2 到 100 个字）。",
                "Give the full name of the unit (2 to 100 characters).",
            ),
            (
                "credit_code",
                "creditCode",
                "统一社会信用代码不对：应当是 18 位，最后一位是校验码。请对照营业执照再填一次。",
                "The credit code is not right: 18 characters, the last one a check character. Compare it with the business licence.",
            ),
            (
                "contact",
                "contact",
                "请填写联系人姓名（1 到 50 个字）。",
                "Give the name of a contact person (1 to 50 characters).",
            ),
            (
                "phone",
                "phone",
                "请填写电话，例如 13800138000 或 027-67880000。",
                "Give a phone number, such as 13800138000 or 027-67880000.",
            ),
        ];
        told.into_iter()
            .filter(|(name, ..)| failed.contains_key(*name))
            .map(|(_, field, zh, en)| FieldError { field, text: Text::new(zh, en) })
            .collect()
    }
}

/// Checks a 统一社会信用代码: 18 characters, no I, O, S, V, Z; the last is a weighted sum modulo 31 (GB 32100-2015).
pub(super) fn credit_code(code: &str) -> Result<(), ValidationError> {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> =
        code.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte)).collect();
    let wrong = || ValidationError::new("credit-code");
    let values = values.filter(|values| values.len() == 18).ok_or_else(wrong)?;
    let (digits, check) = values.split_at(17);
    // The weight of place i is 3^i modulo 31.
    let sum = digits.iter().rev().fold(0, |sum, digit| (sum * 3 + digit) % 31);
    if check.first() == Some(&((31 - sum) % 31)) { Ok(()) } else { Err(wrong()) }
}

/// A phone number: 7 to 15 digits, with spaces, hyphens and a leading + as people write them.
pub(super) fn phone(number: &str) -> Result<(), ValidationError> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let rest = number.strip_prefix('+').unwrap_or(number);
    let allowed = rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b' ');
    if allowed && (7..=15).contains(&digits) { Ok(()) } else { Err(ValidationError::new("phone")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_is_checked() {
        // Public companies' codes, as printed on their licences: Huawei Technologies, Alibaba (China).
        for code in ["914403001922038216", "91330100799655058B"] {
            assert!(credit_code(code).is_ok(), "{code}");
        }
        for code in
            ["914403001922038217", "91440300192203821", "91440300192203821I", "", "９14403001922038216"]
        {
            assert!(credit_code(code).is_err(), "{code}");
        }
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let fields: Vec<&str> = Applicant::default().errors().iter().map(|error| error.field).collect();
        assert_eq!(fields, ["unitName", "creditCode", "contact", "phone"]);
    }
}
