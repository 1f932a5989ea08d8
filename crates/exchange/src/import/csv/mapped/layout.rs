//! How a table is written: what separates its cells, what stands around them, where its rows begin.

use super::mapping::{Delimiter, Quoting, TableMapping};
use csv::{Reader, ReaderBuilder, StringRecord};

/// How much of a table is looked at, in bytes and rows.
const WINDOW: usize = 256 << 10;
pub(super) const LOOKED_AT: usize = 200;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Layout {
    pub(in crate::import) delimiter: Delimiter,
    pub(in crate::import) quoting: Quoting,
    /// Where the first row begins, in bytes: behind the line in which Excel names the delimiter.
    pub(in crate::import) start: usize,
}

impl Layout {
    /// What the mapping says, and what the text tells of the rest.
    pub(in crate::import) fn of(text: &str, mapping: Option<&TableMapping>) -> Self {
        let (named, start) = named_delimiter(text);
        let head = head_of(text.get(start..).unwrap_or_default());
        let wanted = mapping.and_then(|mapping| mapping.delimiter).or(named);
        let quoting = mapping.and_then(|mapping| mapping.quoting).unwrap_or_else(|| quoting_of(head));
        let best = || Delimiter::ALL.into_iter().rev().max_by_key(|one| fit(head, *one, quoting));
        let delimiter = wanted.or_else(best).unwrap_or(Delimiter::Comma);
        Self { delimiter, quoting, start }
    }

    /// As the tables of products are written: with commas; where the first line has none, with semicolons or tabulators, as
    /// spreadsheets write in some countries.
    pub(in crate::import) fn plain(text: &str) -> Self {
        let line = text.lines().next().unwrap_or_default();
        let marks = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];
        let found = marks.into_iter().find(|mark| line.bytes().any(|byte| byte == mark.byte()));
        Self { delimiter: found.unwrap_or(Delimiter::Comma), quoting: Quoting::Double, start: 0 }
    }

    /// A reader of the rows.
    pub(in crate::import) fn reader<'t>(&self, text: &'t str) -> Reader<&'t [u8]> {
        reader(text.get(self.start..).unwrap_or_default(), self.delimiter, self.quoting)
    }

    /// The first rows.
    pub(in crate::import) fn first_rows(&self, text: &str) -> Vec<StringRecord> {
        rows_of(head_of(text.get(self.start..).unwrap_or_default()), self.delimiter, self.quoting)
    }
}

fn reader(text: &str, delimiter: Delimiter, quoting: Quoting) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter.byte());
    match quoting {
        Quoting::Double => {}
        Quoting::Backslash => {
            builder.double_quote(false).escape(Some(b'\\'));
        }
        Quoting::Single => {
            builder.quote(b'\'');
        }
        Quoting::None => {
            builder.quoting(false);
        }
    }
    builder.from_reader(text.as_bytes())
}

/// The beginning, up to the end of its last whole line where it is a part only.
fn head_of(text: &str) -> &str {
    if text.len() <= WINDOW {
        return text;
    }
    let head = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    head.rfind('\n').and_then(|end| head.get(..=end)).unwrap_or(head)
}

fn rows_of(head: &str, delimiter: Delimiter, quoting: Quoting) -> Vec<StringRecord> {
    let rows = reader(head, delimiter, quoting).into_records().map_while(Result::ok);
    rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).take(LOOKED_AT).collect()
}

/// The delimiter that the line `sep=;` names, and where the next line begins.
fn named_delimiter(text: &str) -> (Option<Delimiter>, usize) {
    let line = text.lines().next().unwrap_or_default();
    let named = line
        .strip_prefix("sep=")
        .and_then(|mark| Delimiter::ALL.into_iter().find(|one| mark.as_bytes() == [one.byte()]));
    let end = text.find('\n').map_or(text.len(), |end| end.saturating_add(1));
    (named, if named.is_some() { end } else { 0 })
}

