//! The registry of account numbers: how long each country's are, and where the bank's code stands in them.
//!
//! After SWIFT's IBAN registry of ISO 13616, release 101.

/// One country's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Country {
    /// Its ISO 3166 code, or `XK`.
    pub(super) code: &'static str,
    /// Characters of a number, all of them.
    pub(super) length: usize,
    /// Characters before the bank's code: country, check digits, and in some countries one more.
    pub(super) bank_from: usize,
    /// Characters of the bank's code.
    pub(super) bank_length: usize,
}

/// The country of that code, which is upper case.
pub(super) fn country(code: &str) -> Option<Country> {
    let (code, length, before, bank_length) = *COUNTRIES.iter().find(|(known, ..)| *known == code)?;
    Some(Country { code, length, bank_from: 4 + before, bank_length })
}

/// Code, length of the number, characters between the check digits and the bank's code, length of the bank's code.
#[rustfmt::skip]
pub(super) const COUNTRIES: &[(&str, usize, usize, usize)] = &[
    ("AD", 24, 0, 4), ("AE", 23, 0, 3), ("AL", 28, 0, 3), ("AT", 20, 0, 5), ("AZ", 28, 0, 4),
    ("BA", 20, 0, 3), ("BE", 16, 0, 3), ("BG", 22, 0, 4), ("BH", 22, 0, 4), ("BI", 27, 0, 5),
    ("BR", 29, 0, 8), ("BY", 28, 0, 4), ("CH", 21, 0, 5), ("CR", 22, 0, 4), ("CY", 28, 0, 3),
    ("CZ", 24, 0, 4), ("DE", 22, 0, 8), ("DJ", 27, 0, 5), ("DK", 18, 0, 4), ("DO", 28, 0, 4),
    ("EE", 20, 0, 2), ("EG", 29, 0, 4), ("ES", 24, 0, 4), ("FI", 18, 0, 3), ("FK", 18, 0, 2),
    ("FO", 18, 0, 4), ("FR", 27, 0, 5), ("GB", 22, 0, 4), ("GE", 22, 0, 2), ("GI", 23, 0, 4),
    ("GL", 18, 0, 4), ("GR", 27, 0, 3), ("GT", 28, 0, 4), ("HN", 28, 0, 4), ("HR", 21, 0, 7),
    ("HU", 28, 0, 3), ("IE", 22, 0, 4), ("IL", 23, 0, 3), ("IQ", 23, 0, 4), ("IS", 26, 0, 2),
    ("IT", 27, 1, 5), ("JO", 30, 0, 4), ("KW", 30, 0, 4), ("KZ", 20, 0, 3), ("LB", 28, 0, 4),
    ("LC", 32, 0, 4), ("LI", 21, 0, 5), ("LT", 20, 0, 5), ("LU", 20, 0, 3), ("LV", 21, 0, 4),
    ("LY", 25, 0, 3), ("MC", 27, 0, 5), ("MD", 24, 0, 2), ("ME", 22, 0, 3), ("MK", 19, 0, 3),
    ("MN", 20, 0, 4), ("MR", 27, 0, 5), ("MT", 31, 0, 4), ("MU", 30, 0, 6), ("NI", 28, 0, 4),
    ("NL", 18, 0, 4), ("NO", 15, 0, 4), ("OM", 23, 0, 3), ("PK", 24, 0, 4), ("PL", 28, 0, 8),
    ("PS", 29, 0, 4), ("PT", 25, 0, 4), ("QA", 29, 0, 4), ("RO", 24, 0, 4), ("RS", 22, 0, 3),
    ("RU", 33, 0, 9), ("SA", 24, 0, 2), ("SC", 31, 0, 6), ("SD", 18, 0, 2), ("SE", 24, 0, 3),
    ("SI", 19, 0, 5), ("SK", 24, 0, 4), ("SM", 27, 1, 5), ("SO", 23, 0, 4), ("ST", 25, 0, 4),
    ("SV", 28, 0, 4), ("TL", 23, 0, 3), ("TN", 24, 0, 2), ("TR", 26, 0, 5), ("UA", 29, 0, 6),
    ("VA", 22, 0, 3), ("VG", 24, 0, 4), ("XK", 20, 0, 2), ("YE", 30, 0, 4),
];
