//! What the columns of a table are, by their headers and by what stands in them.

use super::mapping::ColumnUse::{self, CustomUrl, Email, Hidden, Password, Text, Title, Totp, Url, Username};
use super::mapping::Reason;
use super::words::use_of;
use csv::StringRecord;

/// Whether the first row names the columns. It does where something says so and nothing speaks against it: a record that is
/// taken for a header is lost, and what is secret in it becomes a name.
pub(super) fn has_header(rows: &[StringRecord]) -> bool {
    let Some((first, others)) = rows.split_first() else { return true };
    let known = first.iter().filter(|cell| use_of(cell).is_some()).count();
    let is_value = |cell: &str| {
        is_url(cell) || is_email(cell) || is_number(cell) || use_of(cell).is_none() && is_secret(cell, known)
    };
    if first.iter().any(is_value) || others.iter().any(|row| repeats(first, row)) {
        return false;
    }
    known > 0 || (0..first.len()).any(|place| differs(first, others, place))
}

/// Whether a generated password is more likely than a name. Names have hyphens and numbers too: `Security-Question1`.
fn is_secret(cell: &str, known: usize) -> bool {
    let is_usual = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | ':');
    let digit = cell.contains(|letter: char| letter.is_ascii_digit());
    is_like_a_password(cell) && digit && (known < 2 || !cell.chars().all(is_usual))
}

/// Whether a later row has a value of the first in the same column, but is not the same: then both are records. Tables that
/// were put together repeat the whole header.
fn repeats(first: &StringRecord, row: &StringRecord) -> bool {
    first != row && first.iter().zip(row).any(|(one, other)| !one.is_empty() && one == other)
}

/// Whether the cells of a column are values of one sort, and the first is none.
fn differs(first: &StringRecord, others: &[StringRecord], place: usize) -> bool {
    let cells = Cells::of(others, place);
    let sorts: [fn(&str) -> bool; 4] = [is_url, is_email, is_number, is_like_a_password];
    first.get(place).is_some_and(|cell| {
        !cell.is_empty() && sorts.iter().any(|is_it| !is_it(cell) && cells.are(8, *is_it))
    })
}

/// Whether the header names what to log in with, and something more.
pub(in crate::import) fn is_of_logins(header: &[String]) -> bool {
    let known: Vec<ColumnUse> = header.iter().filter_map(|name| use_of(name)).collect();
    known.len() > 1 && known.iter().any(|one| matches!(one, Password | Totp))
}

/// What each column becomes, and why. `header` is empty where there is none; `rows` are the first with data.
pub(super) fn guess(
    columns: usize,
    header: Option<&StringRecord>,
    rows: &[StringRecord],
) -> Vec<(ColumnUse, Reason)> {
    let named = |place: usize| header.and_then(|row| row.get(place)).and_then(use_of);
    let mut guesses: Vec<Option<(ColumnUse, Reason)>> =
        (0..columns).map(|place| named(place).map(|becomes| (becomes, Reason::Header))).collect();
    mail_is_the_user_name(&mut guesses);
    each_once(&mut guesses);
    for place in 0..columns {
        let by_cells = Cells::of(rows, place).tell(&guesses, place, header.is_some());
        if let Some(open) = guesses.get_mut(place).filter(|guess| guess.is_none()) {
            *open = by_cells.map(|becomes| (becomes, Reason::Cells));
        }
    }
    guesses.into_iter().map(|guess| guess.unwrap_or((Hidden, Reason::Unknown))).collect()
}

type Guesses = [Option<(ColumnUse, Reason)>];

fn has(guesses: &Guesses, wanted: ColumnUse) -> bool {
    guesses.iter().flatten().any(|(becomes, _)| *becomes == wanted)
}

/// Where nothing else is the user name, a column of addresses is.
fn mail_is_the_user_name(guesses: &mut Guesses) {
    if !has(guesses, Username)
        && let Some((becomes, _)) = guesses.iter_mut().flatten().find(|(becomes, _)| *becomes == Email)
    {
        *becomes = Username;
    }
}

/// A second column of what an item has one of is a field of its own.
fn each_once(guesses: &mut Guesses) {
    let mut seen: Vec<ColumnUse> = Vec::new();
    for (becomes, _) in guesses.iter_mut().flatten().filter(|(becomes, _)| becomes.is_single()) {
        if seen.contains(becomes) {
            *becomes = if matches!(becomes, Password | Totp) { Hidden } else { Text };
        } else {
            seen.push(*becomes);
        }
    }
}

