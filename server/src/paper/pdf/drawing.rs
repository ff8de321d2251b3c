//! Draws what is set, page by page, and tells which words belong to what.

use std::num::NonZeroU16;

use chrono::Datelike;
use krilla::color::rgb::Color;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};
use yushen::sheet::Sheet;

use super::PdfError;
use super::font::{Faces, Run};
use super::setting::{Element, SMALL, Set, WIDTH};
use super::strip::{Drawn, Ink, Strip, pages};
use crate::paper::qr::{Code, MARGIN};
use crate::paper::words::{Sign, Words};

const A4: (f32, f32) = (595.28, 841.89);
const LEFT: f32 = (A4.0 - WIDTH) / 2.0;
const TOP: f32 = 59.0;
const BOTTOM: f32 = 62.0;

/// What is drawn with.
struct Drawing<'a> {
    faces: &'a Faces,
    code: Option<&'a Code>,
    /// The pieces of each element, in the order in which they are read.
    pieces: Vec<Vec<Identifier>>,
    /// Where each element begins: page, and height on it.
    places: Vec<Option<(usize, f32)>>,
}

pub fn draw(
    sheet: &Sheet<'_>,
    words: &Words,
    faces: &Faces,
    set: Set,
    code: Option<&Code>,
) -> Result<Vec<u8>, PdfError> {
    let Set { strips, elements } = set;
    let pages = pages(strips, A4.1 - TOP - BOTTOM);
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(sheet, words));
    let count = elements.len();
    let mut drawing = Drawing { faces, code, pieces: vec![Vec::new(); count], places: vec![None; count] };
    let head = format!("{} · {}", words.say(&sheet.title), words.say(sheet.place));
    let of = pages.len();
    for (number, strips) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(A4.0, A4.1).ok_or_else(|| failed("the page has no size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        if number > 0 {
            drawing.head(&mut surface, &head);
        }
        drawing.strips(&mut surface, strips, number);
        drawing.number(&mut surface, &words.page(number + 1, of));
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&elements, &drawing.places));
    document.set_tag_tree(tree(&elements, drawing.pieces, words));
    document.finish().map_err(|error| failed(&format!("{error:?}")))
}

fn failed(why: &str) -> PdfError {
    PdfError::Failed(why.to_owned())
}

