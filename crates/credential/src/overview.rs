//! What lists show of an item and what the copy keys take. Nothing shown here is secret, save a card's last four digits.

use crate::fold::prefix;
use crate::host::host;
use crate::strength::cut;
use crate::{Field, FieldType, Item};

/// Longest subtitle, in characters.
const MAX_SUBTITLE: usize = 80;
/// Addresses that are looked at for hosts.
const MAX_URLS: usize = 100;
/// A number with fewer digits shows none of them.
const MIN_CARD_DIGITS: usize = 12;

impl Item {
    /// One line under the title that tells items apart, at most 80 characters; may be empty. Personal, never secret but
    /// for the last four digits of a card.
    pub fn subtitle(&self) -> String {
        let text = match self.kind.name() {
            "card" => self.card_line(),
            "identity" => self.full_name().or_else(|| self.user_or_host()),
            "api_key" => self.shown("service").map(str::to_owned).or_else(|| self.first_host()),
            "ssh_key" => self.key_comment().or_else(|| self.shown("host")).map(str::to_owned),
            "secret" => self.shown("key").map(str::to_owned),
            "note" => self.first_note_line(),
            _ => self.user_or_host(),
        };
        text.map(|text| one_line(&text)).unwrap_or_default()
    }

    /// The hosts of its URL fields, lower case, without `www.`, user and port, no repeats, in order. Text that holds no
    /// host is passed over. Internationalised names stay as they are written.
    pub fn hosts(&self) -> Vec<String> {
        let mut hosts = Vec::new();
        let urls = self.fields.iter().filter(|field| field.field_type == FieldType::Url).take(MAX_URLS);
        // Exposed to take the host out; addresses are shown in lists.
        for found in urls.filter_map(|field| host(field.value.expose())) {
            if !hosts.contains(&found) {
                hosts.push(found);
            }
        }
        hosts
    }

    /// The field that "copy password" takes: the secret the item exists for. `None` where it is empty or there is none.
    pub fn password_field(&self) -> Option<&Field> {
        let names: &[&str] = match self.kind.name() {
            "login" | "password" => &["password"],
            "card" => &["number"],
            "api_key" => &["key", "secret"],
            "ssh_key" => &["private_key"],
            "secret" => &["value"],
            "note" | "identity" => &[],
            _ => return self.filled().find(|field| field.field_type.is_secret()),
        };
        names.iter().find_map(|name| self.filled().find(|field| field.name == *name))
    }

    /// The field that "copy user name" takes: `username`, or else the first e-mail address that is filled in.
    pub fn username_field(&self) -> Option<&Field> {
        self.filled()
            .find(|field| field.name == "username")
            .or_else(|| self.filled().find(|field| field.field_type == FieldType::Email))
    }

