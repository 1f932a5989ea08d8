//! Pasted addresses of one-time codes: one, several, or a whole transfer of accounts.

use super::{Otp, parse_migration};
use crate::{Field, FieldType, Item, Kind};

/// Longest text that is looked at, in bytes.
const MAX_TEXT: usize = 64 * 1024;
/// Most items of one text.
const MAX_ITEMS: usize = 1000;

/// The login of a text that is the address of one code, or the transfer of one account: titled with the issuer, or else
/// the account, with the account as user name. A bare secret is not taken, because other texts look like it. `None` for
/// everything else, at once where the text is long.
pub fn recognise(text: &str) -> Option<Item> {
    let mut items = recognise_all(text).into_iter();
    let item = items.next()?;
    items.next().is_none().then_some(item)
}

/// The logins of a text each line of which is the address of a code or a transfer of accounts. Empty where any line is
/// something else, or where there are more than 1,000. Accounts of a transfer of which no code can be made are left out.
pub fn recognise_all(text: &str) -> Vec<Item> {
    if text.len() > MAX_TEXT {
        return Vec::new();
    }
    let mut items = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some(found) = line_of(line).filter(|found| items.len() + found.len() <= MAX_ITEMS) else {
            return Vec::new();
        };
        items.extend(found.iter().map(login));
    }
    items
}

fn line_of(line: &str) -> Option<Vec<Otp>> {
    let (scheme, _) = line.split_once("://")?;
    if scheme.eq_ignore_ascii_case("otpauth-migration") {
        return parse_migration(line).ok().map(|migration| migration.accounts);
    }
    let is_code = scheme.eq_ignore_ascii_case("otpauth") || scheme.eq_ignore_ascii_case("steam");
    is_code.then(|| Otp::parse(line).ok()).flatten().map(|otp| vec![otp])
}

fn login(otp: &Otp) -> Item {
    let title = if otp.issuer().is_empty() { otp.account() } else { otp.issuer() };
    let mut item = Item::new(Kind::LOGIN, title);
    if !otp.account().is_empty() {
        item = item.with(Field::new("username", FieldType::Text, otp.account()));
    }
    item.with(Field::new("totp", FieldType::Totp, otp.to_uri()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "JBSWY3DPEHPK3PXP";
    const TWO: &str = "otpauth-migration://offline?data=CkMKFD3GyqSCSm0oh2eyMx4gtDFmy4XZEhxBQ01FIENvOmpvaG4uZG9lQGV4YW1wbGUuY29tGgdBQ01FIENvIAEoATACCjUKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZSABKAEwAhABGAEgACjn4Pv4Ag==";

    #[test]
    fn address_of_a_code_is_a_login_with_issuer_and_account() {
        for (path, title, username) in [
            ("totp/Shop:anna?issuer=Shop&", "Shop", Some("anna")),
            ("totp/anna?", "anna", Some("anna")),
            ("hotp/Shop:anna?counter=3&", "Shop", Some("anna")),
            ("totp/?issuer=Shop&", "Shop", None),
        ] {
            let item =
                recognise(&format!(" otpauth://{path}secret={SECRET}\n")).unwrap_or_else(|| panic!("{path}"));
            assert_eq!((item.kind.clone(), item.title.as_str()), (Kind::LOGIN, title));
            assert_eq!(item.field("username").map(|field| field.value.expose().as_str()), username);
            let totp = item.field("totp").unwrap();
            assert_eq!(totp.field_type, FieldType::Totp);
            assert!(Otp::parse(totp.value.expose()).is_ok());
        }
    }

    #[test]
    fn transfer_of_several_accounts_is_several_logins() {
        let titles = |text: &str| recognise_all(text).into_iter().map(|item| item.title).collect::<Vec<_>>();
        assert_eq!(titles(TWO), ["ACME Co", "Example"]);
        assert_eq!(recognise(TWO), None);
        let lines = format!("{TWO}\r\n\r\notpauth://totp/Shop:anna?secret={SECRET}\r\n");
        assert_eq!(titles(&lines), ["ACME Co", "Example", "Shop"]);
    }

    #[test]
    fn what_is_not_clearly_a_code_is_none() {
        for text in [
            "",
            SECRET,
            "jbsw y3dp ehpk 3pxp",
            "https://example.org",
            "otpauth://totp/a",
            "otpauth://totp/a?secret=0",
            &format!("otpauth://hotp/a?secret={SECRET}"),
            &format!("otpauth://totp/a?secret={SECRET}\nand more"),
            "otpauth-migration://offline?data=A",
        ] {
            assert_eq!(recognise(text), None, "{text}");
            assert_eq!(recognise_all(text), [], "{text}");
        }
        assert_eq!(recognise(&format!("otpauth://totp/a?secret={}", "A".repeat(1_000_000))), None);
    }
}
