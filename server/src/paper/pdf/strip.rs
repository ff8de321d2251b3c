//! What is drawn, in strips from top to bottom; and which strips go onto which page.

use super::font::Run;
use crate::paper::words::Sign;

/// A line of the paper with all that stands on it.
#[derive(Default)]
pub struct Strip {
    pub height: f32,
    /// On the same page as the next.
    pub keep: bool,
    /// Left out at the head of a page.
    pub gap: bool,
    pub drawn: Vec<Drawn>,
}

/// Something drawn; places are from the left edge of the text and the top of the strip.
pub enum Drawn {
    /// Words with their baseline at `y`; `element` is what they belong to, for whoever has the paper read aloud.
    Words {
        x: f32,
        y: f32,
        run: Run,
        ink: Ink,
        element: usize,
    },
    Line {
        x: f32,
        y: f32,
        width: f32,
        weight: f32,
        ink: Ink,
    },
    /// A frame, or where `filled` a ground.
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
        filled: bool,
    },
    Sign {
        x: f32,
        y: f32,
        sign: Sign,
    },
    Code {
        x: f32,
        y: f32,
        side: f32,
        element: usize,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    Soft,
    Line,
    Yes,
    Part,
    Wrong,
    Paper,
}

/// Cuts the strips into pages of this height. What is kept together, and is no higher than a page, stays on one.
pub fn pages(strips: Vec<Strip>, room: f32) -> Vec<Vec<Strip>> {
    let mut pages: Vec<Vec<Strip>> = vec![Vec::new()];
    let mut used = 0.0;
    for group in groups(strips) {
        let height: f32 = group.iter().map(|strip| strip.height).sum();
        let whole = height <= room;
        for (n, strip) in group.into_iter().enumerate() {
            let needed = if whole && n == 0 { height } else { strip.height };
            if used > 0.0 && used + needed > room {
                pages.push(Vec::new());
                used = 0.0;
            }
            if strip.gap && used == 0.0 && pages.len() > 1 {
                continue;
            }
            used += strip.height;
            if let Some(page) = pages.last_mut() {
                page.push(strip);
            }
        }
    }
    pages
}

fn groups(strips: Vec<Strip>) -> Vec<Vec<Strip>> {
    let mut groups = Vec::new();
    let mut group = Vec::new();
    for strip in strips {
        let ends = !strip.keep;
        group.push(strip);
        if ends {
            groups.push(std::mem::take(&mut group));
        }
    }
    groups.push(group);
    groups
}
