//! The file: pages, their fonts, and at the foot of each the title and the page's number.

use crate::document::{HEIGHT, MARGIN, WIDTH};
use crate::letters::{Face, Style};
use crate::metrics::width;
use crate::rows::rows;
use crate::strip::{Part, Strip};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// The fonts by the names that pages have for them.
const FONTS: [(Face, &[u8], &[u8]); 3] = [
    (Face::Plain, b"F", b"Helvetica"),
    (Face::Bold, b"B", b"Helvetica-Bold"),
    (Face::Fixed, b"C", b"Courier"),
];
const FOOT: Style = Style::prose(Face::Plain, 8.0);
/// From the paper's lower edge to the foot.
const FOOT_LINE: f32 = 42.0;

pub(crate) fn file(title: &str, language: &str, pages: &[Vec<(f32, Strip)>]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut next = Ref::new(1);
    let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
    let fonts = FONTS.map(|(_, name, font)| (next.bump(), name, font));
    let ids: Vec<_> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(language));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Strongroom"));
    let mut kids = pdf.pages(tree);
    kids.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
    kids.kids(ids.iter().map(|(page, _)| *page)).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    let mut resources = kids.resources();
    let mut dictionary = resources.fonts();
    for (id, name, _) in &fonts {
        dictionary.pair(Name(name), *id);
    }
    dictionary.finish();
    resources.finish();
    kids.finish();
    for (id, _, font) in fonts {
        pdf.type1_font(id).base_font(Name(font)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    let total = pages.len();
    for (number, ((id, content), page)) in (1_usize..).zip(ids.into_iter().zip(pages)) {
        pdf.page(id).parent(tree).contents(content);
        pdf.stream(content, &drawn(page, title, &format!("{number} / {total}")));
    }
    pdf.finish()
}

fn drawn(page: &[(f32, Strip)], title: &str, number: &str) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_join(pdf_writer::types::LineJoinStyle::MiterJoin);
    for (top, strip) in page {
        for part in &strip.parts {
            draw(&mut content, HEIGHT - top, part);
        }
    }
    let foot = |text: &str| rows(text, FOOT, WIDTH * 0.7).into_iter().next().unwrap_or_default().bytes;
    let wide: f32 = number.bytes().map(|byte| width(byte, FOOT.face)).sum();
    for (x, bytes) in
        [(MARGIN, foot(title)), (WIDTH - MARGIN - wide * FOOT.size / 1000.0, number.as_bytes().to_vec())]
    {
        let part = Part::Text { x, down: 0.0, face: FOOT.face, size: FOOT.size, bytes };
        draw(&mut content, FOOT_LINE, &part);
    }
    content.finish().to_vec()
}

/// `top` is the strip's upper edge, from the paper's lower one.
fn draw(content: &mut Content, top: f32, part: &Part) {
    match part {
        Part::Text { bytes, .. } if bytes.is_empty() => {}
        Part::Text { x, down, face, size, bytes } => {
            let name = FONTS.iter().find(|(one, ..)| one == face).map_or(&b"F"[..], |(_, name, _)| *name);
            content.begin_text().set_font(Name(name), *size).next_line(*x, top - down);
            content.show(Str(bytes)).end_text();
        }
        Part::Path { points, thick } => {
            content.set_line_width(*thick);
            for (place, (x, down)) in points.iter().enumerate() {
                match place {
                    0 => content.move_to(*x, top - down),
                    _ => content.line_to(*x, top - down),
                };
            }
            content.stroke();
        }
    }
}
