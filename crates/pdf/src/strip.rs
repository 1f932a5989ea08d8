//! A strip of a page, as wide as the page and never cut: what is drawn on it, measured from its upper left corner in points.

use crate::letters::{Face, Style};
use crate::metrics::width;
use crate::rows::Row;

/// What is drawn.
#[derive(Debug)]
pub(crate) enum Part {
    /// Letters, from `x` on, on the line `down` below the strip's top.
    Text { x: f32, down: f32, face: Face, size: f32, bytes: Vec<u8> },
    /// A line through points `(x, down)`.
    Path { points: Vec<(f32, f32)>, thick: f32 },
}

/// A strip.
#[derive(Debug, Default)]
pub(crate) struct Strip {
    pub(crate) height: f32,
    pub(crate) parts: Vec<Part>,
    /// Nothing but room, which is not needed at a page's edge.
    pub(crate) is_room: bool,
}

/// From the top of a row to the line on which its letters stand, as a part of their size.
const DOWN: f32 = 1.0;
/// The height of a row, as a part of the letters' size.
pub(crate) const LEADING: f32 = 1.4;

impl Strip {
    pub(crate) fn room(height: f32) -> Self {
        Self { height, parts: Vec::new(), is_room: true }
    }

    /// Puts a row on the strip: its letters, its marks, and after `right` the arrow that says that it goes on.
    pub(crate) fn put(&mut self, row: Row, style: Style, left: f32, right: f32, top: f32) {
        let Style { face, size, .. } = style;
        let down = top + size * DOWN;
        let space = width(b' ', face) * size / 1000.0;
        for at in row.spaces {
            let (from, to) =
                (left + at * size / 1000.0 + space * 0.15, left + at * size / 1000.0 + space * 0.85);
            let (high, low) = (down - size * 0.02, down + size * 0.16);
            self.path(vec![(from, high), (from, low), (to, low), (to, high)], 0.5);
        }
        if row.goes_on && style.reading != crate::Reading::Prose {
            let (from, to, line) = (right + 3.0, right + 9.0, down - 2.0);
            self.path(vec![(to, line - 4.0), (to, line), (from, line)], 0.6);
            self.path(vec![(from + 2.0, line - 2.0), (from, line), (from + 2.0, line + 2.0)], 0.6);
        }
        self.parts.push(Part::Text { x: left, down, face, size, bytes: row.bytes });
        self.height = self.height.max(top + size * LEADING);
    }

    pub(crate) fn path(&mut self, points: Vec<(f32, f32)>, thick: f32) {
        self.parts.push(Part::Path { points, thick });
    }
}
