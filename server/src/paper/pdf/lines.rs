//! Where a line may end (UAX #14, strict: 禁则).

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The lines of a text that is `width` wide. A word that is wider than a line is cut.
pub fn lines<'t>(text: &'t str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<&'t str> {
    text.lines().flat_map(|paragraph| filled(paragraph, width, measure)).collect()
}

fn filled<'t>(text: &'t str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut used) = (0, 0, 0.0);
    for at in stops(text, width, measure) {
        let piece = text.get(end..at).unwrap_or_default();
        if start < end && used + measure(piece.trim_end()) > width {
            lines.push(text.get(start..end).unwrap_or_default().trim_end());
            (start, used) = (end, 0.0);
        }
        used += measure(piece);
        end = at;
    }
    lines.push(text.get(start..).unwrap_or_default().trim_end());
    lines
}

/// Where the text may be cut: where it is allowed to, and, in what is too wide without, after each letter.
fn stops(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<usize> {
    let mut stops = Vec::new();
    let mut from = 0;
    for at in SEGMENTER.segment_str(text).filter(|at| *at > 0) {
        let piece = text.get(from..at).unwrap_or_default();
        if measure(piece.trim_end()) > width {
            stops.extend(piece.char_indices().skip(1).map(|(letter, _)| from + letter));
        }
        stops.push(at);
        from = at;
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f32) -> Vec<&str> {
        lines(text, width, &|text| text.chars().count() as f32)
    }

    #[test]
    fn no_line_begins_with_a_stop_nor_ends_with_an_opening_bracket() {
        let text = "依据《中华人民共和国行政许可法》（第三十二条（四）），申请材料不齐全的，应当当场或者在五日内一次告知：“全部内容”、期限。";
        for width in 8..30_u8 {
            let lines = broken(text, f32::from(width));
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(line.chars().count() <= usize::from(width), "{width} {line}");
            }
            for line in lines.iter().skip(1) {
                assert!(!line.starts_with(['。', '，', '、', '》', '）', '：', '”']), "{width} {line}");
            }
            for line in lines.iter().rev().skip(1) {
                assert!(!line.ends_with(['《', '（', '“']), "{width} {line}");
            }
        }
    }

    #[test]
    fn words_stay_whole_unless_they_are_wider_than_a_line() {
        assert_eq!(broken("one two three", 7.0), ["one two", "three"]);
        assert_eq!(broken("abcdefghij kl", 4.0), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(broken("a\nb", 9.0), ["a", "b"]);
        assert!(broken("", 9.0).is_empty());
    }
}
