//! Titles of items that other items of the file name by an identifier, which says nothing to anybody.

use std::collections::HashMap;

/// All titles that are repeated, together, in bytes: a long one that many items name multiplies.
const MAX_REPEATED_TITLES: usize = 16 << 20;

/// Titles by identifier.
pub(super) struct Titles {
    known: HashMap<String, String>,
    left: usize,
}

impl Titles {
    /// Of all items that have both; an empty title says no more than the identifier.
    pub(super) fn of(items: impl Iterator<Item = (String, String)>) -> Self {
        let known = items.filter(|(id, title)| !id.is_empty() && !title.is_empty()).collect();
        Self { known, left: MAX_REPEATED_TITLES }
    }

    /// The title of that item; none where the file does not have it, or where too much was repeated already.
    pub(super) fn title_of(&mut self, id: &str) -> Option<String> {
        let title = self.known.get(id)?;
        self.left = self.left.checked_sub(title.len())?;
        Some(title.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_multiplies_is_not_repeated_without_end() {
        let long = "x".repeat(MAX_REPEATED_TITLES / 2);
        let mut titles = Titles::of([("a".to_owned(), long), ("b".to_owned(), String::new())].into_iter());
        let lengths = ["a", "b", "c", "a", "a"].map(|id| titles.title_of(id).map(|title| title.len()));
        assert_eq!(lengths, [Some(8 << 20), None, None, Some(8 << 20), None]);
    }
}
