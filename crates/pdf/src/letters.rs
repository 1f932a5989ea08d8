//! Which letters there are, how text is to be read, and the number that stands for a letter that is not there.

/// A font that every reader of PDF has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Helvetica.
    Plain,
    /// Helvetica, bold.
    Bold,
    /// Courier, whose letters are all equally wide: easier to count and to tell apart.
    Fixed,
}

/// How exactly a text will be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Words of our own: broken between words.
    Prose,
    /// Somebody's words: spaces that are easily missed are marked, and lines that go on within a word.
    Text,
    /// A value that may be typed: every line that goes on is marked, with the space at its end.
    Value,
    /// A secret, of which every letter counts: broken anywhere, every space marked, and nothing but letters that cannot be
    /// mistaken for those of a keyboard.
    Secret,
}

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Its font.
    pub face: Face,
    /// Its size in points.
    pub size: f32,
    /// How exactly it will be read.
    pub reading: Reading,
}

impl Style {
    /// Words of our own in that font and size.
    pub const fn prose(face: Face, size: f32) -> Self {
        Self { face, size, reading: Reading::Prose }
    }
}

/// Latin letters of Windows' code page 1252 that Unicode has elsewhere.
const LETTERS: [(char, u8); 8] =
    [('€', 0x80), ('Š', 0x8a), ('Œ', 0x8c), ('Ž', 0x8e), ('š', 0x9a), ('œ', 0x9c), ('ž', 0x9e), ('Ÿ', 0x9f)];
/// Signs of it; many look like one of a keyboard.
const SIGNS: [(char, u8); 17] = [
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
];
/// Around a number that stands for a letter; in a value, these two are always numbers themselves.
pub(crate) const OPENING: u8 = 0x8b;
pub(crate) const CLOSING: u8 = 0x9b;

/// Whether that letter stands on the page as it is; if not, its number does, as `‹U+1F511›`. A line feed ends the line.
pub fn is_shown(letter: char, reading: Reading) -> bool {
    letter == '\n' || byte(letter, reading).is_some()
}

/// The letter in Windows' code page 1252.
pub(crate) fn byte(letter: char, reading: Reading) -> Option<u8> {
    let among = |table: &[(char, u8)]| table.iter().find(|(one, _)| *one == letter).map(|(_, byte)| *byte);
    match letter {
        // A soft hyphen is seen by no one.
        '\u{ad}' => None,
        ' '..='~' | '\u{a1}'..='\u{ff}' => u8::try_from(u32::from(letter)).ok(),
        '\u{a0}' | '‹' | '›' if reading != Reading::Prose => None,
        '\u{a0}' => Some(0xa0),
        '‹' => Some(OPENING),
        '›' => Some(CLOSING),
        _ if reading == Reading::Secret => among(&LETTERS),
        _ => among(&LETTERS).or_else(|| among(&SIGNS)),
    }
}

/// What stands for a letter that has no byte: `‹U+0142›`.
pub(crate) fn number(letter: char) -> Vec<u8> {
    let mut bytes = vec![OPENING];
    bytes.extend(format!("U+{:04X}", u32::from(letter)).bytes());
    bytes.push(CLOSING);
    bytes
}
