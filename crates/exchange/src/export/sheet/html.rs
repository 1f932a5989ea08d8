//! The sheet as a page of HTML: no script, nothing from elsewhere.

use super::words::Words;
use super::{lines, title};
use crate::ParsedItem;
use crate::export::{Content, ExportError, Setting};
use std::io::Write;
use strongroom_credential::Moment;

/// For paper first: black on white, nothing cut between two pages.
const STYLE: &str = "body{font:11pt/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#000;\
background:#fff}h1{font-size:20pt;margin-bottom:0}h2{font-size:13pt;border-bottom:1px solid #000;margin-top:1.6rem}\
h3{font-size:11pt;margin:0 0 .2rem}article{break-inside:avoid;margin:1rem 0}dl{display:grid;grid-template-columns:11rem 1fr;\
gap:.2rem .8rem;margin:0}dt{color:#333}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}\
.secret{font-family:ui-monospace,monospace}.line{border-bottom:1px solid #000;min-height:2.2rem;margin:.2rem 0 .8rem}\
.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem .8rem;margin:.4rem 0 1rem}\
.grid span{border-bottom:1px solid #000;height:2rem}.warn{border:2px solid #000;padding:.6rem .8rem}\
@media print{body{margin:0;max-width:none}}";

pub(in crate::export) fn write(
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
    escaped(setting.vault, false, to)?;
    write!(to, "</dd></dl>\n<p>{}</p><div class=\"line\"></div>\n", words.copies)?;
    write!(to, "<h2>{}</h2>\n<p>{}</p>\n<div class=\"grid\">", words.recovery, words.recovery_how)?;
    for _ in 0..super::GROUPS {
        to.write_all(b"<span></span>")?;
    }
    write!(to, "</div>\n<p>{}</p><div class=\"line\"></div>\n", words.recovery_where)?;
    write!(to, "<h2>{}</h2>\n<ol>", words.how)?;
    for step in words.steps {
        write!(to, "<li>{step}</li>")?;
    }
    write!(to, "</ol>\n<h2>{}</h2><div class=\"line\"></div><div class=\"line\"></div>\n", words.people)?;
    writeln!(to, "<p>{}</p>", words.numbers)?;
    Ok(())
}

fn item(
    parsed: &ParsedItem,
    content: Content<'_>,
    words: &Words,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    to.write_all(b"<article><h3>")?;
    escaped(title(parsed, words), false, to)?;
    to.write_all(b"</h3>\n<dl>")?;
    for line in lines(parsed, content, words) {
        to.write_all(b"<dt>")?;
        escaped(line.label, false, to)?;
        write!(to, "</dt><dd class=\"{}\">", if line.is_secret() { "secret" } else { "" })?;
        escaped(&line.value, line.is_secret(), to)?;
        to.write_all(b"</dd>")?;
    }
    to.write_all(b"</dl></article>\n")?;
    Ok(())
}

/// What is no mark of HTML and turns no text around; a letter that nobody sees is written as its number.
fn escaped(text: &str, is_secret: bool, to: &mut dyn Write) -> Result<(), ExportError> {
    for letter in text.chars() {
        match letter {
            '&' => to.write_all(b"&amp;")?,
            '<' => to.write_all(b"&lt;")?,
            '>' => to.write_all(b"&gt;")?,
            '"' => to.write_all(b"&quot;")?,
            '\'' => to.write_all(b"&#39;")?,
            letter if is_seen(letter, is_secret) => {
                to.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?
            }
            letter => write!(to, "‹U+{:04X}›", u32::from(letter))?,
        }
    }
    Ok(())
}

/// Whether a letter of a value is seen on paper for what it is. The two signs around a number are numbers themselves.
pub(in crate::export) fn is_seen(letter: char, is_secret: bool) -> bool {
    match letter {
        '\n' => true,
        '‹' | '›' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => false,
        '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => false,
        '\u{e0000}'..='\u{e0fff}' => false,
        // They join letters, tell columns and words apart; in a secret they are letters of it.
        '\t' | '\u{a0}' | '\u{200c}' | '\u{200d}' => !is_secret,
        letter => !letter.is_control(),
    }
}