    fn filled(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.value.is_empty())
    }

    /// The value of the first filled field of that name, if its type lets it be shown.
    fn shown(&self, name: &str) -> Option<&str> {
        self.filled().find(|field| field.name == name).and_then(visible)
    }

    fn user_or_host(&self) -> Option<String> {
        self.username_field().and_then(visible).map(str::to_owned).or_else(|| self.first_host())
    }

    fn first_host(&self) -> Option<String> {
        self.hosts().into_iter().next()
    }

    fn full_name(&self) -> Option<String> {
        let parts: Vec<&str> =
            ["first_name", "middle_name", "last_name"].iter().filter_map(|name| self.shown(name)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn card_line(&self) -> Option<String> {
        let parts: Vec<String> =
            self.shown("brand").map(str::to_owned).into_iter().chain(self.last_card_digits()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn last_card_digits(&self) -> Option<String> {
        // Exposed for its last four digits, which receipts show too.
        let number = self.filled().find(|field| field.name == "number")?.value.expose();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let last = digits.checked_sub(4).filter(|_| digits >= MIN_CARD_DIGITS)?;
        Some(format!("•••• {}", number.chars().filter(char::is_ascii_digit).skip(last).collect::<String>()))
    }

    /// What follows the key in an OpenSSH public key.
    fn key_comment(&self) -> Option<&str> {
        let mut parts = self.shown("public_key")?.lines().next()?.splitn(3, ' ');
        parts.nth(2).map(str::trim).filter(|comment| !comment.is_empty())
    }

    fn first_note_line(&self) -> Option<String> {
        // Exposed because lists show how a note begins.
        let line = self.notes.expose().lines().map(str::trim).find(|line| !line.is_empty());
        line.map(|line| cut(line, MAX_SUBTITLE).to_owned())
    }
}

fn visible(field: &Field) -> Option<&str> {
    // Exposed because the type says that it is no secret.
    (!field.field_type.is_secret()).then(|| field.value.expose().as_str())
}

/// The first line with anything in it, cut; control characters, which could disturb a list, become spaces.
fn one_line(text: &str) -> String {
    // Four bytes a character at most; the rest of a long text is not looked at.
    let line =
        prefix(text, 16 * 1024).lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    cut(line, MAX_SUBTITLE).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn item(kind: Kind, fields: &[(&str, FieldType, &str)]) -> Item {
        fields.iter().fold(Item::new(kind, "Title"), |item, &(name, field_type, value)| {
            item.with(Field::new(name, field_type, value))
        })
    }

    const SSH: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 alice at laptop\n";

    #[test]
    fn subtitle_tells_items_of_each_kind_apart() {
        use FieldType::{Email, Hidden, Text, Url};
        for (kind, fields, expected) in [
            (Kind::LOGIN, &[("username", Text, "alice"), ("url", Url, "https://x.org")][..], "alice"),
            (Kind::LOGIN, &[("username", Text, ""), ("url", Url, "https://www.x.org/a")], "x.org"),
            (Kind::LOGIN, &[("password", Hidden, "hunter2")], ""),
            (Kind::LOGIN, &[("username", Hidden, "hunter2")], ""),
            (Kind::PASSWORD, &[("password", Hidden, "hunter2")], ""),
            (
                Kind::CARD,
                &[("number", Hidden, "4111 1111 1111 1234"), ("brand", Text, "Visa")],
                "Visa •••• 1234",
            ),
            (Kind::CARD, &[("number", Hidden, "12345678901"), ("brand", Text, "Visa")], "Visa"),
            (Kind::CARD, &[("number", Hidden, "4111111111111234")], "•••• 1234"),
            (Kind::IDENTITY, &[("last_name", Text, "Doe"), ("first_name", Text, "Jane")], "Jane Doe"),
            (Kind::IDENTITY, &[("email", Email, "j@x.org"), ("passport", Hidden, "P1")], "j@x.org"),
            (Kind::API_KEY, &[("service", Text, "Payments"), ("key", Hidden, "hunter2")], "Payments"),
            (Kind::API_KEY, &[("url", Url, "api.x.org/v1"), ("key", Hidden, "hunter2")], "api.x.org"),
            (Kind::SSH_KEY, &[("public_key", Text, SSH), ("host", Text, "h")], "alice at laptop"),
            (Kind::SSH_KEY, &[("public_key", Text, "ssh-rsa AAAA"), ("host", Text, "h")], "h"),
            (Kind::SECRET, &[("key", Text, "DATABASE_URL"), ("value", Hidden, "hunter2")], "DATABASE_URL"),
            (Kind::named("wifi"), &[("username", Text, "net"), ("password", Hidden, "hunter2")], "net"),
        ] {
            assert_eq!(item(kind.clone(), fields).subtitle(), expected, "{}", kind.name());
        }
    }

    #[test]
    fn subtitle_of_a_note_is_its_first_line_of_at_most_80_characters() {
        let mut note = item(Kind::NOTE, &[]);
        note.notes = format!("\n  \n {}\nsecond", "é".repeat(90)).into();
        assert_eq!(note.subtitle(), "é".repeat(80));
    }

    #[test]
    fn subtitle_is_one_line_without_control_characters_even_of_a_huge_value() {
        let value = format!("\n\n al\u{1b}[31mice \nsecond{}", "x".repeat(1_000_000));
        assert_eq!(item(Kind::LOGIN, &[("username", FieldType::Text, &value)]).subtitle(), "al [31mice");
    }

    #[test]
    fn hosts_come_from_url_fields_alone_once_each() {
        let login = item(
            Kind::LOGIN,
            &[
                ("url", FieldType::Url, "https://www.x.org/1"),
                ("url", FieldType::Url, "X.org"),
                ("url", FieldType::Url, "not a host"),
                ("url", FieldType::Url, "https://me:hunter2@y.org"),
                ("username", FieldType::Text, "z.org"),
            ],
        );
        assert_eq!(login.hosts(), ["x.org", "y.org"]);
    }

    #[test]
    fn copied_field_is_the_secret_the_item_exists_for() {
        let hidden = |name| (name, FieldType::Hidden, "hunter2");
        for (kind, names, expected) in [
            (Kind::LOGIN, &["pin", "password"][..], Some("password")),
            (Kind::PASSWORD, &["password"], Some("password")),
            (Kind::CARD, &["code", "number"], Some("number")),
            (Kind::API_KEY, &["secret", "key"], Some("key")),
            (Kind::API_KEY, &["secret"], Some("secret")),
            (Kind::SSH_KEY, &["passphrase", "private_key"], Some("private_key")),
            (Kind::SECRET, &["value"], Some("value")),
            (Kind::IDENTITY, &["passport"], None),
            (Kind::named("wifi"), &["key_phrase"], Some("key_phrase")),
        ] {
            let fields: Vec<_> = names.iter().copied().map(hidden).collect();
            let item = item(kind.clone(), &fields);
            assert_eq!(item.password_field().map(|field| field.name.as_str()), expected, "{}", kind.name());
        }
        assert_eq!(item(Kind::LOGIN, &[("password", FieldType::Hidden, "")]).password_field(), None);
    }

    #[test]
    fn user_name_is_the_field_of_that_name_or_the_first_e_mail_address() {
        let email = ("email", FieldType::Email, "a@x.org");
        let both = item(Kind::IDENTITY, &[email, ("username", FieldType::Text, "alice")]);
        assert_eq!(both.username_field().map(|field| field.name.as_str()), Some("username"));
        let one = item(Kind::IDENTITY, &[email, ("username", FieldType::Text, "")]);
        assert_eq!(one.username_field().map(|field| field.name.as_str()), Some("email"));
        assert_eq!(item(Kind::NOTE, &[]).username_field(), None);
    }
}