/// PDF/UA-1: whoever cannot see the paper can have it read aloud.
fn settings() -> Result<SerializeSettings, PdfError> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| failed(&format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// Its only date is the day of the sheet, so that the same sheet gives the same bytes.
fn metadata(sheet: &Sheet<'_>, words: &Words) -> Metadata {
    let day = sheet.on.0;
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(part(day.month()))
        .day(part(day.day()));
    Metadata::new()
        .title(format!("{} · {}", words.say(&sheet.title), words.say(sheet.place)))
        .language(words.tag.to_owned())
        .creator("Yushen 预审".to_owned())
        .creation_date(date)
}

impl Drawing<'_> {
    fn strips(&mut self, surface: &mut Surface<'_>, strips: &[Strip], page: usize) {
        let mut top = TOP;
        for strip in strips {
            strip.drawn.iter().for_each(|drawn| self.drawn(surface, drawn, top, page));
            top += strip.height;
        }
    }

    fn drawn(&mut self, surface: &mut Surface<'_>, drawn: &Drawn, top: f32, page: usize) {
        match drawn {
            Drawn::Words { x, y, run, ink, element } => {
                self.begin(*element, page, top);
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.words(surface, run, *ink, LEFT + x, top + y);
                surface.end_tagged();
                self.piece(*element, id);
            }
            Drawn::Line { x, y, width, weight, ink } => {
                let line = lined(&[(LEFT + x, top + y), (LEFT + x + width, top + y)]);
                cosmetic(surface, |surface| stroked(surface, line, *ink, *weight));
            }
            Drawn::Frame { x, y, width, height, ink, filled: ground } => {
                let frame = frame(LEFT + x, top + y, *width, *height);
                cosmetic(surface, |surface| match ground {
                    true => filled(surface, frame, *ink),
                    false => stroked(surface, frame, *ink, 0.8),
                });
            }
            Drawn::Sign { x, y, sign } => {
                cosmetic(surface, |surface| signed(surface, *sign, LEFT + x, top + y));
            }
            Drawn::Code { x, y, side, element } => {
                let id = surface.start_tagged(ContentTag::Other);
                self.squares(surface, LEFT + x, top + y, *side);
                surface.end_tagged();
                self.piece(*element, id);
            }
        }
    }

    fn begin(&mut self, element: usize, page: usize, top: f32) {
        if let Some(place) = self.places.get_mut(element).filter(|place| place.is_none()) {
            *place = Some((page, top));
        }
    }

    fn piece(&mut self, element: usize, id: Identifier) {
        if let Some(pieces) = self.pieces.get_mut(element) {
            pieces.push(id);
        }
    }

    fn words(&self, surface: &mut Surface<'_>, run: &Run, ink: Ink, x: f32, y: f32) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(ink)));
        let font = self.faces.font(run.set);
        surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, font, &run.text, run.set.size, false);
    }

    /// The squares of the code, as one path.
    fn squares(&self, surface: &mut Surface<'_>, left: f32, top: f32, side: f32) {
        let Some(code) = self.code else { return };
        let square = side / (code.side + 2 * MARGIN) as f32;
        let mut path = PathBuilder::new();
        for &(x, y, length) in &code.bars {
            let (x, y) = (left + (x + MARGIN) as f32 * square, top + (y + MARGIN) as f32 * square);
            if let Some(bar) = Rect::from_xywh(x, y, length as f32 * square, square) {
                path.push_rect(bar);
            }
        }
        filled(surface, path.finish(), Ink::Black);
    }

    /// What every page after the first begins with.
    fn head(&self, surface: &mut Surface<'_>, head: &str) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        self.words(surface, &self.faces.run(head, SMALL), Ink::Soft, LEFT, TOP - 24.0);
        surface.end_tagged();
        let line = lined(&[(LEFT, TOP - 16.0), (LEFT + WIDTH, TOP - 16.0)]);
        cosmetic(surface, |surface| stroked(surface, line, Ink::Line, 0.4));
    }

    fn number(&self, surface: &mut Surface<'_>, number: &str) {
        let run = self.faces.run(number, SMALL);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        self.words(surface, &run, Ink::Soft, (A4.0 - run.width) / 2.0, A4.1 - BOTTOM + 30.0);
        surface.end_tagged();
    }
}

/// What is only for the eye.
fn cosmetic(surface: &mut Surface<'_>, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    draw(surface);
    surface.end_tagged();
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = match ink {
        Ink::Black => (0x1b, 0x24, 0x30),
        Ink::Soft => (0x55, 0x60, 0x6e),
        Ink::Line => (0xb9, 0xb2, 0xa4),
        Ink::Yes => (0x2f, 0x7d, 0x4f),
        Ink::Part => (0x94, 0x61, 0x0f),
        Ink::Wrong => (0xb3, 0x34, 0x1f),
        Ink::Paper => (0xff, 0xff, 0xff),
    };
    Fill { paint: Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn filled(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(ink)));
    path.iter().for_each(|path| surface.draw_path(path));
}

fn stroked(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: fill(ink).paint, width, ..Stroke::default() }));
    path.iter().for_each(|path| surface.draw_path(path));
}

