//! Sets a sheet: which words stand where.

use yushen::sheet::{Cited, Ground, Line, Part, Row, Sheet, SheetKind, Since};

use super::font::{Faces, Type};
use super::lines::lines;
use super::strip::{Drawn, Ink, Strip};
use crate::cli::Lang;
use crate::paper::qr::{Code, MARGIN};
use crate::paper::words::{Sign, Words, illustrative};
use crate::paper::{sealed, ticked};

/// The width of the text; A4 less 20 mm on each side.
pub const WIDTH: f32 = 481.9;

const TITLE: Type = Type { bold: true, size: 20.0 };
const HEADING: Type = Type { bold: true, size: 12.0 };
const BODY: Type = Type { bold: false, size: 10.0 };
const STRONG: Type = Type { bold: true, size: 10.0 };
pub const SMALL: Type = Type { bold: false, size: 8.5 };
const SMALL_STRONG: Type = Type { bold: true, size: 8.5 };
const TINY: Type = Type { bold: false, size: 7.5 };

const RULE: f32 = 1.0;
const HAIRLINE: f32 = 0.4;
/// The column of numbers, and the space after it.
const NUMBERS: f32 = 20.0;
const GUTTER: f32 = 8.0;
/// A box to tick, and the space after it.
const BOX: f32 = 9.0;
/// A square of a QR code is no smaller (0.33 mm), and the code no smaller than 30 mm.
const SQUARE: f32 = 0.94;
const CODE: f32 = 85.0;
/// A seal is 42 mm wide.
const SEAL: f32 = 170.0;

/// A sheet that is set.
pub struct Set {
    pub strips: Vec<Strip>,
    pub elements: Vec<Element>,
}

/// What words belong to, for whoever has the paper read aloud.
pub enum Element {
    Title(String),
    Heading(String),
    Paragraph,
    /// The number of a row; its `Body` follows.
    Label,
    Body,
    /// The QR code, in words.
    Code(String),
}

struct Setting<'a> {
    words: &'static Words,
    faces: &'a Faces,
    set: Set,
}

/// Where a text stands, and how.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    set: Type,
    ink: Ink,
    element: usize,
}

pub fn set(sheet: &Sheet<'_>, words: &'static Words, faces: &Faces, code: Option<&Code>) -> Set {
    let mut setting = Setting { words, faces, set: Set { strips: Vec::new(), elements: Vec::new() } };
    setting.head(sheet);
    setting.ground(&sheet.opening);
    sheet.parts.iter().for_each(|part| setting.part(part, sheet.kind));
    let before = setting.set.strips.len();
    setting.closing(&sheet.closing);
    if sealed(sheet) {
        // A seal never stands alone on a page.
        setting.set.strips.iter_mut().skip(before).for_each(|strip| strip.keep = true);
        setting.seal(sheet);
    }
    setting.foot(sheet, code);
    setting.set
}

