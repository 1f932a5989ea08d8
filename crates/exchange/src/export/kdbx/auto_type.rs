//! What KeePass types and where, from the lines that the importer makes of it.

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Setting<'t> {
    Off,
    Obfuscated,
    Sequence(&'t str),
    Window(&'t str, &'t str),
}

/// The settings in the text, in order; none where a line of it is none.
pub(super) fn parse(text: &str) -> Option<Vec<Setting<'_>>> {
    text.split('\n').map(setting).collect()
}

fn setting(line: &str) -> Option<Setting<'_>> {
    // Space around a value would be lost.
    let kept = |value: &str| value.trim() == value;
    match line {
        "enabled: no" => return Some(Setting::Off),
        "obfuscation: 1" => return Some(Setting::Obfuscated),
        _ => {}
    }
    if let Some(sequence) = line.strip_prefix("sequence: ") {
        return (kept(sequence) && !sequence.is_empty()).then_some(Setting::Sequence(sequence));
    }
    let (window, keys) = line.strip_prefix("window: ")?.split_once(" → ")?;
    (kept(window) && kept(keys)).then_some(Setting::Window(window, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_importer_are_understood_and_others_are_not() {
        let text = "enabled: no\nobfuscation: 1\nsequence: {USERNAME}\nwindow: Bank* → {PASSWORD}";
        let settings = [
            Setting::Off,
            Setting::Obfuscated,
            Setting::Sequence("{USERNAME}"),
            Setting::Window("Bank*", "{PASSWORD}"),
        ];
        assert_eq!(parse(text).as_deref(), Some(settings.as_slice()));
        for text in ["", "enabled: yes", "sequence: ", "sequence:  x", "window: a", "note"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
