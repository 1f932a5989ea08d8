//! What stands on the pages, from top to bottom: text, pairs of a label and a value, lines to be written upon.

use crate::letters::{Face, Reading, Style};
use crate::rows::rows;
use crate::strip::{LEADING, Strip};
use crate::write;

/// A4, in points.
pub(crate) const WIDTH: f32 = 595.0;
/// See [`WIDTH`].
pub(crate) const HEIGHT: f32 = 842.0;
/// Around the text.
pub(crate) const MARGIN: f32 = 51.0;
const RIGHT: f32 = WIDTH - MARGIN;
/// Where the text ends. A printer with US Letter, which is 50 points shorter, cuts neither the text nor the foot below it.
const LOW: f32 = HEIGHT - 64.0;
/// Where values stand, beside their labels. From here to the margin, 70 letters of Courier fit: a line of an SSH key.
const VALUES: f32 = MARGIN + 114.0;
const LABEL: Style = Style { face: Face::Plain, size: 9.0, reading: Reading::Text };
/// Rows of a label beside its value; a longer one stands above it.
const MAX_LABEL: usize = 4;
/// The height of a line that is written upon.
const BLANK: f32 = 28.0;

/// Pages while they are filled. All of it is in memory, secrets too; it is made to be written at once.
#[derive(Debug)]
pub struct Document {
    title: String,
    language: &'static str,
    pages: Vec<Vec<(f32, Strip)>>,
    /// How far the last page is filled, from the paper's top.
    at: f32,
    /// What is kept on one page if it fits there.
    group: Option<Vec<Strip>>,
}

impl Document {
    /// Without anything on it. The title stands at the foot of each page beside its number; `language` is a tag of BCP 47.
    pub fn new(title: &str, language: &'static str) -> Self {
        Self { title: title.to_owned(), language, pages: vec![Vec::new()], at: MARGIN, group: None }
    }

    /// Text across the page.
    pub fn text(&mut self, text: &str, style: Style) {
        for row in rows(text, style, RIGHT - MARGIN) {
            let mut strip = Strip::default();
            strip.put(row, style, MARGIN, RIGHT, 0.0);
            self.push(strip);
        }
    }

    /// A label, and beside it a value that is read as it says.
    pub fn pair(&mut self, label: &str, value: &str, reading: Reading) {
        let face = if reading == Reading::Secret { Face::Fixed } else { Face::Plain };
        let style = Style { face, size: LABEL.size, reading };
        let labels = rows(label, LABEL, VALUES - MARGIN - 14.0);
        let mut values = rows(value, style, RIGHT - VALUES).into_iter();
        let height = LABEL.size * LEADING;
        if labels.len() > MAX_LABEL {
            self.text(label, LABEL);
        } else {
            // All of the label before the value, so that whoever takes text out of the file finds each in one piece.
            let beside: Vec<_> = values.by_ref().take(labels.len()).collect();
            let (mut first, mut top) = (Strip::default(), 0.0);
            for row in labels {
                first.put(row, LABEL, MARGIN, VALUES - 14.0, top);
                top += height;
            }
            top = 0.0;
            for row in beside {
                first.put(row, style, VALUES, RIGHT, top);
                top += height;
            }
            self.push(first);
        }
        for row in values {
            let mut strip = Strip::default();
            strip.put(row, style, VALUES, RIGHT, 0.0);
            self.push(strip);
        }
    }

    /// Text in a frame, in one piece: a few lines at most.
    pub fn framed(&mut self, text: &str, style: Style) {
        let inset = 8.0;
        let mut strip = Strip::default();
        let mut top = inset;
        for row in rows(text, style, RIGHT - MARGIN - 2.0 * inset) {
            strip.put(row, style, MARGIN + inset, RIGHT - inset, top);
            top += style.size * LEADING;
        }
        strip.height = top + inset;
        let low = strip.height;
        let frame = vec![(MARGIN, 0.0), (RIGHT, 0.0), (RIGHT, low), (MARGIN, low), (MARGIN, 0.0)];
        strip.path(frame, 1.2);
        self.push(strip);
    }

    /// Lines to be written upon by hand, side by side.
    pub fn blanks(&mut self, beside: u8) {
        let gap = 12.0;
        let count = f32::from(beside.max(1));
        let wide = (RIGHT - MARGIN - gap * (count - 1.0)) / count;
        let mut strip = Strip { height: BLANK, ..Strip::default() };
        for place in 0..beside.max(1) {
            let left = MARGIN + f32::from(place) * (wide + gap);
            strip.path(vec![(left, BLANK - 2.0), (left + wide, BLANK - 2.0)], 0.6);
        }
        self.push(strip);
    }

    /// A line from margin to margin.
    pub fn rule(&mut self) {
        let mut strip = Strip { height: 4.0, ..Strip::default() };
        strip.path(vec![(MARGIN, 1.0), (RIGHT, 1.0)], 0.4);
        self.push(strip);
    }

    /// Room, in points; none at a page's top.
    pub fn room(&mut self, height: f32) {
        self.push(Strip::room(height));
    }

    /// What `fill` adds stands on one page, if one can hold it. What is longer begins where a good part of the page is left.
    pub fn together(&mut self, fill: impl FnOnce(&mut Self)) {
        let outer = self.group.replace(Vec::new());
        fill(self);
        let group = std::mem::replace(&mut self.group, outer).unwrap_or_default();
        let (page, left) = (LOW - MARGIN, LOW - self.at);
        let height: f32 = group.iter().map(|strip| strip.height).sum();
        if self.group.is_none() && height > left && (height <= page || left < page / 3.0) {
            self.turn();
        }
        for strip in group {
            self.push(strip);
        }
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        write::file(&self.title, self.language, &self.pages)
    }

    fn push(&mut self, strip: Strip) {
        if let Some(group) = &mut self.group {
            return group.push(strip);
        }
        if self.at + strip.height > LOW && self.at > MARGIN {
            self.turn();
        }
        if strip.is_room && self.at <= MARGIN {
            return;
        }
        let top = self.at;
        self.at += strip.height;
        if let Some(page) = self.pages.last_mut() {
            page.push((top, strip));
        }
    }

    fn turn(&mut self) {
        if self.at > MARGIN {
            self.pages.push(Vec::new());
            self.at = MARGIN;
        }
    }
}
