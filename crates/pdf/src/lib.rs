//! Text on pages of A4: words in, a PDF out. Its letters are those that every reader of PDF has without a font in the file;
//! one that is not among them is written as its number, so that nothing is lost and everything can be typed from the paper.

mod document;
mod letters;
mod metrics;
mod rows;
mod strip;
mod write;

pub use document::Document;
pub use letters::{Face, Reading, Style, is_shown};
