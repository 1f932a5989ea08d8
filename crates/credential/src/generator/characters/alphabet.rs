//! What a recipe's characters are, once: each with the classes that it counts for. Characters of the same classes are
//! alike in every count, which is what makes exact counting cheap.

use super::super::{Characters, GenerateError, check_text};
use std::collections::BTreeMap;

/// The symbols used: all of ASCII's punctuation.
pub const SYMBOLS: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/// Characters taken for one another in many typefaces.
pub const LOOKALIKES: &str = "0Oo1Il|5S2Z8B'`";

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

/// Characters of one list: a class without a name, or those excluded.
const MAX_LISTED: usize = 256;
/// Classes without a name: with the four that have one, as many as a mask has bits.
const MAX_CLASSES: usize = 28;

/// One character, and a bit for each class with a minimum that it counts for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Letter {
    pub(super) character: char,
    pub(super) classes: u32,
}

impl Letter {
    pub(super) fn is_in(self, class: usize) -> bool {
        self.classes >> class & 1 == 1
    }
}

/// Every character that may be drawn, once, and what must occur of each class.
pub(super) struct Alphabet {
    letters: Vec<Letter>,
    minimums: Vec<u16>,
}

/// A class of characters that no other class overlaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Separate {
    pub(super) size: usize,
    pub(super) min: u16,
}

/// Characters that count for the same classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Atom {
    pub(super) size: usize,
    pub(super) classes: u32,
}

impl Alphabet {
    pub(super) fn of(recipe: &Characters) -> Result<Self, GenerateError> {
        let (mut letters, mut minimums) = (BTreeMap::<char, u32>::new(), Vec::new());
        for (characters, min) in chosen(recipe)? {
            let characters = allowed(characters, recipe);
            if characters.is_empty() {
                return Err(GenerateError::EmptyClass);
            }
            let bit = if min == 0 { 0 } else { 1 << minimums.len() };
            for character in characters {
                *letters.entry(character).or_default() |= bit;
            }
            if min > 0 {
                minimums.push(min);
            }
        }
        if letters.is_empty() {
            return Err(GenerateError::NoClass);
        }
        let letters = letters.into_iter().map(|(character, classes)| Letter { character, classes }).collect();
        let alphabet = Self { letters, minimums };
        alphabet.check(recipe.length)?;
        Ok(alphabet)
    }

    /// Minimums of classes that do not overlap add up; of others only the largest is sure to be needed.
    fn check(&self, length: u16) -> Result<(), GenerateError> {
        let minimums = self.minimums.iter().map(|min| u32::from(*min));
        let needed = match self.separate_classes() {
            Some(_) => minimums.sum(),
            None => minimums.max().unwrap_or(0),
        };
        if needed > u32::from(length) { Err(GenerateError::TooShort { length, needed }) } else { Ok(()) }
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// What must occur, by the number of the class's bit.
    pub(super) fn minimums(&self) -> &[u16] {
        &self.minimums
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The most bytes that one of the characters takes.
    pub(super) fn widest(&self) -> usize {
        self.letters.iter().map(|letter| letter.character.len_utf8()).max().unwrap_or(0)
    }

    pub(super) fn atoms(&self) -> Vec<Atom> {
        let mut sizes = BTreeMap::<u32, usize>::new();
        for letter in &self.letters {
            *sizes.entry(letter.classes).or_default() += 1;
        }
        sizes.into_iter().map(|(classes, size)| Atom { size, classes }).collect()
    }

    /// The classes, where no character counts for two of them; characters without a minimum are one class.
    pub(super) fn separate_classes(&self) -> Option<Vec<Separate>> {
        let separate = |atom: Atom| match atom.classes.count_ones() {
            0 => Some(Separate { size: atom.size, min: 0 }),
            1 => self
                .minimums
                .get(usize::try_from(atom.classes.trailing_zeros()).ok()?)
                .map(|&min| Separate { size: atom.size, min }),
            _ => None,
        };
        self.atoms().into_iter().map(separate).collect()
    }
}

/// The classes that the recipe uses, with their minimums, nothing left out yet.
fn chosen(recipe: &Characters) -> Result<Vec<(&str, u16)>, GenerateError> {
    check_text(&recipe.exclude, MAX_LISTED)?;
    if recipe.classes.len() > MAX_CLASSES {
        return Err(GenerateError::TooManyClasses { max: MAX_CLASSES });
    }
    let mut chosen: Vec<(&str, u16)> = [
        (recipe.lower, LOWER, recipe.min_lower),
        (recipe.upper, UPPER, recipe.min_upper),
        (recipe.digits, DIGITS, recipe.min_digits),
        (recipe.symbols, SYMBOLS, recipe.min_symbols),
    ]
    .into_iter()
    .filter(|(used, ..)| *used)
    .map(|(_, characters, min)| (characters, min))
    .collect();
    for class in &recipe.classes {
        check_text(&class.characters, MAX_LISTED)?;
        chosen.push((&class.characters, class.min));
    }
    Ok(chosen)
}

fn allowed(characters: &str, recipe: &Characters) -> Vec<char> {
    characters
        .chars()
        .filter(|&character| !recipe.exclude.contains(character))
        .filter(|&character| !(recipe.exclude_lookalikes && LOOKALIKES.contains(character)))
        .collect()
}
