//! Keeper's table has no header. Its shape tells it: seven columns of which the fifth is an address, then labels and values.

use super::mapped::layout::Layout;
use super::mapped::{is_address, is_header_word, is_mail};
use super::{KEEPER_HEADER, mapped};
use csv::StringRecord;

/// Where the columns are that tell it.
const TITLE: usize = 1;
const ADDRESS: usize = 4;
/// The columns in which an address is none of Keeper's: folder, title, password, shared folder.
const NO_ADDRESS: [usize; 4] = [0, TITLE, 3, 6];

/// Whether every one of the first rows is a record of Keeper's, and one of them has an address.
pub(super) fn is_keeper(text: &str) -> bool {
    let layout = Layout::plain(text);
    if layout.delimiter != mapped::Delimiter::Comma {
        return false;
    }
    let mut rows = layout.first_rows(text);
    // The last may be cut off.
    if rows.len() > 1 && rows.last().is_some_and(|row| row.len() < KEEPER_HEADER.len()) {
        rows.pop();
    }
    !rows.first().is_some_and(is_header)
        && rows.iter().all(is_record)
        && rows.iter().any(|row| is_address(cell(row, ADDRESS)))
}

/// What has an address names no columns.
fn is_header(row: &StringRecord) -> bool {
    cell(row, ADDRESS).is_empty() && row.iter().filter(|cell| is_header_word(cell)).count() > 2
}

fn is_record(row: &StringRecord) -> bool {
    let pairs = row.len().checked_sub(KEEPER_HEADER.len());
    let address = cell(row, ADDRESS);
    pairs.is_some_and(|cells| cells % 2 == 0)
        && !cell(row, TITLE).is_empty()
        && (address.is_empty() || is_address(address))
        && NO_ADDRESS.iter().all(|place| !is_address(cell(row, *place)))
        && !is_mail(cell(row, TITLE))
}

fn cell(row: &StringRecord, place: usize) -> &str {
    row.get(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else_is_of_keeper() {
        for (text, expected) in [
            ("Privat,GitHub,anna@x.de,pw,https://a.example,note,\n,Bank,otto,p,,,\n", true),
            (
                "A\\B,GitHub,anna,pw,https://a.example,,,TFC:Keeper,otpauth://totp/a?secret=A\n,B,u,p,,,\n",
                true,
            ),
            (",Login,user,password,https://a.example,,\n", true),
            (",Login,user,pw,https://a.example,,\n,Cut,u", true),
            // Six columns, an odd tail, no address, an address elsewhere, a header.
            ("Privat,GitHub,anna,pw,https://a.example,note\n", false),
            ("Privat,GitHub,anna,pw,https://a.example,note,,PIN\n", false),
            ("Privat,GitHub,anna,pw,,note,\n", false),
            ("https://b.example,GitHub,anna,pw,https://a.example,note,\n", false),
            ("Folder,Title,Login,Password,,Notes,Shared\n,GitHub,anna,pw,https://a.example,note,\n", false),
            (
                "Folder,Title,Login,Password,Url,Notes,Shared\n,GitHub,anna,pw,https://a.example,note,\n",
                false,
            ),
            ("", false),
        ] {
            assert_eq!(is_keeper(text), expected, "{text}");
        }
    }
}
