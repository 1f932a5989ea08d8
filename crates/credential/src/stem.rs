//! What a password is made of when its decoration is taken off: people who must change one change the end of it.

use strongroom_secret::SecretString;

/// A shorter stem says nothing: many different passwords share it. In characters.
const MIN_STEM: usize = 4;
/// Bytes of a secret that are looked at.
const MAX_LOOKED_AT: usize = 1024;

/// The secret in lower case, from its first letter to its last: `Summer2024!` and `summer25` have the same. `None` where
/// fewer than four characters are left.
pub fn stem(secret: &SecretString) -> Option<SecretString> {
    // Exposed to be cut and folded into another secret.
    let text = secret.expose();
    let text = text.get(..text.floor_char_boundary(MAX_LOOKED_AT))?;
    let bare = text.trim_matches(|c: char| !c.is_alphabetic());
    (bare.chars().count() >= MIN_STEM).then(|| SecretString::new(bare.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_and_case_make_no_difference() {
        let stem = |text: &str| stem(&text.into()).map(|stem| stem.expose().clone());
        for text in ["Summer2024!", "summer25", "  SUMMER", "!!summer", "1Summer1"] {
            assert_eq!(stem(text).as_deref(), Some("summer"), "{text}");
        }
        assert_eq!(stem("Sum2mer!").as_deref(), Some("sum2mer"));
        for text in ["", "1234567890", "abc1234567", "!!", "\u{301}"] {
            assert_eq!(stem(text), None, "{text}");
        }
        assert_eq!(stem(&"ü".repeat(5000)).map(|stem| stem.len()), Some(1024));
    }
}
