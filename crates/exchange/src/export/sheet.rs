//! The emergency sheet: one page of HTML to be printed and completed by hand, with what somebody needs who must get in when
//! its owner cannot. Chosen items stand on it with their secrets. No script, nothing from elsewhere.

mod words;

pub use words::SheetLanguage;

use super::fields::account_attachments;
use super::loss::{LossReason, Losses};
use super::{Content, ExportError, Setting};
use crate::ParsedItem;
use std::io::Write;
use strongroom_credential::Moment;
use words::Words;

/// For paper first: black on white, nothing cut between two pages.
const STYLE: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#000;\
background:#fff}h1{font-size:20pt;margin-bottom:0}h2{font-size:13pt;border-bottom:1px solid #000;margin-top:1.6rem}\
h3{font-size:11pt;margin:0 0 .2rem}article{break-inside:avoid;margin:1rem 0}dl{display:grid;grid-template-columns:11rem 1fr;\
gap:.2rem .8rem;margin:0}dt{color:#333}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}\
.secret{font-family:ui-monospace,monospace}.line{border-bottom:1px solid #000;min-height:2.2rem;margin:.2rem 0 .8rem}\
.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem .8rem;margin:.4rem 0 1rem}\
.grid span{border-bottom:1px solid #000;height:2rem}.warn{border:2px solid #000;padding:.6rem .8rem}\
@media print{body{margin:0;max-width:none}}";
/// Groups of letters that are to be written: a recovery code has eight of four (docs/format.md).
const GROUPS: usize = 8;

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let words = Words::of(setting.language);
    head(setting, words, to)?;
    for parsed in content.items {
        item(parsed, content, words, to)?;
    }
    to.write_all(b"</body>\n</html>\n")?;
    Ok(())
}

fn head(setting: &Setting<'_>, words: &Words, to: &mut dyn Write) -> Result<(), ExportError> {
    let Words { code, title, .. } = words;
    write!(
        to,
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body>\n<h1>{title}</h1>\n<p>{}: {}</p>\n<p class=\"warn\">{}</p>\n",
        words.made,
        Moment(setting.now_ms).day(),
        words.warning,
    )?;
    write!(to, "<h2>{}</h2>\n<dl><dt>{}</dt><dd>", words.where_it_is, words.vault)?;
    escaped(setting.vault, to)?;
    write!(to, "</dd></dl>\n<p>{}</p><div class=\"line\"></div>\n", words.copies)?;
    write!(to, "<h2>{}</h2>\n<p>{}</p>\n<div class=\"grid\">", words.recovery, words.recovery_how)?;
    for _ in 0..GROUPS {
        to.write_all(b"<span></span>")?;
    }
    write!(to, "</div>\n<p>{}</p><div class=\"line\"></div>\n", words.recovery_where)?;
    write!(to, "<h2>{}</h2>\n<ol>", words.how)?;
    for step in words.steps {
        write!(to, "<li>{step}</li>")?;
    }
    write!(to, "</ol>\n<h2>{}</h2><div class=\"line\"></div><div class=\"line\"></div>\n", words.people)?;
    Ok(())
}

fn item(
    parsed: &ParsedItem,
    content: Content<'_>,
    words: &Words,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let item = &parsed.item;
    to.write_all(b"<article><h3>")?;
    escaped(if item.title.is_empty() { words.untitled } else { &item.title }, to)?;
    to.write_all(b"</h3>\n<dl>")?;
    for field in item.fields.iter().filter(|field| !field.value.is_empty()) {
        let class = if field.field_type.is_secret() { "secret" } else { "" };
        let label = if field.custom { &field.name } else { words.label(&field.name) };
        // Exposed to be printed, which is what was asked for.
        line(label, field.value.expose(), class, to)?;
    }
    // Exposed as above.
    line(words.notes, item.notes.expose(), "", to)?;
    line(words.tags, &item.tags.join(", "), "", to)?;
    let folder = parsed.folder.and_then(|folder| content.folders.get(folder));
    line(words.folder, &folder.map(super::fields::joined).unwrap_or_default(), "", to)?;
    to.write_all(b"</dl></article>\n")?;
    Ok(())
}

fn line(label: &str, value: &str, class: &str, to: &mut dyn Write) -> Result<(), ExportError> {
    if value.is_empty() {
        return Ok(());
    }
    to.write_all(b"<dt>")?;
    escaped(label, to)?;
    write!(to, "</dt><dd class=\"{class}\">")?;
    escaped(value, to)?;
    to.write_all(b"</dd>")?;
    Ok(())
}

/// What is no mark of HTML and turns no text around.
fn escaped(text: &str, to: &mut dyn Write) -> Result<(), ExportError> {
    for letter in text.chars() {
        match letter {
            '&' => to.write_all(b"&amp;")?,
            '<' => to.write_all(b"&lt;")?,
            '>' => to.write_all(b"&gt;")?,
            '"' => to.write_all(b"&quot;")?,
            '\'' => to.write_all(b"&#39;")?,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => to.write_all("\u{fffd}".as_bytes())?,
            '\n' | '\t' => to.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?,
            letter if letter.is_control() => to.write_all(b" ")?,
            letter => to.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?,
        }
    }
    Ok(())
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    for parsed in content.items {
        losses.about(&parsed.item.title);
        if !parsed.history.is_empty() {
            losses.add("history", LossReason::NoHistory);
        }
        if parsed.deleted {
            losses.add("deleted", LossReason::NoTrash);
        }
        account_attachments(parsed, losses);
    }
}
