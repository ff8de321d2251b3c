//! The code that opens the same review.

use fast_qr::{ECL, QRBuilder};

/// The dark squares of a QR code, as horizontal bars: column, row, length.
pub struct Code {
    /// Squares on a side, without the margin.
    pub side: usize,
    pub bars: Vec<(usize, usize, usize)>,
}

/// What has to stay white around it, in squares (ISO/IEC 18004).
pub const MARGIN: usize = 4;

/// A text longer than this gives so fine a code that it takes the weaker correction, for larger squares.
const LONG: usize = 600;

/// The code of a text; none where it is too long for any.
pub fn code(text: &str) -> Option<Code> {
    let correction = if text.len() > LONG { ECL::L } else { ECL::M };
    let qr = QRBuilder::new(text).ecl(correction).build().ok()?;
    let side = qr.size;
    let mut bars: Vec<(usize, usize, usize)> = Vec::new();
    let dark = qr.data.iter().take(side * side).enumerate().filter(|(_, square)| square.value());
    for (x, y) in dark.map(|(at, _)| (at % side, at / side)) {
        match bars.last_mut().filter(|(left, row, length)| *row == y && left + *length == x) {
            Some((_, _, length)) => *length += 1,
            None => bars.push((x, y, 1)),
        }
    }
    Some(Code { side, bars })
}

/// The code as SVG, named by `label` (already safe for HTML).
pub fn svg(code: &Code, label: &str) -> String {
    let whole = code.side + 2 * MARGIN;
    let bar = |&(x, y, length): &(usize, usize, usize)| {
        format!("M{} {}h{length}v1h-{length}z", x + MARGIN, y + MARGIN)
    };
    let path: String = code.bars.iter().map(bar).collect();
    format!(
        "<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {whole} {whole}\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    )
}
