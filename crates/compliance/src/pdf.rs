//! The report as PDF, in the standard font Helvetica, which every reader has; a letter that WinAnsi lacks becomes `?`.

use crate::{About, Assessment, Language, Outcome};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 56.0;
/// Widths of Helvetica from space to tilde, in thousandths (Adobe's metrics of the core fonts).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// A line and its size in points.
struct Line {
    text: Vec<u8>,
    size: f32,
    bold: bool,
}

pub(crate) fn report(assessment: &Assessment, about: &About, language: Language) -> Vec<u8> {
    let pages = paged(&lines(assessment, about, language));
    let mut pdf = Pdf::new();
    let mut next = Ref::new(1);
    let (catalog, tree, plain, bold, info) =
        (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
    let ids: Vec<_> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(language.code()));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.document_info(info).title(TextStr(&assessment.title)).producer(TextStr("Strongroom"));
    pdf.pages(tree)
        .kids(ids.iter().map(|(page, _)| *page))
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (id, name) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
        pdf.type1_font(id).base_font(Name(name.as_bytes())).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for ((page, content), bytes) in ids.into_iter().zip(pages) {
        let mut writer = pdf.page(page);
        writer.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content);
        writer.resources().fonts().pair(Name(b"F"), plain).pair(Name(b"B"), bold);
        writer.finish();
        pdf.stream(content, &bytes);
    }
    pdf.finish()
}

fn lines(assessment: &Assessment, about: &About, language: Language) -> Vec<Line> {
    let mut lines = Vec::new();
    wrap(&mut lines, &assessment.title, 18.0, true);
    for line in assessment.head(about, language) {
        wrap(&mut lines, &line, 9.0, false);
    }
    for outcome in Outcome::ALL {
        let mut rules = assessment.rules.iter().filter(|rule| rule.outcome == outcome).peekable();
        if rules.peek().is_some() {
            wrap(&mut lines, "", 10.0, false);
            wrap(&mut lines, outcome.name(language), 14.0, true);
        }
        for rule in rules {
            wrap(&mut lines, "", 5.0, false);
            wrap(&mut lines, &format!("{}  {}", rule.title, rule.clause), 10.0, true);
            for text in
                [&rule.required, &rule.evidence, &rule.todo].into_iter().filter(|text| !text.is_empty())
            {
                wrap(&mut lines, text, 10.0, false);
            }
        }
    }
    lines
}

/// Breaks between words, and within one that is wider than a line.
fn wrap(lines: &mut Vec<Line>, text: &str, size: f32, bold: bool) {
    let room = (WIDTH - 2.0 * MARGIN) / size * 1000.0 * if bold { 0.9 } else { 1.0 };
    let mut line: Vec<u8> = Vec::new();
    let mut wide = 0.0;
    for word in win_ansi(text).split_inclusive(|byte| *byte == b' ') {
        let word_wide: f32 = word.iter().map(|byte| width(*byte)).sum();
        if wide > 0.0 && wide + word_wide > room {
            lines.push(Line { text: std::mem::take(&mut line), size, bold });
            wide = 0.0;
        }
        for byte in word {
            if wide + width(*byte) > room {
                lines.push(Line { text: std::mem::take(&mut line), size, bold });
                wide = 0.0;
            }
            line.push(*byte);
            wide += width(*byte);
        }
    }
    lines.push(Line { text: line, size, bold });
}

/// The widest letter where the width is not known.
fn width(byte: u8) -> f32 {
    let known = byte.checked_sub(32).and_then(|at| WIDTHS.get(usize::from(at)));
    f32::from(known.copied().unwrap_or(if byte >= 0xe0 { 611 } else { 1000 }))
}

fn win_ansi(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
        '\u{20ac}' => 0x80,
        '\u{2026}' => 0x85,
        '\u{2018}' => 0x91,
        '\u{2019}' => 0x92,
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        '\u{201e}' => 0x84,
        '\u{2013}' => 0x96,
        '\u{2014}' => 0x97,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

fn paged(lines: &[Line]) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let mut content = Content::new();
    let mut at = HEIGHT - MARGIN;
    for line in lines {
        at -= line.size * 1.4;
        if at < MARGIN {
            pages.push(std::mem::replace(&mut content, Content::new()).finish().to_vec());
            at = HEIGHT - MARGIN - line.size * 1.4;
        }
        let font = Name(if line.bold { b"B" } else { b"F" });
        content.begin_text().set_font(font, line.size).next_line(MARGIN, at).show(Str(&line.text)).end_text();
    }
    pages.push(content.finish().to_vec());
    pages
}