/// What the cells of a column look like.
struct Cells<'r> {
    filled: Vec<&'r str>,
}

impl<'r> Cells<'r> {
    fn of(rows: &'r [StringRecord], place: usize) -> Self {
        Self {
            filled: rows.iter().filter_map(|row| row.get(place)).filter(|cell| !cell.is_empty()).collect(),
        }
    }

    /// Whether that many of ten cells are so.
    fn are(&self, of_ten: usize, is_it: fn(&str) -> bool) -> bool {
        let count = self.filled.iter().filter(|cell| is_it(cell)).count();
        !self.filled.is_empty() && count.saturating_mul(10) >= self.filled.len().saturating_mul(of_ten)
    }

    fn tell(&self, guesses: &Guesses, place: usize, has_header: bool) -> Option<ColumnUse> {
        let or = |wanted, other| if has(guesses, wanted) { other } else { wanted };
        if self.are(10, |cell| cell.starts_with("otpauth://")) {
            return Some(or(Totp, Hidden));
        }
        if self.are(8, is_url) {
            return Some(or(Url, CustomUrl));
        }
        if self.are(8, is_email) {
            return Some(or(Username, Email));
        }
        if !has(guesses, Password) && self.are(7, is_like_a_password) {
            return Some(Password);
        }
        let may_be_title = !has(guesses, Title) && (place == 0 || !has_header);
        (may_be_title && self.are(9, is_like_a_title) && !self.are(3, is_like_a_password)).then_some(Title)
    }
}

pub(in crate::import) fn is_url(cell: &str) -> bool {
    let scheme = cell.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !rest.is_empty()
    });
    (scheme || cell.starts_with("www.")) && !cell.contains(char::is_whitespace)
}

pub(in crate::import) fn is_email(cell: &str) -> bool {
    let halves = cell.split_once('@');
    halves.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.ends_with('.') && !host.contains('@')
    }) && !cell.contains(|letter: char| letter.is_whitespace() || matches!(letter, '/' | ':'))
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

/// Letters of three kinds and no space, as generated passwords have them.
fn is_like_a_password(cell: &str) -> bool {
    let kinds: [fn(char) -> bool; 4] =
        [char::is_lowercase, char::is_uppercase, |c| c.is_ascii_digit(), |c| c.is_ascii_punctuation()];
    let several = kinds.iter().filter(|is_it| cell.contains(**is_it)).count() >= 3;
    (8..=128).contains(&cell.len()) && several && !cell.contains(char::is_whitespace) && !is_url(cell)
}

fn is_like_a_title(cell: &str) -> bool {
    cell.chars().count() <= 80 && cell.contains(char::is_alphabetic) && !cell.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_no_header() {
        for (text, expected) in [
            ("Name,Kennwort,Farbe\nA,p,rot\n", true),
            ("Name,Passwort,Kunden-Nr1\nA,p,7\n", true),
            ("Name,Login,Security-Question1\nA,p,7\n", true),
            ("Stelle,Wer,Zeichen\nBank,anna,Xk9!mmPq2\nPost,anna,Zr4-hhLm8\n", true),
            // Two tables that were put together.
            ("Name,Passwort\nA,p\nName,Passwort\nB,q\n", true),
            ("GitHub,user,S3cret!pw\nBank,otto@x.de,Pw!22\n", false),
            ("Login,user,S3cret!pw\nBank,otto@x.de,Pw!22\n", false),
            ("Email,anna@example.com,S3cret!pw\nBank,otto@x.de,Pw!22\n", false),
            ("Login,anna,pw,https://a.example\nBank,otto,q,https://b.example\n", false),
            ("Service,4711,pw\nBank,4712,q\n", false),
            ("Account,user,eins\nBank,user,zwei\n", false),
            ("GitHub,anna,geheim\nBank,otto,hallo\n", false),
        ] {
            let rows: Vec<StringRecord> =
                text.lines().map(|line| line.split(',').collect::<Vec<_>>().into()).collect();
            assert_eq!(has_header(&rows), expected, "{text}");
        }
    }
}
