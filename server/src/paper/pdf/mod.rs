//! A sheet as PDF: A4, tagged (PDF/UA-1), the same bytes for the same sheet.

mod font;
mod lines;
mod strip;
mod setting;
mod drawing;

use std::fmt;

use yushen::sheet::Sheet;

use super::qr;
use super::words::Words;
use crate::cli::Lang;
use font::Faces;

/// Why there is no PDF.
#[derive(Debug)]
pub enum PdfError {
    /// The binary was built without the font.
    NoFont,
    /// A fault of ours.
    Failed(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::NoFont => f.write_str(
                "this program was built without the font that a PDF needs; run `npm ci` in the project's folder and build again (make run)",
            ),
            PdfError::Failed(why) => write!(f, "the PDF could not be written: {why}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// The PDF. `link` is what its QR code opens.
pub fn pdf(sheet: &Sheet<'_>, lang: Lang, link: Option<&str>) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::load().ok_or(PdfError::NoFont)?;
    let words = Words::of(lang);
    let code = link.and_then(qr::code);
    let set = setting::set(sheet, words, &faces, code.as_ref());
    drawing::draw(sheet, words, &faces, set, code.as_ref())
}
