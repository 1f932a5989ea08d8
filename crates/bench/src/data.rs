//! Logins as people have them, made up: the same for the same seed, and the same for every program that is measured.

use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::{Random, RandomError};
use strongroom_vault::{Incoming, NewItem};

const NAMES: [&str; 24] = [
    "davis", "moore", "lindsey", "barnes", "wilson", "garcia", "hodge", "bates", "stark", "mathis", "rivera",
    "cooper", "arroyo", "jones", "myers", "ross", "gibson", "cruz", "black", "burg", "green", "hall",
    "nolan", "price",
];
const DOMAINS: [&str; 8] = ["com", "org", "net", "info", "co.uk", "github.io", "xn--p1ai", "de"];
const COMPANIES: [&str; 10] = [
    "Gray, Oneal and Anderson",
    "Дроздова и партнеры",
    "РАО «Шашков Константинова»",
    "有限会社西村建設",
    "合同会社石井運輸",
    "Suministros ENK S.A.",
    "Müller & Söhne GmbH",
    "Étoile Crème Brûlée",
    "Mendoza-Chavez",
    "Bank of Lindsey",
];
const PATHS: [&str; 4] = ["", "login", "account/signin", "?next=%2F"];
const NOTES: [&str; 10] = [
    "Actividad cara torno diciembre aumento.",
    "Es habían junto organismo.",
    "Decide measure deep money.",
    "Need expert join season big human.",
    "Dabei Opa Stunde hängen heiß war rechnen immer.",
    "Douleur branche battre sol repas entre.",
    "Мучительно прежний лететь падать.",
    "Ask support for the second factor before travelling.",
    "Shared with the team; rotate each quarter.",
    "Opened in March, card ends in four digits.",
];
const FOLDERS: [&str; 12] = [
    "Utilities",
    "Work",
    "Banking",
    "Shopping",
    "Travel",
    "Social",
    "Mail",
    "Servers",
    "Games",
    "Health",
    "School",
    "Family",
];

/// Numbers that repeat from run to run. Never for keys.
#[derive(Debug)]
pub(crate) struct Seeded(AtomicU64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    pub(crate) fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    pub(crate) fn pick<'a>(&self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }
}

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        out.iter_mut().for_each(|byte| *byte = self.next().to_be_bytes()[0]);
        Ok(())
    }
}

/// One made-up login. Nothing in it is anybody's.
#[derive(Debug, Clone)]
pub(crate) struct Login {
    pub(crate) title: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) url: String,
    pub(crate) notes: String,
    pub(crate) totp: String,
    pub(crate) folder: &'static str,
}

/// That many logins: a quarter with notes, a tenth with a one-time code, half with a title that is not their host.
pub(crate) fn logins(count: usize) -> impl Iterator<Item = Login> {
    let random = Seeded::new(0x5EED);
    (0..count).map(move |number| login(&random, number))
}

fn login(random: &Seeded, number: usize) -> Login {
    let name = random.pick(&NAMES);
    let host = format!("{name}-{}{number}.{}", random.pick(&NAMES), random.pick(&DOMAINS));
    let title = match random.below(2) {
        0 => host.clone(),
        _ => format!("{} {number}", random.pick(&COMPANIES)),
    };
    Login {
        title,
        username: format!("{name}{}{number}@example.{}", random.pick(&NAMES), random.pick(&DOMAINS)),
        password: format!("{:016x}", random.next()),
        url: format!("https://{host}/{}", random.pick(&PATHS)),
        notes: notes(random),
        totp: if random.below(10) == 0 {
            format!("JBSWY3DPEHPK{}", "ABCD2345".repeat(2))
        } else {
            String::new()
        },
        folder: random.pick(&FOLDERS),
    }
}

fn notes(random: &Seeded) -> String {
    if random.below(4) != 0 {
        return String::new();
    }
    (0..=random.below(6)).map(|_| random.pick(&NOTES)).collect::<Vec<_>>().join(" ")
}

impl Login {
    /// As the vault takes it.
    pub(crate) fn into_incoming(self) -> Incoming {
        let mut item = Item::new(Kind::LOGIN, self.title)
            .with(Field::new("username", FieldType::Text, self.username))
            .with(Field::new("password", FieldType::Hidden, self.password))
            .with(Field::new("url", FieldType::Url, self.url));
        if !self.totp.is_empty() {
            item = item.with(Field::new("totp", FieldType::Totp, self.totp));
        }
        item.notes = self.notes.into();
        Incoming { new: NewItem::new(item, None), path: vec![self.folder.to_owned()] }
    }
}

/// That many logins as Bitwarden writes them.
pub(crate) fn bitwarden_csv(count: usize) -> String {
    let mut table = String::with_capacity(count.saturating_mul(200));
    table.push_str(
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n",
    );
    for login in logins(count) {
        let Login { title, username, password, url, notes, totp, folder } = login;
        table.push_str(&format!(
            "{folder},,login,\"{title}\",\"{notes}\",,0,{url},{username},{password},{totp}\n"
        ));
    }
    table
}

/// That many logins as KeePass writes them, in one group.
pub(crate) fn keepass_xml(count: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeePassFile><Meta><Generator>bench</Generator></Meta><Root>\
         <Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name>",
    );
    for (number, login) in logins(count).enumerate() {
        xml.push_str(&entry_xml(number, &login));
    }
    xml.push_str("</Group></Root></KeePassFile>\n");
    xml
}

fn entry_xml(number: usize, login: &Login) -> String {
    let value = |key: &str, value: &str| {
        let value = value.replace('&', "&amp;").replace('<', "&lt;");
        format!("<String><Key>{key}</Key><Value>{value}</Value></String>")
    };
    // 22 digits of base 64 are 16 bytes; decimal digits are among its letters.
    format!(
        "<Entry><UUID>B{number:020}A==</UUID>{}{}{}{}{}</Entry>",
        value("Title", &login.title),
        value("UserName", &login.username),
        value("Password", &login.password),
        value("URL", &login.url),
        value("Notes", &login.notes),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use strongroom_exchange::{Request, parse};

    #[test]
    fn every_form_of_the_logins_reads_back_as_the_same_items() {
        for text in [bitwarden_csv(300), keepass_xml(300)] {
            let parsed = parse(&Request::new(text.as_bytes())).unwrap();
            let titles: Vec<_> = parsed.items.iter().map(|item| item.item.title.clone()).collect();
            assert_eq!(titles, logins(300).map(|login| login.title).collect::<Vec<_>>());
        }
    }
}