fn lined(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (n, (x, y)) in points.iter().enumerate() {
        if n == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    path.finish()
}

fn frame(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

/// A sign in a square of 8 points.
fn signed(surface: &mut Surface<'_>, sign: Sign, x: f32, y: f32) {
    let at =
        |points: &[(f32, f32)]| lined(&points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect::<Vec<_>>());
    match sign {
        Sign::Yes => stroked(surface, at(&[(0.5, 4.6), (3.0, 7.2), (7.5, 1.2)]), Ink::Yes, 1.3),
        Sign::Part => {
            stroked(surface, circle(x + 4.0, y + 4.2, 3.6), Ink::Part, 1.0);
            filled(surface, quarter(x + 4.0, y + 4.2, 3.6), Ink::Part);
        }
        Sign::Lacking => {
            stroked(surface, at(&[(4.0, 0.0), (4.0, 5.4)]), Ink::Wrong, 1.8);
            stroked(surface, at(&[(4.0, 6.6), (4.0, 8.4)]), Ink::Wrong, 1.8);
        }
        Sign::Wrong => {
            stroked(surface, at(&[(1.0, 1.2), (7.0, 7.2)]), Ink::Wrong, 1.3);
            stroked(surface, at(&[(7.0, 1.2), (1.0, 7.2)]), Ink::Wrong, 1.3);
        }
        Sign::Open => {
            stroked(surface, hook(x, y), Ink::Soft, 1.2);
            stroked(surface, at(&[(4.0, 6.8), (4.0, 8.0)]), Ink::Soft, 1.4);
        }
    }
}

/// How far the handles of a Bézier quarter of a circle reach, in radii.
const HANDLE: f32 = 0.5523;

fn circle(x: f32, y: f32, r: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let k = r * HANDLE;
    path.move_to(x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.close();
    path.finish()
}

fn quarter(x: f32, y: f32, r: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let k = r * HANDLE;
    path.move_to(x, y);
    path.line_to(x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

/// The upper part of a question mark.
fn hook(x: f32, y: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x + 1.8, y + 2.2);
    path.cubic_to(x + 1.8, y - 0.2, x + 6.2, y - 0.2, x + 6.2, y + 2.0);
    path.cubic_to(x + 6.2, y + 3.6, x + 4.0, y + 3.6, x + 4.0, y + 5.6);
    path.finish()
}

fn outline(elements: &[Element], places: &[Option<(usize, f32)>]) -> Outline {
    let mut outline = Outline::new();
    for (element, place) in elements.iter().zip(places) {
        let (Element::Title(text) | Element::Heading(text), Some((page, top))) = (element, place) else {
            continue;
        };
        let to = XyzDestination::new(*page, Point::from_xy(0.0, top - 8.0));
        outline.push_child(OutlineNode::new(text.clone(), to));
    }
    outline
}

fn tree(elements: &[Element], pieces: Vec<Vec<Identifier>>, words: &Words) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(words.tag.to_owned()));
    let mut list: Option<TagGroup> = None;
    let mut label = None;
    for (element, pieces) in elements.iter().zip(pieces) {
        let children = pieces.into_iter().map(Into::into).collect();
        if !matches!(element, Element::Label | Element::Body) {
            list.take().into_iter().for_each(|list| tree.push(list));
        }
        let level = |level| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        match element {
            Element::Title(text) => {
                tree.push(TagGroup::with_children(Tag::Hn(level(1), Some(text.clone())), children));
            }
            Element::Heading(text) => {
                tree.push(TagGroup::with_children(Tag::Hn(level(2), Some(text.clone())), children));
            }
            Element::Paragraph => tree.push(TagGroup::with_children(Tag::P, children)),
            Element::Code(text) => {
                tree.push(TagGroup::with_children(Tag::Figure(Some(text.clone())), children));
            }
            Element::Label => label = Some(TagGroup::with_children(Tag::Lbl, children)),
            Element::Body => {
                let body = TagGroup::with_children(Tag::LBody, children);
                let row = label.take().into_iter().chain([body]).map(Into::into).collect();
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Decimal)))
                    .push(TagGroup::with_children(Tag::LI, row));
            }
        }
    }
    list.into_iter().for_each(|list| tree.push(list));
    tree
}