/// By the marks at the beginnings and ends of cells.
fn quoting_of(head: &str) -> Quoting {
    let bytes = head.as_bytes();
    let bounds = |mark: u8| {
        let is_edge = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r');
        let opens =
            bytes.windows(2).filter(|pair| matches!(pair, [edge, own] if is_edge(*edge) && *own == mark));
        opens.count() + usize::from(bytes.first() == Some(&mark))
    };
    let (double, single) = (bounds(b'"'), bounds(b'\''));
    if single > double && single > 1 {
        return Quoting::Single;
    }
    // A backslash before a mark that no delimiter follows stands for one inside of a cell.
    let inside = bytes.windows(3).any(|three| {
        matches!(three, [b'\\', b'"', next] if !matches!(next, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r' | b'"'))
    });
    if double > 0 && inside { Quoting::Backslash } else { Quoting::Double }
}

/// How well the delimiter fits: rows of equal length in a thousand, then how long they are.
fn fit(head: &str, delimiter: Delimiter, quoting: Quoting) -> (bool, usize, usize) {
    let rows = rows_of(head, delimiter, quoting);
    let Some(columns) = rows.first().map(StringRecord::len) else { return (false, 0, 0) };
    let equal = rows.iter().filter(|row| row.len() == columns).count();
    (columns > 1, equal.saturating_mul(1000) / rows.len().max(1), columns)
}

/// Whether the text looks like a table: rows of the same number of cells, two at least. A last row that is shorter does not
/// count: there a file breaks off.
pub(in crate::import) fn is_table(text: &str) -> bool {
    if text.trim_start().starts_with(['{', '[', '<']) || text.trim_start().starts_with("-----BEGIN") {
        return false;
    }
    let layout = Layout::of(text, None);
    let rows = layout.first_rows(text);
    let columns = rows.first().map_or(0, StringRecord::len);
    let rows = match rows.split_last() {
        Some((last, whole)) if last.len() < columns => whole,
        _ => &rows,
    };
    let equal = rows.iter().filter(|row| row.len() == columns).count();
    columns > 1 && rows.len() > 1 && equal * 10 >= rows.len() * 8
}

/// Whether the row is cut off inside a quoted cell.
pub(in crate::import) fn ends_in_quotes(row: &[u8], delimiter: u8, quoting: Quoting) -> bool {
    let Some(mark) = quoting.mark() else { return false };
    let (mut quoted, mut at_start) = (false, true);
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            if quoting == Quoting::Backslash && byte == b'\\' {
                bytes.next();
            } else if byte == mark {
                let doubled = quoting != Quoting::Backslash && bytes.peek() == Some(&mark);
                if doubled {
                    bytes.next();
                } else {
                    quoted = false;
                }
            }
        } else {
            quoted = at_start && byte == mark;
            at_start = byte == delimiter || byte == b'\n' || byte == b'\r';
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_told_apart() {
        for (text, delimiter, quoting) in [
            ("a,b\n1,2\n", Delimiter::Comma, Quoting::Double),
            ("a;b\n\"1;x\";2,5\n", Delimiter::Semicolon, Quoting::Double),
            ("a\tb, c\n1\t2\n", Delimiter::Tab, Quoting::Double),
            ("a|b\n1|2\n", Delimiter::Pipe, Quoting::Double),
            ("'a','b'\n'1,2','it''s'\n", Delimiter::Comma, Quoting::Single),
            ("\"a\",\"b\"\n\"x\\\"y\",\"2\"\n", Delimiter::Comma, Quoting::Backslash),
            ("sep=;\na;b,c\n1;2\n", Delimiter::Semicolon, Quoting::Double),
        ] {
            let layout = Layout::of(text, None);
            assert_eq!((layout.delimiter, layout.quoting), (delimiter, quoting), "{text}");
        }
    }

    #[test]
    fn table_that_breaks_off_is_one() {
        for (text, expected) in [
            ("a;b;c\n1;2;3\n", true),
            ("a;b;c\n1;2;3\n4;\"x;y\n", true),
            ("a;b;c\n1;2;3\n4;5", true),
            ("a;b;c\n1;2\n", false),
            ("one line, with a comma\nand another, of\nprose, as, it, is\n", false),
        ] {
            assert_eq!(is_table(text), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_that_is_not_closed_is_found() {
        for (row, quoting, open) in [
            ("a,\"b", Quoting::Double, true),
            ("a,\"b\"\"", Quoting::Double, true),
            ("a,\"b\"", Quoting::Double, false),
            ("a,b\"c", Quoting::Double, false),
            ("a,\"b\\\"", Quoting::Backslash, true),
            ("a,'b", Quoting::Single, true),
            ("a,\"b", Quoting::None, false),
            ("a,\"b\nc,d\ne", Quoting::Double, true),
        ] {
            assert_eq!(ends_in_quotes(row.as_bytes(), b',', quoting), open, "{row}");
        }
    }
}
