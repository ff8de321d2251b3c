//! The font inside the binary, and text set in it.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// Noto Sans SC in brotli, from `npm ci`; empty where it was not there when the binary was built.
static REGULAR: LazyLock<Vec<u8>> =
    LazyLock::new(|| unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/regular.ttf.br"))));
static BOLD: LazyLock<Vec<u8>> =
    LazyLock::new(|| unpacked(include_bytes!(concat!(env!("OUT_DIR"), "/bold.ttf.br"))));

fn unpacked(mut brotli: &[u8]) -> Vec<u8> {
    let mut font = Vec::new();
    match brotli_decompressor::BrotliDecompress(&mut brotli, &mut font) {
        Ok(()) => font,
        Err(_) => Vec::new(),
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Type {
    pub bold: bool,
    /// In points.
    pub size: f32,
}

/// A text on one line, set.
pub struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub set: Type,
    /// In points.
    pub width: f32,
}

/// The two weights.
pub struct Faces {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    letters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    /// Of the font, to one em.
    unit: f32,
}

/// Stands for a letter that the font has not (〓, as printers do).
const LACKING: char = '〓';

impl Faces {
    /// None where the binary was built without the font.
    pub fn load() -> Option<Faces> {
        Some(Faces { regular: Face::read(&REGULAR)?, bold: Face::read(&BOLD)? })
    }

    pub fn font(&self, set: Type) -> Font {
        self.face(set).font.clone()
    }

    pub fn width(&self, text: &str, set: Type) -> f32 {
        text.chars().map(|letter| self.face(set).glyph(letter).2).sum::<f32>() * set.size
    }

    pub fn run(&self, text: &str, set: Type) -> Run {
        let face = self.face(set);
        let mut run = Run { text: String::with_capacity(text.len()), glyphs: Vec::new(), set, width: 0.0 };
        for letter in text.chars() {
            let (letter, glyph, advance) = face.glyph(letter);
            let start = run.text.len();
            run.text.push(letter);
            run.glyphs.push(KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, start..run.text.len(), None));
            run.width += advance * set.size;
        }
        run
    }

    fn face(&self, set: Type) -> &Face {
        if set.bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Face> {
        let read = FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        let metrics = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        let unit = 1.0 / font.units_per_em();
        Some(Face { letters: read.charmap(), font, metrics, unit })
    }

    /// The letter that is shown, its glyph, and its advance in em.
    fn glyph(&self, letter: char) -> (char, GlyphId, f32) {
        let letter = if letter.is_whitespace() && letter != '\u{3000}' { ' ' } else { letter };
        let found = |letter: char| {
            let glyph = self.letters.map(letter)?;
            let advance = self.metrics.advance_width(glyph)?;
            (advance > 0.0).then(|| (letter, GlyphId::new(glyph.to_u32()), advance * self.unit))
        };
        found(letter).or_else(|| found(LACKING)).unwrap_or((letter, GlyphId::new(0), 1.0))
    }
}