impl Setting<'_> {
    fn head(&mut self, sheet: &Sheet<'_>) {
        let title = self.words.say(&sheet.title).to_owned();
        let element = self.element(Element::Title(title.clone()));
        self.centred(&title, TITLE, Ink::Black, element);
        let element = self.element(Element::Paragraph);
        self.centred(self.words.say(sheet.place), BODY, Ink::Soft, element);
        if !sheet.fits {
            self.unfit();
        }
        self.gap(16.0);
        self.rule(RULE, Ink::Black);
        let names = sheet.lines.iter().map(|line| self.faces.width(self.words.say(&line.name), BODY));
        let column = names.fold(48.0, f32::max).min(140.0) + 16.0;
        for (n, line) in sheet.lines.iter().enumerate() {
            if n > 0 {
                self.rule(HAIRLINE, Ink::Line);
            }
            self.line(line, column);
        }
        self.rule(RULE, Ink::Black);
        self.gap(12.0);
    }

    /// Says plainly that the paper may not be given.
    fn unfit(&mut self) {
        self.gap(12.0);
        let element = self.element(Element::Paragraph);
        let place = Place { x: 10.0, width: WIDTH - 20.0, set: STRONG, ink: Ink::Wrong, element };
        let strips = self.column(self.words.unfit, place);
        let height: f32 = strips.iter().map(|strip| strip.height).sum::<f32>() + 10.0;
        let frame = Drawn::Frame { x: 0.0, y: 0.0, width: WIDTH, height, ink: Ink::Wrong, filled: false };
        self.kept(Strip { height: 5.0, drawn: vec![frame], ..Strip::default() });
        strips.into_iter().for_each(|strip| self.kept(strip));
        self.kept(Strip { height: 5.0, ..Strip::default() });
    }

    fn line(&mut self, line: &Line<'_>, column: f32) {
        let element = self.element(Element::Paragraph);
        let name = Place { x: 0.0, width: column - 12.0, set: BODY, ink: Ink::Soft, element };
        let value = Place { x: column, width: WIDTH - column, ink: Ink::Black, ..name };
        let names = self.column(self.words.say(&line.name), name);
        let values = self.column(self.words.say(&line.value), value);
        self.gap(3.0);
        self.together(beside(names, values));
        self.gap(3.0);
    }

    fn ground(&mut self, ground: &Ground<'_>) {
        let element = self.element(Element::Paragraph);
        let place = Place { x: 0.0, width: WIDTH, set: BODY, ink: Ink::Black, element };
        let mut strips = self.column(self.words.say(&ground.text), place);
        strips.extend(self.basis(
            ground.basis.as_slice(),
            self.faces.width(self.words.basis, SMALL) + 8.0,
            place,
        ));
        self.together(strips);
        self.gap(6.0);
    }

    fn closing(&mut self, closing: &[Ground<'_>]) {
        self.gap(10.0);
        closing.iter().for_each(|each| self.ground(each));
    }

    fn part(&mut self, part: &Part<'_>, kind: SheetKind) {
        self.gap(16.0);
        let heading = self.words.say(&part.heading).to_owned();
        let element = self.element(Element::Heading(heading.clone()));
        let place = Place { x: 0.0, width: WIDTH, set: HEADING, ink: Ink::Black, element };
        self.column(&heading, place).into_iter().for_each(|strip| self.kept(strip));
        self.kept(ruled(RULE, Ink::Black, 4.0));
        if part.rows.is_empty() {
            let element = self.element(Element::Paragraph);
            let place = Place { set: BODY, ink: Ink::Soft, element, ..place };
            let strips = self.column(self.words.none, place);
            self.together(strips);
        }
        part.rows.iter().for_each(|row| self.row(row, kind));
    }

    fn row(&mut self, row: &Row<'_>, kind: SheetKind) {
        let tick = ticked(kind, row.kind);
        let boxed = if kind == SheetKind::Checklist { BOX + GUTTER } else { 0.0 };
        let element = self.element(Element::Label);
        let number = Place { x: boxed, width: NUMBERS, set: BODY, ink: Ink::Soft, element };
        let mut left = self.number(row.no, number);
        if let Some(strip) = left.first_mut().filter(|_| tick) {
            let frame =
                Drawn::Frame { x: 0.5, y: 4.0, width: BOX, height: BOX, ink: Ink::Black, filled: false };
            strip.drawn.push(frame);
        }
        let element = self.element(Element::Body);
        let x = boxed + NUMBERS + GUTTER;
        let width = WIDTH - x - GUTTER - self.marks_width();
        let body = self.body(row, Place { x, width, set: BODY, ink: Ink::Black, element });
        let marks = Place { x: x + width + GUTTER, width: self.marks_width(), ..number };
        let marks = self.marks(row, Place { element, ..marks });
        self.kept(Strip { height: 5.0, ..Strip::default() });
        beside(beside(left, body), marks).into_iter().for_each(|strip| self.kept(strip));
        self.strip(ruled(HAIRLINE, Ink::Line, 5.0));
    }

    fn number(&self, no: u32, place: Place) -> Vec<Strip> {
        let mut strips = self.column(&no.to_string(), place);
        for drawn in strips.iter_mut().flat_map(|strip| &mut strip.drawn) {
            if let Drawn::Words { x, run, .. } = drawn {
                *x += place.width - run.width;
            }
        }
        strips
    }

    fn body(&self, row: &Row<'_>, place: Place) -> Vec<Strip> {
        let mut strips = Vec::new();
        if row.since == Some(Since::Late) {
            strips.push(self.flag(self.words.late, place));
        }
        strips.extend(self.column(self.words.say(&row.name), Place { set: STRONG, ..place }));
        for (label, text) in self.words.said(row) {
            strips.extend(match label {
                Some(label) => self.labelled(label, text, self.labels_width(), place),
                None => self.column(text, place),
            });
        }
        strips.extend(self.basis(&row.basis, self.labels_width(), place));
        strips
    }

    /// White on ink: what may not be overlooked.
    fn flag(&self, text: &str, place: Place) -> Strip {
        let run = self.faces.run(text, SMALL_STRONG);
        let (x, width) = (place.x, run.width + 10.0);
        let ground = Drawn::Frame { x, y: 0.5, width, height: 13.0, ink: Ink::Black, filled: true };
        let words = Drawn::Words { x: x + 5.0, y: 10.2, run, ink: Ink::Paper, element: place.element };
        Strip { height: 16.0, drawn: vec![ground, words], ..Strip::default() }
    }

    fn labelled(&self, label: &str, text: &str, indent: f32, place: Place) -> Vec<Strip> {
        let label = self.column(label, Place { ink: Ink::Soft, ..place });
        let place = Place { x: place.x + indent, width: place.width - indent, ..place };
        beside(label, self.column(text, place))
    }

    fn basis(&self, basis: &[Cited<'_>], indent: f32, place: Place) -> Vec<Strip> {
        let place = Place { set: SMALL, ink: Ink::Soft, ..place };
        let cited = self.words.cited(basis);
        cited.map(|cited| self.labelled(self.words.basis, &cited, indent, place)).unwrap_or_default()
    }

    fn marks(&self, row: &Row<'_>, place: Place) -> Vec<Strip> {
        let mut strips = Vec::new();
        if let Some(mark) = row.mark {
            let (sign, word) = self.words.mark(mark);
            let place =
                Place { x: place.x + 13.0, width: place.width - 13.0, set: STRONG, ink: ink(sign), ..place };
            strips.extend(self.column(word, place));
            let drawn = strips.first_mut().map(|strip| &mut strip.drawn);
            drawn.into_iter().for_each(|drawn| drawn.push(Drawn::Sign { x: place.x - 13.0, y: 4.0, sign }));
        }
        if let Some(since) = row.since.and_then(|since| self.words.since(since)) {
            strips.extend(self.column(since, Place { set: SMALL, ..place }));
        }
        if illustrative(&row.basis) {
            strips.push(self.framed(self.words.illustrative, place));
        }
        strips
    }

    fn framed(&self, text: &str, place: Place) -> Strip {
        let run = self.faces.run(text, SMALL);
        let (x, width) = (place.x + 0.5, run.width + 8.0);
        let frame = Drawn::Frame { x, y: 1.5, width, height: 12.5, ink: Ink::Part, filled: false };
        let words = Drawn::Words { x: x + 4.0, y: 11.0, run, ink: Ink::Part, element: place.element };
        Strip { height: 15.5, drawn: vec![frame, words], ..Strip::default() }
    }

    /// （盖章） and the day, at the right, with room for a seal over both.
    fn seal(&mut self, sheet: &Sheet<'_>) {
        self.kept(Strip { height: 60.0, ..Strip::default() });
        let element = self.element(Element::Paragraph);
        for text in [self.words.seal(sheet.kind), &self.words.day(sheet.on)] {
            let run = self.faces.run(text, BODY);
            let x = WIDTH - SEAL + (SEAL - run.width) / 2.0;
            let words = Drawn::Words { x, y: 12.0, run, ink: Ink::Black, element };
            self.kept(Strip { height: 22.0, drawn: vec![words], ..Strip::default() });
        }
        self.strip(Strip { height: 30.0, ..Strip::default() });
    }

    fn foot(&mut self, sheet: &Sheet<'_>, code: Option<&Code>) {
        self.gap(10.0);
        self.kept(ruled(RULE, Ink::Black, 8.0));
        self.kept(Strip { height: 5.0, ..Strip::default() });
        let side = code.map_or(0.0, |code| ((code.side + 2 * MARGIN) as f32 * SQUARE).max(CODE));
        let width = WIDTH - side - if code.is_some() { 20.0 } else { 0.0 };
        let element = self.element(Element::Paragraph);
        let place = Place { x: 0.0, width, set: SMALL, ink: Ink::Black, element };
        let mut left = self.column(self.words.say(&sheet.advice), place);
        left.push(Strip { height: 4.0, ..Strip::default() });
        for (name, value) in self.versions(sheet) {
            let element = self.element(Element::Paragraph);
            let place = Place { x: 0.0, width, set: TINY, ink: Ink::Soft, element };
            let name = self.column(name, place);
            let indent = self.labels_width() * 0.85;
            let value = self.column(&value, Place { x: indent, width: width - indent, ..place });
            left.extend(beside(name, value));
        }
        if let (Some(first), true) = (left.first_mut(), code.is_some()) {
            first.drawn.extend(self.code(WIDTH - side, side));
        }
        let used: f32 = left.iter().map(|strip| strip.height).sum();
        left.push(Strip { height: (side + 12.0 - used).max(0.0), ..Strip::default() });
        self.together(left);
    }

    fn versions(&self, sheet: &Sheet<'_>) -> [(&'static str, String); 3] {
        let words = self.words;
        [
            (words.rulebook, format!("{} {}", sheet.rulebook.id, sheet.rulebook.hash)),
            (words.calendar, sheet.calendar.hash.clone()),
            (words.day, words.day(sheet.on)),
        ]
    }

    fn code(&mut self, x: f32, side: f32) -> [Drawn; 2] {
        let element = self.element(Element::Code(self.words.scan.to_owned()));
        let code = Drawn::Code { x, y: 0.0, side, element };
        let element = self.element(Element::Paragraph);
        let run = self.faces.run(self.words.scan, TINY);
        let x = x + (side - run.width) / 2.0;
        [code, Drawn::Words { x, y: side + 8.0, run, ink: Ink::Soft, element }]
    }

    fn centred(&mut self, text: &str, set: Type, ink: Ink, element: usize) {
        let place = Place { x: 0.0, width: WIDTH, set, ink, element };
        for mut strip in self.column(text, place) {
            for drawn in &mut strip.drawn {
                if let Drawn::Words { x, run, .. } = drawn {
                    *x = (WIDTH - run.width) / 2.0;
                }
            }
            self.kept(strip);
        }
    }

    /// A text in its lines.
    fn column(&self, text: &str, Place { x, width, set, ink, element }: Place) -> Vec<Strip> {
        let height = (set.size * 1.6).round();
        let y = (height + set.size * 0.74) / 2.0;
        let each = lines(text, width, &|text| self.faces.width(text, set));
        each.into_iter()
            .map(|line| Drawn::Words { x, y, run: self.faces.run(line, set), ink, element })
            .map(|words| Strip { height, drawn: vec![words], ..Strip::default() })
            .collect()
    }

    fn marks_width(&self) -> f32 {
        if self.words.lang == Lang::Zh { 66.0 } else { 92.0 }
    }

    fn labels_width(&self) -> f32 {
        if self.words.lang == Lang::Zh { 40.0 } else { 60.0 }
    }

    fn element(&mut self, element: Element) -> usize {
        self.set.elements.push(element);
        self.set.elements.len() - 1
    }

    fn strip(&mut self, strip: Strip) {
        self.set.strips.push(strip);
    }

    fn kept(&mut self, strip: Strip) {
        self.strip(Strip { keep: true, ..strip });
    }

    fn together(&mut self, strips: Vec<Strip>) {
        let last = strips.len().saturating_sub(1);
        for (n, strip) in strips.into_iter().enumerate() {
            self.strip(Strip { keep: n < last, ..strip });
        }
    }

    fn gap(&mut self, height: f32) {
        self.strip(Strip { height, gap: true, ..Strip::default() });
    }

    fn rule(&mut self, weight: f32, ink: Ink) {
        self.strip(ruled(weight, ink, 0.0));
    }
}

/// A line across the text, this far below what is above it.
fn ruled(weight: f32, ink: Ink, below: f32) -> Strip {
    let line = Drawn::Line { x: 0.0, y: below, width: WIDTH, weight, ink };
    Strip { height: below, drawn: vec![line], ..Strip::default() }
}

/// Two columns, line by line.
fn beside(left: Vec<Strip>, right: Vec<Strip>) -> Vec<Strip> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    (0..count).map(|_| joined(left.next().unwrap_or_default(), right.next().unwrap_or_default())).collect()
}

fn joined(mut left: Strip, right: Strip) -> Strip {
    left.height = left.height.max(right.height);
    left.drawn.extend(right.drawn);
    left
}

fn ink(sign: Sign) -> Ink {
    match sign {
        Sign::Yes => Ink::Yes,
        Sign::Part => Ink::Part,
        Sign::Lacking | Sign::Wrong => Ink::Wrong,
        Sign::Open => Ink::Soft,
    }
}
