//! Keeper's paths of folders: levels with a backslash between them, and two for one in a name.

/// The names of the levels.
pub(super) fn levels_of(path: &str) -> Vec<String> {
    let mut levels = Vec::new();
    let mut level = String::new();
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            level.push(letter);
        } else if letters.next_if_eq(&'\\').is_some() {
            level.push('\\');
        } else {
            levels.push(std::mem::take(&mut level));
        }
    }
    levels.push(level);
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_backslashes_are_one_in_a_name() {
        for (path, levels) in [
            ("a", &["a"][..]),
            (r"a\b", &["a", "b"]),
            (r"a\\b/c\d", &[r"a\b/c", "d"]),
            (r"a\\\b", &[r"a\", "b"]),
            (r"a\", &["a", ""]),
        ] {
            assert_eq!(levels_of(path), levels, "{path}");
        }
    }
}
