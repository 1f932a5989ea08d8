//! Several addresses in one cell, with commas between them, where an address may have commas itself.

/// The addresses. A part begins one where it begins with a scheme, or where it begins with a host and what stands before
/// is no more than a host, in which no comma can be.
pub(super) fn addresses(cell: &str) -> Vec<String> {
    let mut urls: Vec<String> = Vec::new();
    for part in cell.split(',') {
        let trimmed = part.trim_start();
        match urls.last_mut() {
            None => urls.push(part.to_owned()),
            Some(last) if has_scheme(trimmed) || is_host(authority(last)) && begins_with_host(trimmed) => {
                // What stands between two addresses is of neither.
                last.truncate(last.trim_end().len());
                urls.push(trimmed.to_owned());
            }
            Some(last) => {
                last.push(',');
                last.push_str(part);
            }
        }
    }
    urls
}

fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// An address without its scheme and one last slash.
fn authority(url: &str) -> &str {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_suffix('/').unwrap_or(rest)
}

fn begins_with_host(text: &str) -> bool {
    is_host(text.trim_end().split(['/', '?', '#']).next().unwrap_or_default())
}

/// Labels with dots between them, of which the last is a top-level domain or all are numbers, and perhaps a port.
fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, "0"));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_named = last.chars().count() > 1 && !last.contains(|letter: char| letter.is_ascii_digit());
    let is_ip = name.split('.').count() == 4 && name.split('.').all(is_number);
    let has_end =
        name.contains('.') && (is_named || last.starts_with("xn--")) || is_ip || name == "localhost";
    has_end && name.split('.').all(is_label) && is_number(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_comma_between_addresses_parts_them() {
        for (cell, expected) in [
            ("google.com,youtube.com,gmail.com", &["google.com", "youtube.com", "gmail.com"][..]),
            ("google.com, mail.google.com/a,b.de", &["google.com", "mail.google.com/a,b.de"]),
            ("https://a.example, https://b.example/", &["https://a.example", "https://b.example/"]),
            ("https://a.example/,b.example:8080", &["https://a.example/", "b.example:8080"]),
            (
                "https://a.example/?x=1,2,https://b.example",
                &["https://a.example/?x=1,2", "https://b.example"],
            ),
            ("https://a.example/x,y.html", &["https://a.example/x,y.html"]),
            ("https://a.example/?r=1,2://3", &["https://a.example/?r=1,2://3"]),
            ("https://me,you.example@a.example", &["https://me,you.example@a.example"]),
            ("10.0.0.1,localhost:80,1.5", &["10.0.0.1", "localhost:80,1.5"]),
            ("a note, not an address", &["a note, not an address"]),
            ("", &[""]),
        ] {
            assert_eq!(addresses(cell), expected, "{cell}");
        }
    }
}
