//! Items in any number, with text as odd as people's and other programs' text is.

use crate::SeededRandom;
use strongroom_credential::{Field, FieldType, Item, Kind};

/// Scripts in both directions, composed and decomposed accents, emoji in sequences, control and zero-width characters.
const WORDS: [&str; 24] = [
    "Mail",
    "Bank",
    "caf\u{e9}",
    "cafe\u{301}",
    "Straße",
    "ΣΊΣΥΦΟΣ",
    "ﬁnance",
    "東京",
    "パスワード",
    "한국어",
    "שלום",
    "مرحبا",
    "İstanbul",
    "naïve",
    "\u{1F469}\u{200D}\u{1F4BB}",
    "\u{1F1E8}\u{1F1ED}",
    "e\u{301}\u{323}x",
    "zero\u{200B}width",
    "tab\there",
    "\"quoted\"",
    "back\\slash",
    "<b>bold</b>",
    "=1+1",
    "\u{202E}reversed",
];

/// `count` items, the same for the same seed.
pub fn generated_items(seed: u64, count: usize) -> impl Iterator<Item = Item> {
    let random = SeededRandom::new(seed);
    (0..count).map(move |number| generated_item(&random, number))
}

/// One item; `number` keeps its title apart from the others'.
pub fn generated_item(random: &SeededRandom, number: usize) -> Item {
    let word = || WORDS[random.below(WORDS.len())];
    let title = format!("{} {} {number}", word(), word());
    let mut item = match random.below(8) {
        0 => Item::new(Kind::NOTE, title),
        1 => Item::new(Kind::CARD, title)
            .with(Field::new("cardholder", FieldType::Text, word()))
            .with(Field::new("number", FieldType::Hidden, format!("41111111{number:08}"))),
        2 => Item::new(Kind::named("from_a_newer_program"), title).with(Field::custom(
            word(),
            FieldType::Hidden,
            word(),
        )),
        _ => Item::new(Kind::LOGIN, title)
            .with(Field::new("username", FieldType::Text, format!("{}{number}", word())))
            .with(Field::new("password", FieldType::Hidden, format!("{}-{}", word(), random.below(1 << 20))))
            .with(Field::new("url", FieldType::Url, format!("https://host{number}.example/login"))),
    };
    if random.below(4) == 0 {
        item.notes = format!("{}\n{} {}", word(), word(), word()).into();
    }
    if random.below(4) == 0 {
        item.tags.push(word().to_owned());
    }
    item.favourite = random.below(10) == 0;
    item
}
