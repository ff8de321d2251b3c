//! What a case expects: the pattern language is the one of `yushen rules test` (`yushen::authoring::case`).

pub use yushen::authoring::case::differences;

/// Two answers have to be the same bytes; where they are not, shows the place from which they differ.
pub fn assert_same(answer: &str, expected: &str, place: &str) {
    let same = answer.chars().zip(expected.chars()).take_while(|(left, right)| left == right).count();
    let from = |text: &str| text.chars().skip(same.saturating_sub(120)).take(300).collect::<String>();
    assert!(answer == expected, "{place}\n   found: …{}\nexpected: …{}", from(answer), from(expected));
}
